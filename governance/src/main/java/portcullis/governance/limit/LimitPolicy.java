package portcullis.governance.limit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portcullis.kernel.Label;

/**
 * A named policy: one shape, one subject, and how much of what.
 *
 * @param name what routes and the configuration call it
 * @param quotas one per measure at most, at least one
 */
public record LimitPolicy(Label name, Shape shape, Subject subject, List<Quota> quotas) {
    /** One and a half times the amount at once (GOV-23). */
    public static final double STANDARD_BURST = 1.5;

    public LimitPolicy {
        quotas = List.copyOf(quotas);
        Map<Measure, Quota> each = new EnumMap<>(Measure.class);
        for (Quota quota : quotas) {
            boolean fits = quota.shape() == shape || quota.shape() == Shape.CONCURRENT;
            if (!fits || each.put(quota.measure(), quota) != null) {
                throw new IllegalArgumentException("a policy has one quota of each measure");
            }
        }
        if (quotas.isEmpty()) {
            throw new IllegalArgumentException("a policy limits something");
        }
    }

    public static LimitPolicy bucket(
            String name, Subject subject, Map<Measure, Rate> rates, double burst) {
        return new LimitPolicy(
                new Label(name),
                Shape.TOKEN_BUCKET,
                subject,
                rates.entrySet().stream()
                        .map(one -> Quota.bucket(one.getKey(), one.getValue(), burst))
                        .toList());
    }

    public static LimitPolicy window(String name, Subject subject, Map<Measure, Rate> rates) {
        return new LimitPolicy(
                new Label(name),
                Shape.FIXED_WINDOW,
                subject,
                rates.entrySet().stream()
                        .map(one -> Quota.window(one.getKey(), one.getValue()))
                        .toList());
    }

    /** Any number of requests, but only so many at the same time. */
    public static LimitPolicy onlyConcurrent(String name, Subject subject, long most) {
        return new LimitPolicy(
                new Label(name), Shape.CONCURRENT, subject, List.of(Quota.concurrent(most)));
    }

    /** The same with at most so many requests of its subject at the same time. */
    public LimitPolicy concurrently(long most) {
        List<Quota> more = new ArrayList<>(quotas);
        more.add(Quota.concurrent(most));
        return new LimitPolicy(name, shape, subject, more);
    }

    Optional<Quota> quota(Measure measure) {
        return quotas.stream().filter(quota -> quota.measure() == measure).findFirst();
    }
}
