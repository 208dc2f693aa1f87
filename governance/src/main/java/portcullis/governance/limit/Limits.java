package portcullis.governance.limit;

import java.util.OptionalLong;

/**
 * What one key may use (GOV-22), and what its tenant may spend.
 *
 * @param dailyBudgetMicros millionths of the currency per tenant and UTC day; none: no budget
 */
public record Limits(Rate requests, Rate tokens, OptionalLong dailyBudgetMicros) {

    /** 60 requests and 200,000 tokens per minute, no budget. */
    public static final Limits DEFAULT =
            new Limits(Rate.perMinute(60), Rate.perMinute(200_000), OptionalLong.empty());

    public Limits {
        if (dailyBudgetMicros.isPresent() && dailyBudgetMicros.getAsLong() < 0) {
            throw new IllegalArgumentException("a budget is not negative");
        }
    }
}
