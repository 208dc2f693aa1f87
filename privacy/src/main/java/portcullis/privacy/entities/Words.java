package portcullis.privacy.entities;

/** Pieces that several patterns share. */
final class Words {
    /** Between a keyword and its value: {@code number}, {@code no.}, {@code is}, a colon. */
    static final String LINK =
            "(?![\\p{L}\\p{N}])(?:[ \\t]{0,2}\\(?(?i:numbers?|no\\.?|num|nr\\.?|id|ids|is|was|are|code|of|#|:|=)\\)?)"
                    + "{0,4}[ \\t:#=.\"'-]{0,4}";

    /** The same with at least one word or sign, for keywords that are everyday words. */
    static final String FIRM_LINK =
            "(?![\\p{L}\\p{N}])(?:[ \\t]{0,2}\\(?(?i:numbers?|no\\.?|num|nr\\.?|id|ids|code|#|:|=)\\)?)"
                    + "{1,4}(?: (?i:is|was))?[ \\t:#=.\"'-]{0,4}";

    /** Four to fourteen letters and digits with at least one digit. */
    static final String CODE =
            "(?<v>(?=[A-Za-z-]{0,13}[0-9])[A-Za-z0-9][A-Za-z0-9-]{2,17}[A-Za-z0-9])";

    static final String MONTH =
            "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
                    + "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
                    + "|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?"
                    + ":UST)?"
                    + "|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?"
                    + "|january|february|april|june|july|august|september|october|november|december"
                    + "|jan|feb|apr|aug|sept|oct|nov|dec)";

    static final String MONTHS =
            "jan january feb february mar march apr april may jun june jul july aug august sep sept"
                    + " september oct october nov november dec december";

    private Words() {}
}
