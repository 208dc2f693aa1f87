package portcullis.governance.limit;

/** Whose use is counted together (GOV-22). */
public enum Subject {
    KEY,
    /** All keys of one user of a tenant; a key of nobody in particular alone. */
    USER,
    TENANT,
    /** The network address that asks. */
    ADDRESS,
    /** Everybody of a tenant who asks from one region of the operator's table. */
    REGION,
    /** Everybody of a tenant on one route. */
    ENDPOINT
}
