package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import portcullis.apps.assistant.AnswerEvent;
import portcullis.apps.assistant.Assistant;
import portcullis.apps.assistant.Inquiry;
import portcullis.governance.audit.Action;
import portcullis.governance.audit.Actor;
import portcullis.governance.audit.Decision;
import portcullis.governance.audit.Receipt;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/**
 * Questions to the assistant (AST-1, AST-2, AST-7). When the model is asked, its journey writes the
 * receipt; a question that ends before that gets one here, so that there is always exactly one.
 */
public final class ChatDesk {
    private static final Set<String> FIELDS = Set.of("question", "session_id", "stream", "model");
    private static final int LONGEST_QUESTION = 200_000;
    private static final int LONGEST_SESSION = 128;
    private final Assistant assistant;
    private final Consumer<Receipt> receipts;

    public ChatDesk(Assistant assistant, Consumer<Receipt> receipts) {
        this.assistant = assistant;
        this.receipts = receipts;
    }

    /** What was asked, read. */
    private record Asked(Inquiry inquiry, String session, boolean stream) {}

    public Outcome<Answer> chat(Visit visit) {
        Outcome<Asked> asked =
                PolicyAsked.none(visit)
                        .then(_ -> Fields.read(visit.body(), FIELDS))
                        .then(ChatDesk::asked);
        return switch (asked) {
            case Outcome.Refused<Asked>(Refusal refusal) -> {
                Ending ending = new Ending(visit);
                ending.refused(refusal);
                yield Outcome.refused(refusal);
            }
            case Outcome.Passed<Asked>(Asked question) ->
                    question.stream() ? streamed(visit, question) : whole(visit, question);
        };
    }

    private static Outcome<Asked> asked(Fields fields) {
        return question(fields)
                .then(
                        question ->
                                model(fields)
                                        .then(model -> Inquiry.of(question, model))
                                        .then(inquiry -> asked(fields, inquiry)));
    }

    private static Outcome<Asked> asked(Fields fields, Inquiry inquiry) {
        return fields.optionalText("session_id", LONGEST_SESSION)
                .then(
                        session ->
                                fields.flag("stream", false)
                                        .map(
                                                stream ->
                                                        new Asked(
                                                                inquiry,
                                                                session.orElseGet(
                                                                        ChatDesk::session),
                                                                stream)));
    }

    private static Outcome<SensitiveText> question(Fields fields) {
        return fields.optionalText("question", LONGEST_QUESTION)
                .then(
                        text ->
                                text.filter(found -> !found.isBlank())
                                        .map(found -> Outcome.passed(SensitiveText.of(found)))
                                        .orElseGet(
                                                () ->
                                                        Fields.refused(
                                                                RefusalCode.QUESTION_EMPTY,
                                                                "question")));
    }

    private static Outcome<Optional<Label>> model(Fields fields) {
        return fields.optionalText("model", 128)
                .then(
                        name -> {
                            try {
                                return Outcome.passed(name.map(Label::new));
                            } catch (IllegalArgumentException notAName) {
                                return Outcome.refused(RefusalCode.MODEL_NOT_FOUND);
                            }
                        });
    }

    private static String session() {
        return UUID.randomUUID().toString();
    }

    private Outcome<Answer> whole(Visit visit, Asked asked) {
        return answered(visit, asked, _ -> {})
                .map(answer -> Json.ok(ShownAnswer.of(answer, asked.session())));
    }

    private Outcome<Answer> streamed(Visit visit, Asked asked) {
        return Outcome.passed(
                new Answer.Events(
                        Map.of(),
                        listener -> {
                            Outcome<portcullis.apps.assistant.Answer> end =
                                    answered(visit, asked, event -> told(listener, event, asked));
                            end.either(_ -> {}, refusal -> listener.tell("error", error(refusal)));
                        }));
    }

    private Outcome<portcullis.apps.assistant.Answer> answered(
            Visit visit, Asked asked, Consumer<AnswerEvent> listener) {
        Ending ending = new Ending(visit);
        try {
            Outcome<portcullis.apps.assistant.Answer> answer =
                    assistant.answer(
                            visit.admitted(),
                            visit.request(),
                            asked.inquiry(),
                            visit.deadline(),
                            event -> {
                                ending.heard(event);
                                listener.accept(event);
                            });
            answer.either(_ -> ending.abstained(), ending::refused);
            return answer;
        } catch (RuntimeException bug) {
            ending.broke();
            throw bug;
        }
    }

    private static void told(Answer.Listener listener, AnswerEvent event, Asked asked) {
        switch (event) {
            case AnswerEvent.Status(var phase) ->
                    tell(listener, "status", Json.object().put("phase", ShownAnswer.lower(phase)));
            case AnswerEvent.Sources(var sources) -> {
                ObjectNode node = Json.object();
                node.set("sources", ShownAnswer.sources(sources));
                tell(listener, "sources", node);
            }
            case AnswerEvent.Said(var sentence) -> {
                tell(listener, "token", Json.object().put("text", sentence.marked().reveal()));
                tell(listener, "sentence", ShownAnswer.sentence(sentence));
            }
            case AnswerEvent.Kept(var reason) ->
                    tell(
                            listener,
                            "withheld",
                            Json.object().put("reason", ShownAnswer.lower(reason)));
            case AnswerEvent.Done(var answer) ->
                    tell(listener, "done", ShownAnswer.of(answer, asked.session()));
            case AnswerEvent.Failed _ -> {
                // The refusal comes back as the outcome and ends the stream as its error event.
            }
        }
    }

    private static void tell(Answer.Listener listener, String name, ObjectNode node) {
        listener.tell(name, Json.bytes(node));
    }

    private static byte[] error(Refusal refusal) {
        return Json.bytes(
                Json.object()
                        .put("code", ShownAnswer.lower(refusal.code()))
                        .put("detail", refusal.sentence()));
    }

    /** Writes the receipt of a question that never reached the model. */
    private final class Ending {
        private final Visit visit;
        private final long began = System.nanoTime();
        private boolean modelAsked;

        Ending(Visit visit) {
            this.visit = visit;
        }

        void heard(AnswerEvent event) {
            if (event instanceof AnswerEvent.Status(var phase)
                    && phase == AnswerEvent.Phase.ANSWERING) {
                modelAsked = true;
            }
        }

        void abstained() {
            write(Decision.ABSTAINED, Optional.empty());
        }

        void refused(Refusal refusal) {
            write(Decision.REFUSED, Optional.of(refusal.code()));
        }

        void broke() {
            write(Decision.FAILED, Optional.of(RefusalCode.INTERNAL));
        }

        private void write(Decision decision, Optional<RefusalCode> refusal) {
            if (modelAsked) {
                return;
            }
            visit.admitted().settle(0);
            receipts.accept(
                    new Receipt(
                            visit.request(),
                            new Actor(visit.caller().tenant(), Optional.of(visit.caller().key())),
                            Action.CHAT,
                            decision,
                            refusal,
                            Optional.empty(),
                            0,
                            0,
                            0,
                            0,
                            false,
                            Duration.ofNanos(System.nanoTime() - began)));
        }
    }
}
