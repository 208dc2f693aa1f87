package portcullis.gateway;

/**
 * What a model's tokens cost, in millionths of the currency for a million tokens (GOV-29).
 *
 * @param basis whether the operator said what it costs
 * @param input for a million tokens of the request
 * @param output for a million tokens of the answer
 */
public record Price(Basis basis, long input, long output) {
    private static final long MILLION = 1_000_000;

    /** Where a price comes from. */
    public enum Basis {
        CONFIGURED,
        /** Counts as nothing in receipts; refused as soon as a budget applies. */
        UNKNOWN
    }

    /** Declared free. */
    public static final Price FREE = new Price(0, 0);

    /** Nobody said what it costs. */
    public static final Price UNKNOWN = new Price(Basis.UNKNOWN, 0, 0);

    public Price {
        if (input < 0 || output < 0) {
            throw new IllegalArgumentException("a price is not negative");
        }
    }

    public Price(long input, long output) {
        this(Basis.CONFIGURED, input, output);
    }

    public boolean isKnown() {
        return basis == Basis.CONFIGURED;
    }

    /** Millionths of the currency, rounded up; the largest number when it is more than that. */
    public long micros(long inputTokens, long outputTokens) {
        try {
            long whole =
                    Math.addExact(
                            Math.multiplyExact(input, inputTokens),
                            Math.multiplyExact(output, outputTokens));
            return Math.addExact(whole, MILLION - 1) / MILLION;
        } catch (ArithmeticException tooMuch) {
            return Long.MAX_VALUE; // a vendor may report any number
        }
    }
}
