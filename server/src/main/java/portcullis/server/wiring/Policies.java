package portcullis.server.wiring;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import portcullis.governance.limit.LimitPolicy;
import portcullis.governance.limit.Limits;
import portcullis.governance.limit.Measure;
import portcullis.governance.limit.Rate;
import portcullis.governance.limit.Subject;
import portcullis.kernel.Label;
import portcullis.server.settings.Settings;

/** Turns the settings of limits into policies. */
final class Policies {
    private static final Label GENERAL = new Label("general");

    private Policies() {}

    /** Those of GOV-23, then those of the operator, which may bear the same names. */
    static Map<Label, LimitPolicy> of(Settings.Limit limit) {
        Rate requests = rate(limit.requests());
        Map<Label, LimitPolicy> all =
                new LinkedHashMap<>(Limits.standard(modelApi(limit, requests)));
        // Who may call models more often may also ask how they went.
        all.computeIfPresent(
                GENERAL,
                (_, standard) ->
                        faster(requests, standard) ? general(requests, limit.burst()) : standard);
        for (Settings.Policy policy : limit.policies()) {
            all.put(policy.name(), policy(policy, limit.burst()));
        }
        return all;
    }

    private static LimitPolicy modelApi(Settings.Limit limit, Rate requests) {
        LimitPolicy policy = Limits.modelApi(requests, rate(limit.tokens()), limit.burst());
        return concurrently(policy, limit.concurrent());
    }

    private static LimitPolicy concurrently(LimitPolicy policy, OptionalInt most) {
        return most.isPresent() ? policy.concurrently(most.getAsInt()) : policy;
    }

    static Limits.WhenAway whenAway(Settings.Limit limit) {
        return limit.denyWhenAway()
                ? new Limits.Deny(limit.replicas())
                : new Limits.LocalShare(limit.replicas());
    }

    private static boolean faster(Rate rate, LimitPolicy than) {
        Rate other = than.quotas().getFirst().rate();
        double mine = (double) rate.amount() / rate.period().toMillis();
        return mine > (double) other.amount() / other.period().toMillis();
    }

    private static LimitPolicy general(Rate requests, double burst) {
        return LimitPolicy.bucket(
                GENERAL.value(), Subject.KEY, Map.of(Measure.REQUESTS, requests), burst);
    }

    private static LimitPolicy policy(Settings.Policy policy, double burst) {
        Map<Measure, Rate> rates = new EnumMap<>(Measure.class);
        policy.rates()
                .forEach(
                        (measure, rate) ->
                                rates.put(
                                        Measure.valueOf(measure.toUpperCase(Locale.ROOT)),
                                        rate(rate)));
        Subject subject = Subject.valueOf(policy.subject().toUpperCase(Locale.ROOT));
        if (rates.isEmpty()) {
            return LimitPolicy.onlyConcurrent(
                    policy.name().value(), subject, policy.concurrent().getAsInt());
        }
        LimitPolicy made =
                policy.shape().equals("fixed-window")
                        ? LimitPolicy.window(policy.name().value(), subject, rates)
                        : LimitPolicy.bucket(policy.name().value(), subject, rates, burst);
        return concurrently(made, policy.concurrent());
    }

    private static Rate rate(portcullis.server.settings.Rate rate) {
        return new Rate(rate.count(), rate.period());
    }
}
