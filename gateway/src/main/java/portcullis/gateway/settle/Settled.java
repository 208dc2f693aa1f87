package portcullis.gateway.settle;

import portcullis.governance.budget.Costs;

/**
 * What all attempts of one call used.
 *
 * @param costMicros millionths of the currency
 * @param estimated true when any of it was counted here and not reported by the vendor
 * @param costs what each attempt cost that reserved something
 */
public record Settled(
        long inputTokens, long outputTokens, long costMicros, boolean estimated, Costs costs) {
    /** What a call costs that asked no vendor. */
    public static final Settled NOTHING = new Settled(0, 0, 0, false);

    public Settled(long inputTokens, long outputTokens, long costMicros, boolean estimated) {
        this(inputTokens, outputTokens, costMicros, estimated, Costs.NONE);
    }

    public long tokens() {
        return inputTokens + outputTokens;
    }

    /** Both together. */
    public Settled plus(Settled other) {
        return new Settled(
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                sum(costMicros, other.costMicros),
                estimated || other.estimated,
                costs.plus(other.costs));
    }

    Settled with(Costs known) {
        return new Settled(inputTokens, outputTokens, costMicros, estimated, known);
    }

    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }
}
