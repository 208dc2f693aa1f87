package portcullis.governance.audit;

/**
 * What a recovery mended.
 *
 * @param spooled receipts from disk that this recovery appended; the auditor may have begun with
 *     them on its own
 * @param unknown requests that got a receipt with the decision {@code UNKNOWN}
 */
public record Recovered(long spooled, long unknown) {}
