package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import portcullis.gateway.Dialogue.Turn;
import portcullis.gateway.fit.ContextWindow;
import portcullis.gateway.fit.ContextWindow.Fitted;
import portcullis.gateway.fit.TokenCount;
import portcullis.governance.limit.Admitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;

/**
 * A model call for applications: blocks, so call it on a virtual thread. It takes the same journey
 * as any other call; the receipt of kind {@code MODEL_CALL} bears the given request id.
 */
public final class Conversation {
    /** Of a window, what stays free for the answer. */
    private static final int ANSWER_SHARE = 4;

    private static final long LONGEST_ANSWER = 4_096;

    private final ModelCall calls;
    private final int messages;
    private final Label application;
    private final TokenCount tokens = new TokenCount();
    private final JsonFactory json = new JsonFactory();

    /**
     * @param messages most turns of a dialogue that are sent, besides instructions
     */
    public Conversation(ModelCall calls, int messages) {
        this(calls, messages, Raw.API);
    }

    /**
     * @param application whose policies hold for its calls
     */
    public Conversation(ModelCall calls, int messages, Label application) {
        this.calls = calls;
        this.messages = messages;
        this.application = application;
    }

    /** What may be said to this model at once, so that every target can read it and answer. */
    public ContextWindow window(Label model) {
        Optional<Target> narrowest = calls.narrowest(model);
        long window = narrowest.map(Target::traits).orElse(Target.Traits.STANDARD).window();
        long answer = Math.min(window / ANSWER_SHARE, LONGEST_ANSWER);
        String vendorModel = narrowest.map(Target::model).orElse(model.value());
        return new ContextWindow(messages, window - answer, text -> tokens.of(vendorModel, text));
    }

    /** Hears an answer while it comes; called on the thread that waits for it. */
    @FunctionalInterface
    public interface Ear {
        /** A released part of the restored answer. */
        void said(SensitiveText part);

        /** Nothing was said for some seconds. False ends the call. */
        default boolean waits() {
            return true;
        }
    }

    /**
     * Asks and waits for the end of the answer. Interrupting the thread cancels the call. Of a
     * dialogue that is too long for the model the oldest turns are left out, which the log tells.
     *
     * @param onText called on the caller's thread with each released part of the restored answer
     * @return the whole answer, or the refusal with which the journey ended, in the middle of the
     *     answer too: then {@code onText} has heard a part that must not be used
     */
    public Outcome<Answered> converse(
            Admitted caller,
            RequestId request,
            Dialogue dialogue,
            Deadline deadline,
            Consumer<SensitiveText> onText) {
        return listen(caller, request, new Question(dialogue, deadline), onText::accept);
    }

    /** What is asked, and how long its answer may take. */
    public record Question(Dialogue dialogue, Deadline deadline) {}

    /** The same for callers that also want to know when nothing is said. */
    public Outcome<Answered> listen(
            Admitted caller, RequestId request, Question question, Ear ear) {
        Dialogue dialogue = question.dialogue();
        Outcome<Fitted> fitted = window(dialogue.model()).fit(dialogue);
        Raw raw =
                new Raw(
                        request,
                        Dialect.OPENAI_CHAT,
                        body(
                                fitted instanceof Outcome.Passed<Fitted>(Fitted cut)
                                        ? cut.dialogue()
                                        : dialogue),
                        documents(dialogue),
                        Optional.of(question.deadline()),
                        application);
        Desk desk = new Desk();
        Hearing hearing = new Hearing(ear);
        Visit visit = new Visit(raw, caller, desk, hearing);
        Ending ending =
                (ended, refusal) -> {
                    hearing.over(ended, refusal);
                    desk.close();
                };
        fitted.either(
                cut -> calls.answer(visit, cut.dropped(), ending),
                refusal -> calls.turnAway(visit, refusal, ending));
        desk.work(hearing::leave);
        return hearing.outcome();
    }

    private static Map<String, SensitiveText> documents(Dialogue dialogue) {
        return dialogue.documents().isEmpty()
                ? Map.of()
                : Map.of(
                        "x-portcullis-documents",
                        SensitiveText.of(String.join(",", dialogue.documents())));
    }

    private byte[] body(Dialogue dialogue) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator to = json.createGenerator(out)) {
            to.writeStartObject();
            to.writeStringField("model", dialogue.model().value());
            to.writeBooleanField("stream", true);
            to.writeArrayFieldStart("messages");
            for (Turn turn : dialogue.turns()) {
                to.writeStartObject();
                to.writeStringField("role", turn.speaker().name().toLowerCase(Locale.ROOT));
                to.writeFieldName("content");
                to.writeRawValue(new String(JsonText.quoted(turn.text().reveal()), UTF_8));
                to.writeEndObject();
            }
            to.writeEndArray();
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return out.toByteArray();
    }
}
