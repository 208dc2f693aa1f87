package portcullis.governance.budget;

/**
 * That a call must fit into an account.
 *
 * @param ceilingMicros the ceiling of the account's budget as it is configured now
 */
public record Claim(Account account, long ceilingMicros) {}
