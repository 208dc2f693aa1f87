package portcullis.governance.budget;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What attempts of one call cost in the end, in millionths of the currency, by attempt. An attempt
 * that is not in it was never sent and cost nothing.
 */
public record Costs(SortedMap<Integer, Long> byAttempt) {
    public static final Costs NONE = new Costs(new TreeMap<>());

    public Costs {
        byAttempt = Collections.unmodifiableSortedMap(new TreeMap<>(byAttempt));
    }

    public static Costs of(Map<Integer, Long> byAttempt) {
        return new Costs(new TreeMap<>(byAttempt));
    }
}
