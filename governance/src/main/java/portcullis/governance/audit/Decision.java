package portcullis.governance.audit;

/** How an admitted call ended (GOV-46). */
public enum Decision {
    ANSWERED,
    CACHED,
    JOINED,
    ABSTAINED,
    REFUSED,
    CANCELLED,
    FAILED,
    /** Written by recovery for an intent whose process died before its receipt. */
    UNKNOWN
}
