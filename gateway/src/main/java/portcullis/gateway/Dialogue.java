package portcullis.gateway;

import java.util.List;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;

/**
 * What an application asks a model.
 *
 * @param model a configured model
 * @param turns oldest first; at least one
 * @param documents ids of those that the turns quote: an answer that is remembered is forgotten
 *     with any of them
 */
public record Dialogue(Label model, List<Turn> turns, List<String> documents) {
    public Dialogue {
        turns = List.copyOf(turns);
        documents = List.copyOf(documents);
        if (turns.isEmpty()) {
            throw new IllegalArgumentException("a dialogue needs a turn");
        }
    }

    /** Turns that quote no document. */
    public Dialogue(Label model, List<Turn> turns) {
        this(model, turns, List.of());
    }

    /** The same dialogue with some of its turns. */
    public Dialogue with(List<Turn> some) {
        return new Dialogue(model, some, documents);
    }

    /**
     * One turn; its text is screened on the way out like any caller's.
     *
     * @param joined true when it means nothing without the turn before it, such as a tool's result
     *     without the call
     */
    public record Turn(Speaker speaker, SensitiveText text, boolean joined) {
        public Turn(Speaker speaker, SensitiveText text) {
            this(speaker, text, false);
        }
    }

    /** Who said it. */
    public enum Speaker {
        SYSTEM,
        USER,
        ASSISTANT
    }
}
