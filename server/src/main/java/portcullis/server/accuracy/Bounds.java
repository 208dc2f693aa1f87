package portcullis.server.accuracy;

/** Exact bounds of a share (Clopper and Pearson, Biometrika 26, 1934). */
final class Bounds {
    private static final double DOUBT = 0.05;
    private static final int STEPS = 60;

    private Bounds() {}

    /** The one-sided 95 % lower bound of the share of which so many of all were seen; 0 to 1. */
    static double lower(int seen, int all) {
        if (seen == 0) {
            return 0;
        }
        double low = 0;
        double high = 1;
        for (int step = 0; step < STEPS; step++) {
            double middle = (low + high) / 2;
            if (atLeast(seen, all, middle) < DOUBT) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The chance of at least so many of all when each has this chance. */
    private static double atLeast(int seen, int all, double chance) {
        double log = 0;
        for (int number = 1; number <= seen; number++) {
            log += Math.log((double) (all - seen + number) / number);
        }
        double sum = 0;
        for (int number = seen; number <= all; number++) {
            double rest = number == all ? 0 : (all - number) * Math.log1p(-chance);
            sum += Math.exp(log + number * Math.log(chance) + rest);
            log += Math.log((double) (all - number) / (number + 1));
        }
        return sum;
    }
}
