package portcullis.privacy.entities;

/** Where in a text a rule is tried at all (SCR-12). Everything else costs nothing. */
public enum Anchor {
    /** A token that begins with a digit. */
    NUMBER,
    /** A token that begins with a digit, or the plus or bracket directly before it. */
    DIAL,
    /** A token of letters and digits, or of five letters or more with a capital inside. */
    MIXED,
    /**
     * A token of one to four letters, with one blank, hyphen or dot before a token that begins with
     * a digit.
     */
    CODE,
    /** One of the rule's start words. */
    WORD,
    /** The token before one of the rule's start words. */
    BEFORE_WORD,
    /** A capitalised word, at most ten tokens before one of the rule's start words. */
    CAPITAL,
    /** The first character of the name before an at sign. */
    AT,
    /** The first letter of the scheme before {@code ://}. */
    SCHEME,
    /** The first character of a run of hexadecimal digits and colons with at least two colons. */
    COLONS,
    /** A token of exactly two hexadecimal digits before a hyphen or colon. */
    PAIR
}
