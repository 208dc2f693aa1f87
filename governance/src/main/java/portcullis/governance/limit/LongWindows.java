package portcullis.governance.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import portcullis.governance.limit.Claim.Take;

/**
 * Counts while the shared counters are away (GOV-27): windows of an hour and more in the database,
 * where every replica finds them; everything else, and all of it when the database is away too, in
 * this replica's share.
 */
final class LongWindows implements Counters {
    private static final Duration LONG = Duration.ofHours(1);

    private final Counters windows;
    private final CountersHere near;
    private final int replicas;

    /**
     * @param windows whole limits, whichever replica asks
     * @param near this replica's share
     */
    LongWindows(Counters windows, CountersHere near, int replicas) {
        this.windows = windows;
        this.near = near;
        this.replicas = replicas;
    }

    static boolean isLong(Take take) {
        return take.quota().shape() == Shape.FIXED_WINDOW
                && take.quota().period().compareTo(LONG) >= 0;
    }

    /** The takes of a claim that are counted in one place, and where they stand in it. */
    private record Part(Claim claim, List<Integer> places) {

        static Part of(Claim claim, boolean lasting) {
            List<Take> takes = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < claim.takes().size(); i++) {
                if (isLong(claim.takes().get(i)) == lasting) {
                    takes.add(claim.takes().get(i));
                    places.add(i);
                }
            }
            return new Part(new Claim(claim.tenant(), claim.call(), takes), places);
        }

        List<Taken.Level> levels(List<Taken.Level> all) {
            return places.stream().map(all::get).toList();
        }
    }

    @Override
    public CompletionStage<Taken> take(Claim claim) {
        Part lasting = Part.of(claim, true);
        if (lasting.places().isEmpty()) {
            return CompletableFuture.completedFuture(near.decide(claim.share(replicas)));
        }
        Part brief = Part.of(claim, false);
        return windows.take(lasting.claim()).thenApply(taken -> both(claim, lasting, brief, taken));
    }

    private Taken both(Claim claim, Part lasting, Part brief, Taken taken) {
        return switch (taken) {
            case Taken.Away _ -> near.decide(claim.share(replicas));
            case Taken.All(List<Taken.Level> lasted) -> briefly(lasting, brief, lasted);
            case Taken.Lacking lacking -> {
                List<Taken.Level> levels = levels(near.decide(looking(brief.claim())));
                yield new Taken.Lacking(
                        lasting.places().get(lacking.which()),
                        lacking.delay(),
                        joined(lasting, lacking.levels(), brief, levels));
            }
        };
    }

    private Taken briefly(Part lasting, Part brief, List<Taken.Level> levels) {
        Taken near = this.near.decide(brief.claim().share(replicas));
        List<Taken.Level> all = joined(lasting, levels, brief, levels(near));
        if (near instanceof Taken.Lacking lacking) {
            windows.giveBack(lasting.claim(), levels);
            return new Taken.Lacking(brief.places().get(lacking.which()), lacking.delay(), all);
        }
        return new Taken.All(all);
    }

    private Claim looking(Claim claim) {
        List<Take> looks =
                claim.takes().stream()
                        .map(take -> new Take(take.counter(), take.quota(), 0))
                        .toList();
        return new Claim(claim.tenant(), claim.call(), looks).share(replicas);
    }

    private static List<Taken.Level> levels(Taken taken) {
        return switch (taken) {
            case Taken.All(List<Taken.Level> levels) -> levels;
            case Taken.Lacking lacking -> lacking.levels();
            case Taken.Away _ -> List.of();
        };
    }

    private static List<Taken.Level> joined(
            Part lasting, List<Taken.Level> lasted, Part brief, List<Taken.Level> brieflySpent) {
        Taken.Level[] all = new Taken.Level[lasted.size() + brieflySpent.size()];
        for (int i = 0; i < lasted.size(); i++) {
            all[lasting.places().get(i)] = lasted.get(i);
        }
        for (int i = 0; i < brieflySpent.size(); i++) {
            all[brief.places().get(i)] = brieflySpent.get(i);
        }
        return List.of(all);
    }

    @Override
    public void giveBack(Claim claim, List<Taken.Level> levels) {
        Part lasting = Part.of(claim, true);
        Part brief = Part.of(claim, false);
        if (!lasting.places().isEmpty()) {
            windows.giveBack(lasting.claim(), lasting.levels(levels));
        }
        if (!brief.places().isEmpty()) {
            near.giveBack(brief.claim().share(replicas), brief.levels(levels));
        }
    }
}
