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
import portcullis.governance.limit.Admitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;

/**
 * A model call for applications: blocks, so call it on a virtual thread. It takes the same journey
 * as any other call; the receipt of kind {@code MODEL_CALL} bears the given request id.
 */
public final class Conversation {
    private final ModelCall calls;
    private final JsonFactory json = new JsonFactory();

    public Conversation(ModelCall calls) {
        this.calls = calls;
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
     * Asks and waits for the end of the answer. Interrupting the thread cancels the call.
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
        Raw raw =
                new Raw(
                        request,
                        Dialect.OPENAI_CHAT,
                        body(question.dialogue()),
                        Map.of(),
                        Optional.of(question.deadline()));
        Desk desk = new Desk();
        Hearing hearing = new Hearing(ear);
        calls.answer(
                new Visit(raw, caller, desk, hearing),
                (ended, refusal) -> {
                    hearing.over(ended, refusal);
                    desk.close();
                });
        desk.work(hearing::leave);
        return hearing.outcome();
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
