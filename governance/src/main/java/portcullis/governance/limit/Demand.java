package portcullis.governance.limit;

/**
 * What a call may use at worst; the surplus comes back when it settles.
 *
 * @param tokens upper bound of input and output tokens; 0 for calls without a model
 * @param costMicros upper bound of the cost in millionths of the currency; 0 when free or unknown
 */
public record Demand(long tokens, long costMicros) {
    /** One request that uses no tokens. */
    public static final Demand ONE_REQUEST = new Demand(0, 0);

    public Demand {
        if (tokens < 0 || costMicros < 0) {
            throw new IllegalArgumentException("a demand is not negative");
        }
    }

    public static Demand ofTokens(long tokens) {
        return new Demand(tokens, 0);
    }
}
