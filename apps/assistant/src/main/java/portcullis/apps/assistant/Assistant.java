package portcullis.apps.assistant;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import portcullis.apps.assistant.Answer.Usage;
import portcullis.apps.assistant.AnswerEvent.Phase;
import portcullis.gateway.Answered;
import portcullis.gateway.Dialogue;
import portcullis.gateway.fit.ContextWindow;
import portcullis.governance.audit.Decision;
import portcullis.governance.limit.Admitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.library.cite.Citer;
import portcullis.library.retrieve.Question;
import portcullis.library.retrieve.Retrieved;
import portcullis.library.retrieve.Retrieved.Hit;
import portcullis.library.retrieve.Retriever;

/**
 * The journey of a question: retrieve, judge the evidence, compose, ask the model through the
 * gateway, check each sentence, answer. Blocks; call it on a virtual thread. What fails is refused,
 * what is not known is an abstention; nothing is made up in between.
 */
public final class Assistant {
    private final Retriever retriever;
    private final Citer citer;
    private final Voice voice;
    private final Judge judge = new Judge();

    /** How the assistant speaks with models; {@code Conversation::converse} fits. */
    @FunctionalInterface
    public interface Talk {
        /**
         * Asks and waits for the end of the answer.
         *
         * @param onText hears each released part of the answer on the caller's thread
         */
        Outcome<Answered> converse(
                Admitted caller,
                RequestId request,
                Dialogue dialogue,
                Deadline deadline,
                Consumer<SensitiveText> onText);
    }

    /**
     * Whom the assistant asks.
     *
     * @param windows what may be said to a model at once; {@code Conversation::window} fits
     * @param model the model that answers when the caller names none
     */
    public record Voice(Talk talk, Function<Label, ContextWindow> windows, Label model) {}

    public Assistant(Retriever retriever, Citer citer, Voice voice) {
        this.retriever = retriever;
        this.citer = citer;
        this.voice = voice;
    }

    /**
     * Answers one question. The receipt of the model call bears the same request id.
     *
     * @param events hears on this thread what happens, in order; the end is Done or Failed
     */
    public Outcome<Answer> answer(
            Admitted caller,
            RequestId request,
            Inquiry inquiry,
            Deadline deadline,
            Consumer<AnswerEvent> events) {
        Turn turn = new Turn(caller, request, inquiry, deadline, events);
        events.accept(new AnswerEvent.Status(Phase.RETRIEVING));
        Outcome<Answer> answer =
                retriever
                        .retrieve(caller.caller(), Question.of(inquiry.question()), deadline)
                        .then(retrieved -> weigh(turn, retrieved));
        answer.either(
                given -> events.accept(new AnswerEvent.Done(given)),
                refusal -> events.accept(new AnswerEvent.Failed(refusal)));
        return answer;
    }

    /** What the assistant says to models, by name, with slots for what changes. */
    public static Map<String, String> templates() {
        return Map.of("assistant/answer", Prompt.TEMPLATE);
    }

    /** Whether what was found can answer the question at all (AST-6). */
    public static boolean evident(SensitiveText question, Retrieved retrieved) {
        return new Judge().abstention(question, retrieved).isEmpty();
    }

    private Outcome<Answer> weigh(Turn turn, Retrieved retrieved) {
        return judge.abstention(turn.inquiry().question(), retrieved)
                .map(abstention -> Outcome.passed(abstained(turn, retrieved, abstention)))
                .orElseGet(() -> ask(turn, retrieved));
    }

    private Outcome<Answer> ask(Turn turn, Retrieved retrieved) {
        Label model = model(turn);
        SensitiveText question = turn.inquiry().question();
        List<Hit> passages =
                Prompt.readable(voice.windows().apply(model), question, retrieved.hits());
        turn.events().accept(new AnswerEvent.Status(Phase.ANSWERING));
        Checker checker = new Checker(turn.caller().caller(), citer, passages, turn.events());
        SentenceFeed feed = new SentenceFeed(checker::take);
        return voice.talk()
                .converse(
                        turn.caller(),
                        turn.request(),
                        Prompt.of(model, question, passages),
                        turn.deadline(),
                        piece -> feed.add(piece.reveal()))
                .map(
                        answered -> {
                            feed.end();
                            checker.end();
                            return composed(turn, retrieved, checker, usage(answered));
                        });
    }

    private Answer composed(Turn turn, Retrieved retrieved, Checker checker, Usage usage) {
        List<Sentence> said = checker.said();
        if (said.isEmpty()) {
            Abstention nothingStands =
                    new Abstention(
                            Abstention.Reason.WEAK_EVIDENCE,
                            judge.strength(turn.inquiry().question(), retrieved),
                            retrieved.hits().size());
            return answer(
                    turn,
                    retrieved,
                    Said.nothing(checker.withheld(), usage),
                    Optional.of(nothingStands));
        }
        return answer(
                turn,
                retrieved,
                new Said(said, checker.sources(), checker.withheld(), usage),
                Optional.empty());
    }

    private Answer abstained(Turn turn, Retrieved retrieved, Abstention abstention) {
        return answer(turn, retrieved, Said.nothing(0, Usage.NONE), Optional.of(abstention));
    }

    private Answer answer(
            Turn turn, Retrieved retrieved, Said said, Optional<Abstention> abstained) {
        return new Answer(
                abstained.map(_ -> Abstention.SENTENCE).orElseGet(() -> text(said.sentences())),
                said.sentences(),
                said.sources(),
                said.withheld(),
                abstained,
                retrieved.search().degraded(),
                turn.request(),
                model(turn),
                said.usage());
    }

    private Label model(Turn turn) {
        return turn.inquiry().model().orElse(voice.model());
    }

    private static SensitiveText text(List<Sentence> sentences) {
        return SensitiveText.of(
                sentences.stream()
                        .map(sentence -> sentence.marked().reveal())
                        .collect(Collectors.joining(" ")));
    }

    private static Usage usage(Answered answered) {
        return new Usage(
                answered.inputTokens(),
                answered.outputTokens(),
                answered.estimated(),
                answered.decision() == Decision.CACHED);
    }

    /** One question on its way. */
    private record Turn(
            Admitted caller,
            RequestId request,
            Inquiry inquiry,
            Deadline deadline,
            Consumer<AnswerEvent> events) {}

    /** What is left of a model's answer. */
    private record Said(List<Sentence> sentences, List<Source> sources, int withheld, Usage usage) {

        static Said nothing(int withheld, Usage usage) {
            return new Said(List.of(), List.of(), withheld, usage);
        }
    }
}
