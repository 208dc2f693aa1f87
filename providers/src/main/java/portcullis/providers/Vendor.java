package portcullis.providers;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;

/**
 * One configured vendor.
 *
 * @param name as in the configuration; never leaves the house
 * @param base where its API begins, such as {@code http://127.0.0.1:9001/v1}; http or https
 * @param key the secret our calls are paid with; kept out of every log by its type
 * @param capacity how many calls it is asked at the same time
 * @param manner where it differs from others of its dialect
 */
public record Vendor(
        Label name, URI base, Optional<SensitiveText> key, Capacity capacity, Manner manner) {
    /** Enough for 5,000 open streams (GTW-4). */
    public static final int PERMITS = 8_192;

    private static final int MOST_PERMITS = 65_536;

    /**
     * A bulkhead around one vendor.
     *
     * @param permits connections that may be open at the same time, 1–65,536
     * @param queue calls that may wait for one, 1–65,536; further calls are refused at once
     */
    public record Capacity(int permits, int queue) {
        public static final Capacity STANDARD = new Capacity(PERMITS, PERMITS);

        public Capacity {
            if (permits < 1 || permits > MOST_PERMITS || queue < 1 || queue > MOST_PERMITS) {
                throw new IllegalArgumentException("permits and queue must be 1-65536");
            }
        }
    }

    /**
     * Where a vendor differs from others of its dialect.
     *
     * @param apiVersion a date, for {@link Quirk#MODEL_IN_THE_PATH}
     */
    public record Manner(Set<Quirk> quirks, String apiVersion) {
        public static final Manner STANDARD = new Manner(Set.of(), "");

        public Manner {
            quirks = Set.copyOf(quirks);
        }

        public boolean has(Quirk quirk) {
            return quirks.contains(quirk);
        }
    }

    /** As many calls may wait as may be open. */
    public Vendor(Label name, URI base, Optional<SensitiveText> key, int permits) {
        this(name, base, key, new Capacity(permits, permits), Manner.STANDARD);
    }

    public static Vendor of(Label name, URI base, Optional<SensitiveText> key) {
        return new Vendor(name, base, key, Capacity.STANDARD, Manner.STANDARD);
    }

    /** A vendor inside this process: no address, no key. */
    public static Vendor inside(Label name) {
        return of(name, URI.create(""), Optional.empty());
    }
}
