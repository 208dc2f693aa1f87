package portcullis.gateway;

/**
 * What a model's tokens cost, in millionths of the currency for a million tokens (GOV-29).
 *
 * @param input for a million tokens of the request
 * @param output for a million tokens of the answer
 */
public record Price(long input, long output) {
    private static final long MILLION = 1_000_000;

    /** Declared free. */
    public static final Price FREE = new Price(0, 0);

    public Price {
        if (input < 0 || output < 0) {
            throw new IllegalArgumentException("a price is not negative");
        }
    }

    /** Millionths of the currency, rounded up. */
    public long micros(long inputTokens, long outputTokens) {
        long whole = input * inputTokens + output * outputTokens;
        return (whole + MILLION - 1) / MILLION;
    }
}
