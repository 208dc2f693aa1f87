package portcullis.governance;

/** What a route may ask of a caller (governance specification, section 1). */
public enum Permission {
    VIEW,
    AUDIT_VIEW_OWN,
    ANALYZE,
    DRAFT,
    UPLOAD,
    MODEL_CALL,
    OWN_KEYS,
    STATS_VIEW,
    EVAL_MANAGE,
    APPROVE,
    EXPORT,
    PRESENT,
    AUDIT_VIEW,
    AUDIT_EXPORT,
    PHI_VIEW,
    DELETE,
    PHI_EXPORT,
    USER_MANAGE,
    KEY_MANAGE,
    SYSTEM_CONFIG
}
