package portcullis.apps.assistant;

import java.util.Optional;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;

/**
 * A question to the assistant, of 1 to 5,000 words (AST-1).
 *
 * @param model a configured model; the assistant's own when absent
 */
public record Inquiry(SensitiveText question, Optional<Label> model) {
    private static final int MOST_WORDS = 5_000;

    /** Refuses an empty question with QUESTION_EMPTY and a too long one with TOO_LARGE. */
    public static Outcome<Inquiry> of(SensitiveText question, Optional<Label> model) {
        long words = words(question.reveal());
        if (words == 0) {
            return Outcome.refused(refusal(RefusalCode.QUESTION_EMPTY));
        }
        return words > MOST_WORDS
                ? Outcome.refused(refusal(RefusalCode.TOO_LARGE).withLimit(MOST_WORDS))
                : Outcome.passed(new Inquiry(question, model));
    }

    private static Refusal refusal(RefusalCode code) {
        return Refusal.of(code).at(FieldPath.field("question"));
    }

    private static long words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }
}
