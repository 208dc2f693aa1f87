package portcullis.providers.offline;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a question wants to know.
 *
 * @param terms what it is about
 */
record Wish(Set<String> terms, Kind kind) {
    private static final Pattern FOR_FIGURES =
            Pattern.compile(
                    "(?i)\\b(?:how (?:long|many|much|often|large|big|small|old|fast|soon|deep|high)"
                            + "|when)\\b");
    private static final Pattern FOR_ACTION =
            Pattern.compile(
                    "(?i)\\bhow (?:do|can|could|should|must|may|to)\\b"
                            + "|\\bwhat (?:should|must|can|do) (?:i|we) do\\b");
    private static final Pattern FIGURE =
            Pattern.compile(
                    "(?i)\\p{Nd}|\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
                            + "|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand"
                            + "|million|once|twice|half)\\b");

    /** A command, an option, a path or a call, as one writes them. */
    private static final Pattern ACTION =
            Pattern.compile(
                    "(?:^|\\s)(?:\\./|--|/)\\w|\\b(?:GET|POST|PUT|DELETE)\\b|\\w[._]\\w+\\b=?");

    private static final Pattern FOR_CONSEQUENCE = Pattern.compile("(?i)\\bwhat happens\\b");
    private static final Pattern CONDITION = Pattern.compile("(?i)^(?:if|when|after|once)\\b");

    private static final Pattern FOR_DEFINITION =
            Pattern.compile(
                    "(?i)^\\s*what (?:is|are) (?:(?:an?|the) )?[\\w-]+(?: [\\w-]+)?\\s*\\?*\\s*$");
    private static final Pattern DEFINITION =
            Pattern.compile("(?i)^(?:(?:an?|the) )?[\\w-]+(?: [\\w-]+)? (?:is|are) ");

    /** The kinds of answer that have a look of their own. */
    enum Kind {
        FIGURES,
        ACTION,
        CONSEQUENCE,
        DEFINITION,
        ANYTHING
    }

    static Wish of(String question) {
        return new Wish(Terms.asked(question), kind(question));
    }

    private static Kind kind(String question) {
        if (FOR_ACTION.matcher(question).find()) {
            return Kind.ACTION;
        }
        if (FOR_CONSEQUENCE.matcher(question).find()) {
            return Kind.CONSEQUENCE;
        }
        if (FOR_DEFINITION.matcher(question).find()) {
            return Kind.DEFINITION;
        }
        return FOR_FIGURES.matcher(question).find() ? Kind.FIGURES : Kind.ANYTHING;
    }

    /** Whether a text looks like the wanted kind of answer. */
    boolean looksRight(String text) {
        return switch (kind) {
            case FIGURES -> FIGURE.matcher(text).find();
            case ACTION -> ACTION.matcher(text).find();
            case CONSEQUENCE -> CONDITION.matcher(text).find();
            case DEFINITION -> DEFINITION.matcher(text).find();
            case ANYTHING -> false;
        };
    }
}
