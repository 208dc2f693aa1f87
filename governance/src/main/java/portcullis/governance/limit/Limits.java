package portcullis.governance.limit;

/** What one key may use (GOV-22). */
public record Limits(Rate requests, Rate tokens) {

    /** 60 requests and 200,000 tokens per minute. */
    public static final Limits DEFAULT = new Limits(Rate.perMinute(60), Rate.perMinute(200_000));
}
