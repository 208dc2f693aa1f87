package portcullis.governance.audit;

/** What can be wrong with an entry of a chain. */
public enum Flaw {
    /** The body is not an entry of this tenant. */
    UNREADABLE,
    /** An entry is missing, inserted or out of order. */
    OUT_OF_SEQUENCE,
    /** The leaf hash is not that of the body: a changed bit. */
    WRONG_LEAF,
    /** The entry does not continue the one before it. */
    WRONG_PREVIOUS,
    /** Entries are missing at the end, or the last one is not the one the head names. */
    WRONG_END
}
