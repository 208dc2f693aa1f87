package portcullis.governance.budget;

/** Whose money a budget bounds (GOV-29). Every budget belongs to one tenant, whatever its scope. */
public enum Scope {
    /** Everything the tenant spends. */
    TENANT,
    /** What one key of the tenant spends; named by the key's id. */
    KEY,
    /** What the tenant spends on one model; named as callers name the model. */
    MODEL
}
