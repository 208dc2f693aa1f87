package portcullis.governance.limit;

/** Whose use is counted together (GOV-22). */
public enum Subject {
    KEY,
    TENANT,
    /** The network address that asks. */
    ADDRESS,
    /** Everybody of a tenant on one route. */
    ENDPOINT
}
