package portcullis.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.gateway.Dialect;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Timeouts;
import portcullis.gateway.route.Trouble;
import portcullis.governance.audit.EgressPermit;

/** What the router relies on, whatever the vendor. */
@Timeout(30)
public abstract class ProviderContract {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;
    protected Calls calls;

    /** The provider under test; asked about {@link #question} it answers at length. */
    protected abstract Provider provider();

    protected abstract String model();

    /** A plain request body that this provider answers. */
    protected abstract String question();

    /** How many choices a call may ask for; a call for more is refused, never cut down. */
    protected int mostChoices() {
        return 2;
    }

    /** The language of its frames. */
    protected Dialect spoken() {
        return Dialect.OPENAI_CHAT;
    }

    /** The text of a whole answer in that language. */
    protected String textOfWhole(JsonNode json) {
        assertThat(json.path("object").asText()).isEqualTo("chat.completion");
        return json.at("/choices/0/message/content").asText();
    }

    /** Whether this is an event of that language. */
    protected boolean isEvent(JsonNode json) {
        return json.path("object").asText().equals("chat.completion.chunk")
                && json.path("choices").isArray();
    }

    @BeforeEach
    void open() {
        calls = new Calls(folder);
    }

    @AfterEach
    void close() {
        calls.close();
    }

    protected Ask ask(String body) {
        return Calls.ask(body, model(), Calls.PATIENT);
    }

    protected Witness hear(Ask ask) throws InterruptedException {
        Witness heard = new Witness();
        provider().call(ask, calls.permit(ask), heard);
        return heard.atEnd();
    }

    @Test
    void plainAnswerIsOneFrame() throws Exception {
        Witness heard = hear(ask(question()));
        assertThat(heard.trouble()).isEmpty();
        assertThat(heard.frames()).hasSize(1);
        Frame frame = heard.frames().getFirst();
        assertThat(heard.text()).isNotBlank();
        if (saysNothingElse(frame)) {
            return;
        }
        assertThat(frame.spoken()).contains(spoken());
        assertThat(textOfWhole(JSON.readTree(frame.json()))).isEqualTo(heard.text());
    }

    /** A frame in a dialect that no caller speaks holds its meaning and no document. */
    private static boolean saysNothingElse(Frame frame) {
        boolean meaning = frame.spoken().isEmpty();
        assertThat(frame.json().length == 0).isEqualTo(meaning);
        assertThat(frame.pieces().isEmpty() && meaning).isFalse();
        return meaning;
    }

    @Test
    void streamedAnswerIsThePlainOneInParts() throws Exception {
        String plain = hear(ask(question())).text();
        Witness heard = hear(ask(Calls.streamed(question())));
        assertThat(heard.trouble()).isEmpty();
        assertThat(heard.frames().size()).isGreaterThan(3);
        assertThat(heard.text()).isEqualTo(plain);
        for (Frame frame : heard.frames()) {
            assertThat(saysNothingElse(frame) || isEvent(JSON.readTree(frame.json()))).isTrue();
        }
    }

    @Test
    void streamedAnswerFinishesAndIsCounted() throws Exception {
        Witness heard = hear(ask(Calls.streamed(question())));
        assertThat(heard.pieces())
                .contains(new Piece.Finished(0, Piece.FinishReason.STOP))
                .last()
                .isInstanceOfSatisfying(
                        Piece.Used.class,
                        used -> {
                            assertThat(used.inputTokens()).isPositive();
                            assertThat(used.outputTokens()).isPositive();
                        });
    }

    @Test
    void everyChoiceIsAnsweredOrTheCallIsRefused() throws Exception {
        String two = question().replaceFirst("\\{", "{\"n\":2,");
        Witness plain = hear(ask(two));
        Witness stream = hear(ask(Calls.streamed(two)));
        if (mostChoices() < 2) {
            Trouble refused = new Trouble.Rejected(Trouble.Reason.BAD_REQUEST);
            assertThat(plain.trouble()).contains(refused);
            assertThat(stream.trouble()).contains(refused);
            return;
        }
        assertThat(plain.text(1)).isEqualTo(plain.text(0)).isNotBlank();
        assertThat(stream.text(1)).isEqualTo(stream.text(0)).isEqualTo(plain.text(0));
    }

    @Test
    @Tag("GOV-45")
    void onePermitOpensOneAttempt() throws Exception {
        Ask ask = ask(question());
        EgressPermit permit = calls.permit(ask);
        Witness first = new Witness();
        provider().call(ask, permit, first);
        first.atEnd();
        Witness second = new Witness();
        assertThatThrownBy(() -> provider().call(ask, permit, second))
                .isInstanceOf(IllegalStateException.class);
        assertThat(second.frames()).isEmpty();
    }

    @Test
    void nothingComesAfterCancel() throws Exception {
        Ask ask = ask(Calls.streamed(question()));
        Witness heard = new Witness();
        Attempt attempt = provider().call(ask, calls.permit(ask), heard);
        attempt.cancel();
        int frames = heard.frames().size();
        // frames that were on their way when cancel was called may still be counted once
        assertThat(heard.awaitFrames(frames + 2, Duration.ofMillis(300))).isFalse();
        assertThat(heard.trouble()).isEmpty();
    }

    @Test
    void pausedAttemptWaitsAndResumedOneLosesNothing() throws Exception {
        String whole = hear(ask(question())).text();
        Ask ask = ask(Calls.streamed(question()));
        Witness heard = new Witness();
        Attempt attempt = provider().call(ask, calls.permit(ask), heard);
        attempt.pause();
        attempt.resume();
        attempt.pause();
        attempt.resume();
        assertThat(heard.atEnd().text()).isEqualTo(whole);
    }

    @Test
    void passedDeadlineFails() throws Exception {
        Timeouts none =
                new Timeouts(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ZERO);
        Witness heard = hear(Calls.ask(Calls.streamed(question()), model(), none));
        assertThat(heard.trouble().orElseThrow()).isInstanceOf(Trouble.TimedOut.class);
        assertThat(heard.frames()).isEmpty();
    }
}
