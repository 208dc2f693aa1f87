package portcullis.privacy;

/** What happens to a finding; later is stricter (screening specification, section 7). */
public enum Policy {
    PASS,
    PSEUDONYMISE,
    REDACT,
    BLOCK;

    /** The stricter of the two: tenants, applications and routes may only tighten. */
    public Policy atLeast(Policy other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
