package portcullis.governance.limit;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Label;

/**
 * The policies that an operator defined. Money is not among them: see {@code Budgets}.
 *
 * @param policies by name; routes name the ones that apply to them
 * @param away what happens when shared counters cannot be reached
 * @param assignments to whom other policies than those of the routes apply
 * @param regions where addresses are
 */
public record Limits(
        Map<Label, LimitPolicy> policies,
        WhenAway away,
        List<Assignment> assignments,
        Regions regions) {
    /** The policy of the model API. */
    public static final Label MODEL_API = new Label("default");

    /** What replicas do without the counters they share (GOV-27); never simply let through. */
    public sealed interface WhenAway {
        /** The most processes that share the limits. */
        int replicas();
    }

    /**
     * Each replica enforces its share alone.
     *
     * @param replicas the most there may be
     */
    public record LocalShare(int replicas) implements WhenAway {
        public LocalShare {
            if (replicas < 1) {
                throw new IllegalArgumentException("there is at least one replica");
            }
        }
    }

    /** Every limited request is refused. */
    public record Deny(int replicas) implements WhenAway {}

    /** The policies of GOV-23. */
    public static final Limits DEFAULT = new Limits(Rate.perMinute(60), Rate.perMinute(200_000));

    public Limits {
        policies = Map.copyOf(policies);
        assignments = List.copyOf(assignments);
        for (Assignment one : assignments) {
            if (!policies.containsKey(one.policy()) || !policies.containsKey(one.with())) {
                throw new IllegalArgumentException("an assignment names policies that are there");
            }
        }
        if (!policies.containsKey(MODEL_API)) {
            throw new IllegalArgumentException("there is always a policy named default");
        }
    }

    /** Nothing is assigned, and nobody knows where addresses are. */
    public Limits(Map<Label, LimitPolicy> policies, WhenAway away) {
        this(policies, away, List.of(), Regions.NONE);
    }

    /** The policies of GOV-23 with another {@code default}, for one process. */
    public Limits(Rate requests, Rate tokens) {
        this(standard(modelApi(requests, tokens, LimitPolicy.STANDARD_BURST)), new LocalShare(1));
    }

    /** What a key may use of the model API. */
    public static LimitPolicy modelApi(Rate requests, Rate tokens, double burst) {
        Map<Measure, Rate> rates = new LinkedHashMap<>();
        rates.put(Measure.REQUESTS, requests);
        rates.put(Measure.TOKENS, tokens);
        return LimitPolicy.bucket(MODEL_API.value(), Subject.KEY, rates, burst);
    }

    /** The policies that are there when nobody defines any (GOV-23), by name. */
    public static Map<Label, LimitPolicy> standard(LimitPolicy modelApi) {
        Map<Label, LimitPolicy> all = new LinkedHashMap<>();
        Rate day = new Rate(200_000_000, Duration.ofDays(1));
        for (LimitPolicy policy :
                List.of(
                        modelApi,
                        requests("general", 100),
                        requests("research", 10),
                        requests("sources", 30),
                        requests("health", 100),
                        requests("assessment", 60).concurrently(10),
                        LimitPolicy.window("upload", Subject.TENANT, Map.of(Measure.BYTES, day)),
                        LimitPolicy.bucket(
                                "scan",
                                Subject.KEY,
                                Map.of(Measure.BYTES, Rate.perMinute(60_000_000)),
                                LimitPolicy.STANDARD_BURST),
                        LimitPolicy.window(
                                "site-chat",
                                Subject.ADDRESS,
                                Map.of(Measure.REQUESTS, new Rate(100, Duration.ofDays(1)))))) {
            all.put(policy.name(), policy);
        }
        return all;
    }

    private static LimitPolicy requests(String name, long perMinute) {
        return LimitPolicy.bucket(
                name,
                Subject.KEY,
                Map.of(Measure.REQUESTS, Rate.perMinute(perMinute)),
                LimitPolicy.STANDARD_BURST);
    }

    /** What applies to a caller where a route names this policy. */
    LimitPolicy policy(Label name, Permitted caller) {
        return assignments.stream()
                .filter(one -> one.isFor(caller, name))
                .min(Comparator.comparing(Assignment::whom))
                .map(one -> policy(one.with()))
                .orElseGet(() -> policy(name));
    }

    /** The policy of a name that a route or a setting gives; one that is not there is a bug. */
    public LimitPolicy policy(Label name) {
        return Optional.ofNullable(policies.get(name))
                .orElseThrow(
                        () -> new IllegalArgumentException("no limit policy is named " + name));
    }
}
