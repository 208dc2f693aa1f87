package portcullis.governance.audit;

/** What somebody did or tried to do. */
public enum Action {
    MODEL_CALL,
    RESPONSE_READ,
    RESPONSE_DELETE,
    RESPONSE_CANCEL,
    DOCUMENT_UPLOAD,
    DOCUMENT_READ,
    DOCUMENT_PROCESS,
    DOCUMENT_DELETE,
    SEARCH,
    CHAT,
    KEY_CREATE,
    KEY_LIST,
    KEY_REVOKE,
    AUDIT_READ,
    BUDGET_READ,
    BUDGET_ACKNOWLEDGE,
    HEALTH_READ,
    CACHE_READ,
    CACHE_INVALIDATE,
    CACHE_CLEAR
}
