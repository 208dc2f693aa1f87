package portcullis.gateway.settle;

/**
 * What all attempts of one call used.
 *
 * @param costMicros millionths of the currency
 * @param estimated true when any of it was counted here and not reported by the vendor
 */
public record Settled(long inputTokens, long outputTokens, long costMicros, boolean estimated) {
    /** What a call costs that asked no vendor. */
    public static final Settled NOTHING = new Settled(0, 0, 0, false);

    public long tokens() {
        return inputTokens + outputTokens;
    }

    /** Both together. */
    public Settled plus(Settled other) {
        return new Settled(
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                costMicros + other.costMicros,
                estimated || other.estimated);
    }
}
