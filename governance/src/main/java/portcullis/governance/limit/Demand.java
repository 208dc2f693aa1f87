package portcullis.governance.limit;

/**
 * What a call may use at worst; the surplus comes back when it settles.
 *
 * @param tokens upper bound of input and output tokens; 0 for calls without a model
 */
public record Demand(long tokens) {
    /** One request that uses no tokens. */
    public static final Demand ONE_REQUEST = new Demand(0);

    public Demand {
        if (tokens < 0) {
            throw new IllegalArgumentException("a demand is not negative");
        }
    }

    public static Demand ofTokens(long tokens) {
        return new Demand(tokens);
    }
}
