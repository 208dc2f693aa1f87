package portcullis.privacy.names;

/** How much must speak for a name before it is one (SCR-26). */
public enum Strictness {
    /** Something must: a cue, a list, another name beside it. */
    NORMAL,
    /** Every capitalised word that is not known to be ordinary is a name. */
    STRICT
}
