package portcullis.server.signals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import portcullis.kernel.RefusalCode;

/** Whether the house can serve, part by part. */
public final class Health {
    private final List<Part> parts;
    private volatile boolean opening = true;
    private volatile boolean draining;

    /**
     * A part that can fail.
     *
     * @param name fixed
     * @param needed whether nothing can be served without it
     * @param code why nothing works without it
     * @param works may block for a bounded time; a throw counts as no
     */
    public record Part(String name, boolean needed, RefusalCode code, Supplier<Boolean> works) {}

    /** How a part was found. */
    public record Finding(
            String name, boolean needed, boolean works, RefusalCode code, long micros) {}

    public Health(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    public void opened() {
        opening = false;
    }

    public void drain() {
        draining = true;
    }

    public boolean draining() {
        return draining;
    }

    /** The first cause why nothing can be served now; blocks for a bounded time. */
    public Optional<RefusalCode> trouble() {
        if (draining) {
            return Optional.of(RefusalCode.DRAINING);
        }
        if (opening) {
            return Optional.of(RefusalCode.OVERLOADED);
        }
        return findings().stream()
                .filter(finding -> finding.needed() && !finding.works())
                .map(Finding::code)
                .findFirst();
    }

    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        for (Part part : parts) {
            long began = System.nanoTime();
            boolean works = works(part);
            all.add(
                    new Finding(
                            part.name(),
                            part.needed(),
                            works,
                            part.code(),
                            (System.nanoTime() - began) / 1000));
        }
        return all;
    }

    private static boolean works(Part part) {
        try {
            return part.works().get();
        } catch (RuntimeException broken) {
            return false;
        }
    }
}
