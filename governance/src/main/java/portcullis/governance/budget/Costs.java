package portcullis.governance.budget;

import java.util.HashMap;
import java.util.Map;

/**
 * What attempts cost in the end, in millionths of the currency: each settles its reservation,
 * whoever's receipt it stands in. An attempt that was never sent costs 0.
 */
public record Costs(Map<Sent, Long> byAttempt) {
    public static final Costs NONE = new Costs(Map.of());

    public Costs {
        byAttempt = Map.copyOf(byAttempt);
    }

    /** One attempt, as its intent names it. */
    public record Sent(Call call, int attempt) {}

    public Costs plus(Costs other) {
        if (other.byAttempt.isEmpty()) {
            return this;
        }
        Map<Sent, Long> both = new HashMap<>(byAttempt);
        both.putAll(other.byAttempt);
        return new Costs(both);
    }
}
