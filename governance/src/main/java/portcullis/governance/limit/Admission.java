package portcullis.governance.limit;

import portcullis.kernel.Outcome;

/**
 * What the limiter decided.
 *
 * @param outcome refused with {@code OVER_LIMIT} (limit and wait named; no wait when it can never
 *     fit), {@code BUDGET_SPENT}, or {@code STORE_UNAVAILABLE}; then nothing was taken
 * @param standing where every policy that applies stands now, for the headers of GOV-24
 */
public record Admission(Outcome<Admitted> outcome, Standing standing) {}
