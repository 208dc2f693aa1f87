package portcullis.apps.assistant;

/** Why a sentence of the model is not shown. */
public enum Withheld {
    /** It names no source. */
    NO_CITATION,
    /** It names a source that was not given to the model. */
    UNKNOWN_SOURCE,
    /** Quotation marks around words that do not stand there so. */
    NOT_VERBATIM,
    /** A number, or a number with its unit, that does not stand there. */
    NUMBER,
    /** A name, a drug or an abbreviation that does not stand there. */
    NAME,
    /** It denies what the source says, or says what the source denies. */
    NEGATION,
    /** Too few of its words stand there. */
    WEAK_SUPPORT,
    /** The place could not be verified in the document. */
    UNVERIFIED
}
