package portcullis.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import portcullis.gateway.record.Ended;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;

/** An application's ear: hears a streamed answer and keeps its text. */
final class Hearing implements Reply, Ending {
    private static final int PREFIX = "data: ".length();

    private final ObjectMapper json = new ObjectMapper();
    private final Conversation.Ear ear;
    private final StringBuilder text = new StringBuilder();
    private Runnable abort = () -> {};
    private Outcome<Answered> outcome = Outcome.refused(RefusalCode.INTERNAL);

    Hearing(Conversation.Ear ear) {
        this.ear = ear;
    }

    Outcome<Answered> outcome() {
        return outcome;
    }

    @Override
    public void over(Ended ended, Optional<Refusal> refusal) {
        outcome =
                switch (ended.decision()) {
                    case ANSWERED, CACHED, JOINED, ABSTAINED -> Outcome.passed(answered(ended));
                    case REFUSED, FAILED, CANCELLED, UNKNOWN ->
                            Outcome.refused(refusal.orElse(Refusal.of(RefusalCode.CANCELLED)));
                };
    }

    private Answered answered(Ended ended) {
        return new Answered(
                SensitiveText.of(text.toString()),
                ended.decision(),
                ended.target(),
                ended.settled().inputTokens(),
                ended.settled().outputTokens(),
                ended.settled().estimated());
    }

    @Override
    public void event(byte[] bytes) {
        if (bytes[0] == ':' && !ear.waits()) {
            leave();
        }
        if (bytes.length > PREFIX && bytes[0] == 'd' && bytes[PREFIX] == '{') {
            hear(parsed(bytes).path("choices").path(0).path("delta").path("content").asText(""));
        }
    }

    private void hear(String part) {
        if (!part.isEmpty()) {
            text.append(part);
            ear.said(SensitiveText.of(part));
        }
    }

    private JsonNode parsed(byte[] bytes) {
        try {
            return json.readTree(bytes, PREFIX, bytes.length - PREFIX);
        } catch (IOException e) {
            throw new UncheckedIOException("the journey spoke something other than JSON", e);
        }
    }

    @Override
    public void whole(int status, Map<String, String> headers, byte[] body) {}

    @Override
    public void open(Map<String, String> headers) {}

    @Override
    public void close() {}

    @Override
    public boolean full() {
        return false;
    }

    @Override
    public void onDrain(Runnable resume) {}

    @Override
    public void onAbort(Runnable cancel) {
        abort = cancel;
    }

    /** The application does not want the answer any more. */
    void leave() {
        abort.run();
    }
}
