package portcullis.governance.limit;

import java.time.Duration;

/**
 * One measure of a policy.
 *
 * @param rate so many per period
 * @param capacity the most that can be taken at once; for fixed windows the amount itself
 */
public record Quota(Measure measure, Shape shape, Rate rate, long capacity) {

    /** A bucket that holds {@code burst} times its amount, rounded down, at least the amount. */
    static Quota bucket(Measure measure, Rate rate, double burst) {
        long capacity = Math.max(rate.amount(), (long) Math.floor(rate.amount() * burst));
        return new Quota(measure, Shape.TOKEN_BUCKET, rate, capacity);
    }

    static Quota window(Measure measure, Rate rate) {
        return new Quota(measure, Shape.FIXED_WINDOW, rate, rate.amount());
    }

    /** So many at the same time; the period says nothing. */
    static Quota concurrent(long most) {
        Rate none = new Rate(most, Duration.ofSeconds(1));
        return new Quota(Measure.CONCURRENT, Shape.CONCURRENT, none, most);
    }

    /**
     * The part of one of several replicas, so that all of them together stay within the whole: a
     * window of fewer, a bucket that is smaller and slower. A part of less than one is nothing.
     */
    Quota share(int replicas) {
        return switch (shape) {
            case TOKEN_BUCKET ->
                    new Quota(
                            measure,
                            shape,
                            new Rate(rate.amount(), rate.period().multipliedBy(replicas)),
                            capacity / replicas);
            case FIXED_WINDOW, CONCURRENT ->
                    new Quota(measure, shape, rate, rate.amount() / replicas);
        };
    }

    Duration period() {
        return rate.period();
    }
}
