package portcullis.governance.budget;

/**
 * Where an account stands, in millionths of the currency. {@code settled - over + reserved} is
 * never above the ceiling; the database checks the same.
 *
 * @param ceiling under which the last reservation was admitted
 * @param settled what calls cost, bills above their reservation included
 * @param reserved what running calls may still cost
 * @param over the part of {@code settled} that was billed above its reservation (GOV-34)
 */
public record Line(long ceiling, long settled, long reserved, long over) {
    private static final long MOST = Long.MAX_VALUE / 4;

    /** An account that nobody has used yet. */
    public static Line under(long ceiling) {
        return new Line(ceiling, 0, 0, 0);
    }

    /** Whether so much more can be held under a ceiling. */
    public boolean fits(long micros, long under) {
        return micros <= under - settled - reserved;
    }

    /** Holds so much more; the caller asked {@link #fits} before. */
    public Line reserve(long micros, long under) {
        return new Line(under, settled, reserved + micros, over);
    }

    /** Turns what was held into what it cost. */
    public Line settle(long held, long cost) {
        // A vendor may report any number: sums stay in 64 bits.
        long sum = Math.min(MOST, settled + Math.min(cost, MOST));
        long above = Math.min(sum, over + Math.max(0, Math.min(cost, MOST) - held));
        return new Line(ceiling, sum, reserved - held, above);
    }

    /** How many hundredths of the ceiling are settled; 100 and more when it is spent. */
    public long percent() {
        return ceiling == 0 ? 100 : (long) (100.0 * settled / ceiling);
    }
}
