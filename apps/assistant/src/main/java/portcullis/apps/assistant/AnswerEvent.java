package portcullis.apps.assistant;

import java.util.List;
import portcullis.kernel.Refusal;

/** What happens while an answer is made (AST-7); ends with exactly one of Done and Failed. */
public sealed interface AnswerEvent {

    /** A new phase began. */
    record Status(Phase phase) implements AnswerEvent {}

    /** Sources that the next sentence is the first to cite. */
    record Sources(List<Source> sources) implements AnswerEvent {
        public Sources {
            sources = List.copyOf(sources);
        }
    }

    /** The next sentence of the answer; it has passed its check. */
    record Said(Sentence sentence) implements AnswerEvent {}

    /** A sentence of the model failed its check and is not shown. */
    record Kept(Withheld reason) implements AnswerEvent {}

    /** The answer is complete. */
    record Done(Answer answer) implements AnswerEvent {}

    /** There is no answer; what was said before is not one. */
    record Failed(Refusal refusal) implements AnswerEvent {}

    /** Where the journey is. */
    enum Phase {
        RETRIEVING,
        ANSWERING
    }
}
