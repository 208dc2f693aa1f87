package portcullis.privacy.find;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import portcullis.privacy.entities.Check;
import portcullis.privacy.entities.Need;
import portcullis.privacy.entities.Rule;

/** Gives a match its score (SCR-18), or none when it is certainly something else. */
final class Scorer {
    private static final double NOTHING = 0;
    private static final double CAP = 0.99;
    private static final int REACH = 32;

    private Scorer() {}

    /** Score of the value at a place of the text; zero when the rule does not want it. */
    static double score(Rule rule, boolean word, String text, int start, int end) {
        String value = text.substring(start, end);
        Check.Answer answer = rule.check().of(value);
        boolean backed = word || rule.need() == Need.BUILT_IN;
        if (!wanted(rule, answer, backed)) {
            return NOTHING;
        }
        double score = rule.base() + length(value);
        score = backed ? Math.max(score + 0.25, 0.60) : score;
        score = checked(rule, answer, backed || rule.distinctive(), score);
        score = trapped(rule, text, start, end) ? score - 0.25 : score;
        return Math.min(CAP, score);
    }

    private static boolean wanted(Rule rule, Check.Answer answer, boolean backed) {
        if (answer == Check.Answer.OTHER) {
            return false;
        }
        return switch (rule.need()) {
            case SHAPE, BUILT_IN -> true;
            case WORD -> backed;
            case CHECK_OR_WORD -> backed || answer == Check.Answer.PASSED;
        };
    }

    private static double length(String value) {
        boolean digit = false;
        boolean letter = false;
        for (int at = 0; at < value.length(); at++) {
            digit |= Character.isDigit(value.charAt(at));
            letter |= Character.isLetter(value.charAt(at));
        }
        double more = value.length() > 10 ? 0.15 : value.length() > 5 ? 0.10 : 0;
        return digit && letter ? more + 0.05 : more;
    }

    private static double checked(Rule rule, Check.Answer answer, boolean sure, double score) {
        return switch (answer) {
            case NONE, OTHER -> score;
            case PASSED -> sure || rule.strong() ? Math.max(score + 0.25, 0.90) : score + 0.25;
            case FAILED -> sure ? Math.max(0.60, Math.min(score, 0.45)) : Math.min(score, 0.45);
        };
    }

    private static boolean trapped(Rule rule, String text, int start, int end) {
        return rule.trapBefore().filter(trap -> before(trap, text, start)).isPresent()
                || rule.trapAfter().filter(trap -> after(trap, text, end)).isPresent();
    }

    private static boolean before(Pattern trap, String text, int start) {
        return trap.matcher(text.substring(Math.max(0, start - REACH), start)).find();
    }

    private static boolean after(Pattern trap, String text, int end) {
        Matcher matcher = trap.matcher(text);
        return matcher.region(end, Math.min(text.length(), end + REACH)).lookingAt();
    }
}
