package portcullis.bench;

import java.util.List;

/**
 * How long each part of a run takes. Bounded: the whole plan ends within eight minutes, the quick
 * one within two and a half, the start of the servers included.
 *
 * @param warmSeconds load on Portcullis before anything counts
 * @param rounds interleaved rounds in a closed loop
 * @param roundSeconds of one closed loop
 * @param shares of the rate in a closed loop that the frontier tries
 * @param stepSeconds of one step of the frontier
 * @param refines whether the frontier looks again between the last good step and the next
 * @param passes how often each stream level runs
 * @param levels of open streams
 */
record Plan(
        int warmSeconds,
        int rounds,
        int roundSeconds,
        List<Double> shares,
        double stepSeconds,
        boolean refines,
        int passes,
        List<Level> levels) {
    private static final Pace FAST = new Pace(20, 100);
    private static final Pace MEDIUM = new Pace(100, 60);
    private static final Pace SLOW = new Pace(1000, 12);
    static final List<Pace> PACES = List.of(FAST, MEDIUM, SLOW);

    /** What the soak keeps open all the time. */
    static final Level SOAK = new Level(64, FAST, 500);

    static final Plan WHOLE =
            new Plan(
                    36,
                    3,
                    2,
                    List.of(0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
                    2,
                    true,
                    2,
                    List.of(
                            new Level(64, FAST, 500),
                            new Level(128, FAST, 500),
                            new Level(512, FAST, 1000),
                            new Level(1000, MEDIUM, 2000),
                            new Level(5000, SLOW, 6000)));
    static final Plan QUICK =
            new Plan(
                    32,
                    1,
                    2,
                    List.of(0.1, 0.3, 0.5, 0.7, 0.9),
                    1,
                    false,
                    1,
                    List.of(new Level(64, FAST, 500), new Level(128, FAST, 500)));
}
