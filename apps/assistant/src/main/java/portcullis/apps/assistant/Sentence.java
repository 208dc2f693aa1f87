package portcullis.apps.assistant;

import java.util.List;
import portcullis.kernel.SensitiveText;

/**
 * A sentence of an answer that was checked against its sources (AST-4).
 *
 * @param text without marks
 * @param citations only those that support it; at least one
 */
public record Sentence(SensitiveText text, List<Citation> citations, Verdict verdict) {
    public Sentence {
        citations = List.copyOf(citations);
    }

    /** How the sentence stands to its source. */
    public enum Verdict {
        /** It stands there word for word. */
        VERBATIM,
        /** Its words, numbers, names and negations stand there. */
        SUPPORTED
    }

    /** The sentence with its marks, as it stands in the answer. */
    public SensitiveText marked() {
        StringBuilder marked = new StringBuilder(text.reveal());
        citations.stream()
                .map(Citation::source)
                .distinct()
                .forEach(number -> marked.append(" [").append(number).append(']'));
        return SensitiveText.of(marked.toString());
    }
}
