package portcullis.governance.audit;

/**
 * What a recovery mended.
 *
 * @param spooled receipts of an earlier process that were on disk and are now in the ledger
 * @param unknown requests that got a receipt with the decision {@code UNKNOWN}
 */
public record Recovered(long spooled, long unknown) {}
