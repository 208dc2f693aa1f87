package portcullis.server.desks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import portcullis.gateway.Answered;
import portcullis.gateway.Conversation;
import portcullis.gateway.Dialogue;
import portcullis.gateway.Dialogue.Speaker;
import portcullis.gateway.Dialogue.Turn;
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
 * {@code POST /api/ai/stream}: an operation's answer as numbered events {@code status}, {@code
 * token}, {@code progress} while nothing comes, and one of {@code done} and {@code error}. Every
 * call takes the one journey of model calls; what is refused before gets its receipt here.
 */
public final class StreamDesk {
    private static final Set<String> FIELDS = Set.of("operation", "input", "options");

    /** Operations of applications that this version does not have. */
    private static final Set<String> LATER =
            Set.of("irb_draft", "manuscript_draft", "literature_synthesis");

    private static final int MOST_TURNS = 1000;
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final Conversation conversation;
    private final Offer offer;
    private final Consumer<Receipt> receipts;

    /**
     * What is offered here.
     *
     * @param enabled false: every call is refused with 503
     * @param model answers when the caller names none
     */
    public record Offer(boolean enabled, Label model) {}

    public StreamDesk(Conversation conversation, Offer offer, Consumer<Receipt> receipts) {
        this.conversation = conversation;
        this.offer = offer;
        this.receipts = receipts;
    }

    public Outcome<Answer> stream(Visit visit) {
        Outcome<Dialogue> asked =
                offer.enabled()
                        ? PolicyAsked.none(visit)
                                .then(_ -> Fields.read(visit.body(), FIELDS))
                                .then(this::asked)
                        : Outcome.refused(RefusalCode.STREAMING_OFF);
        return switch (asked) {
            case Outcome.Refused<Dialogue>(Refusal refusal) -> {
                refused(visit, refusal);
                yield Outcome.refused(refusal);
            }
            case Outcome.Passed<Dialogue>(Dialogue dialogue) ->
                    Outcome.passed(
                            new Answer.Events(Map.of(), heard -> tell(visit, dialogue, heard)));
        };
    }

    private Outcome<Dialogue> asked(Fields fields) {
        return fields.text("operation", 100)
                .then(StreamDesk::served)
                .then(_ -> model(fields))
                .then(
                        model ->
                                turns(fields.node("input"))
                                        .map(turns -> new Dialogue(model, turns)));
    }

    private static Outcome<String> served(String operation) {
        if (LATER.contains(operation)) {
            return Fields.refused(RefusalCode.OPERATION_UNAVAILABLE, "operation");
        }
        return operation.equals("chat")
                ? Outcome.passed(operation)
                : Fields.refused(RefusalCode.INVALID_VALUE, "operation");
    }

    private Outcome<Label> model(Fields fields) {
        JsonNode options = fields.node("options");
        JsonNode name = options.path("model");
        boolean known = options.isMissingNode() || options.size() == (name.isTextual() ? 1 : 0);
        if (!known) {
            return Fields.refused(RefusalCode.INVALID_VALUE, "options");
        }
        try {
            return Outcome.passed(name.isTextual() ? new Label(name.asText()) : offer.model());
        } catch (IllegalArgumentException notAName) {
            return Outcome.refused(RefusalCode.MODEL_NOT_FOUND);
        }
    }

    /** A question, or {@code {"messages": [{"role", "content"} …]}}. */
    private static Outcome<List<Turn>> turns(JsonNode input) {
        if (input.isTextual() && !input.asText().isBlank()) {
            return Outcome.passed(
                    List.of(new Turn(Speaker.USER, SensitiveText.of(input.asText()))));
        }
        JsonNode messages = input.path("messages");
        List<Turn> turns = new ArrayList<>();
        for (JsonNode message : messages) {
            turn(message).ifPresent(turns::add);
        }
        boolean whole = !turns.isEmpty() && turns.size() == messages.size();
        return whole && input.size() == 1 && turns.size() <= MOST_TURNS
                ? Outcome.passed(turns)
                : Fields.refused(RefusalCode.INVALID_VALUE, "input");
    }

    private static Optional<Turn> turn(JsonNode message) {
        JsonNode text = message.path("content");
        Optional<Speaker> speaker =
                switch (message.path("role").asText()) {
                    case "system" -> Optional.of(Speaker.SYSTEM);
                    case "user" -> Optional.of(Speaker.USER);
                    case "assistant" -> Optional.of(Speaker.ASSISTANT);
                    default -> Optional.empty();
                };
        return text.isTextual() && message.size() == 2
                ? speaker.map(known -> new Turn(known, SensitiveText.of(text.asText())))
                : Optional.empty();
    }

    private void tell(Visit visit, Dialogue dialogue, Answer.Listener listener) {
        say(listener, "status", Json.object().put("phase", "asking"));
        Told told = new Told(listener);
        Outcome<Answered> end =
                conversation.listen(
                        visit.admitted(),
                        visit.request(),
                        new Conversation.Question(dialogue, visit.deadline()),
                        told);
        end.either(
                answered -> say(listener, "done", shown(answered)),
                refusal -> say(listener, "error", told.silent() ? error(late()) : error(refusal)));
    }

    private static Refusal late() {
        return Refusal.of(RefusalCode.PROVIDER_TIMEOUT);
    }

    private static ObjectNode shown(Answered answered) {
        ObjectNode node = Json.object().put("text", answered.text().reveal());
        answered.target().ifPresent(target -> node.put("target", target.value()));
        node.putObject("usage")
                .put("input_tokens", answered.inputTokens())
                .put("output_tokens", answered.outputTokens())
                .put("estimated", answered.estimated());
        return node;
    }

    private static ObjectNode error(Refusal refusal) {
        return Json.object()
                .put("code", refusal.code().name().toLowerCase(Locale.ROOT))
                .put("detail", refusal.sentence());
    }

    private static boolean say(Answer.Listener listener, String name, ObjectNode node) {
        return listener.tell(name, Json.bytes(node));
    }

    /** Hands on what is said, and ends the call when nobody listens or nothing is said too long. */
    private static final class Told implements Conversation.Ear {
        private final Answer.Listener listener;
        private final long began = System.nanoTime();
        private long last = began;
        private boolean silent;

        private Told(Answer.Listener listener) {
            this.listener = listener;
        }

        boolean silent() {
            return silent;
        }

        @Override
        public void said(SensitiveText part) {
            last = System.nanoTime();
            say(listener, "token", Json.object().put("text", part.reveal()));
        }

        @Override
        public boolean waits() {
            long now = System.nanoTime();
            silent = now - last >= LONGEST_SILENCE.toNanos();
            long millis = Duration.ofNanos(now - began).toMillis();
            boolean heard = say(listener, "progress", Json.object().put("elapsed_ms", millis));
            return heard && !silent;
        }
    }

    private void refused(Visit visit, Refusal refusal) {
        visit.admitted().settle(0);
        receipts.accept(
                new Receipt(
                        visit.request(),
                        new Actor(visit.caller().tenant(), Optional.of(visit.caller().key())),
                        Action.MODEL_CALL,
                        Decision.REFUSED,
                        Optional.of(refusal.code()),
                        Optional.empty(),
                        0,
                        0,
                        0,
                        0,
                        false,
                        Duration.ZERO));
    }
}
