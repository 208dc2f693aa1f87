package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import portcullis.gateway.receive.Received;
import portcullis.gateway.receive.Receiver;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.screen.Screener;
import portcullis.gateway.stream.Teller;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Inspection;
import portcullis.privacy.Policy;
import portcullis.testkit.Visitors;

/**
 * Ids that a vendor made up come back to it byte for byte; the same bytes from elsewhere do not.
 */
@Tag("SCR-7")
@Tag("SCR-70")
class OpaqueIdTest {
    private static final String ID = "219-09-9999";

    private final Familiar familiar = new Familiar(new byte[32], System::nanoTime);
    private final Teller teller = new Teller(Clock.systemUTC(), Inspection.firstWidth(), familiar);
    private final Screener screener =
            new Screener(
                    Inspection.firstWidth(),
                    PolicyChoice.always(Policy.PSEUDONYMISE),
                    Duration.ofSeconds(1),
                    familiar);

    /** The next turn of a conversation in which a tool was called. */
    private static String turn(Dialect dialect) {
        return switch (dialect) {
            case OPENAI_CHAT ->
                    "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"ID\","
                            + "\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
                            + "{\"role\":\"tool\",\"tool_call_id\":\"ID\",\"content\":\"ok\"}]}";
            case OPENAI_RESPONSES ->
                    "{\"model\":\"m\",\"input\":[{\"type\":\"function_call\",\"call_id\":\"ID\","
                            + "\"name\":\"f\",\"arguments\":\"{}\"},{\"type\":\"function_call_output\","
                            + "\"call_id\":\"ID\",\"output\":\"ok\"},{\"type\":\"reasoning\",\"id\":\"ID\","
                            + "\"summary\":[],\"encrypted_content\":\"ID\"}]}";
            case ANTHROPIC_MESSAGES, ANTHROPIC_COUNT ->
                    "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"assistant\",\"content\":["
                            + "{\"type\":\"thinking\",\"thinking\":\"so\",\"signature\":\"ID\"},"
                            + "{\"type\":\"redacted_thinking\",\"data\":\"ID\"},"
                            + "{\"type\":\"tool_use\",\"id\":\"ID\",\"name\":\"f\",\"input\":{}}]},"
                            + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"ID\"}]}]}";
            case OPENAI_EMBEDDINGS -> throw new IllegalArgumentException("has no turns");
        };
    }

    private Outcome<Screened> next(Dialect dialect, String tenant) {
        Raw raw =
                new Raw(
                        RequestId.random(),
                        dialect,
                        turn(dialect).replace("ID", ID).getBytes(UTF_8),
                        Map.of("anthropic-version", SensitiveText.of("2023-06-01")),
                        Optional.empty());
        Received received = Visitors.passed(new Receiver().receive(raw));
        return screener.screen(received, Requests.caller(tenant));
    }

    private static RefusalCode refusal(Outcome<Screened> seen) {
        return switch (seen) {
            case Outcome.Passed<Screened> _ -> throw new AssertionError("passed");
            case Outcome.Refused<Screened>(Refusal refusal) -> refusal.code();
        };
    }

    private static String question(Dialect dialect) {
        return switch (dialect) {
            case OPENAI_CHAT ->
                    "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
            case OPENAI_RESPONSES -> "{\"model\":\"m\",\"stream\":true,\"input\":\"hi\"}";
            case ANTHROPIC_MESSAGES, ANTHROPIC_COUNT ->
                    "{\"model\":\"m\",\"stream\":true,\"max_tokens\":9,\"messages\":"
                            + "[{\"role\":\"user\",\"content\":\"hi\"}]}";
            case OPENAI_EMBEDDINGS -> throw new IllegalArgumentException("has no turns");
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"OPENAI_CHAT", "OPENAI_RESPONSES", "ANTHROPIC_MESSAGES"})
    void anIdThatAVendorGaveThisTenantComesBackUnread(Dialect dialect) {
        assertThat(refusal(next(dialect, "clinic"))).isEqualTo(RefusalCode.PHI_BLOCKED);
        Screened asked = Requests.screened(dialect, question(dialect));
        teller.begin(asked)
                .event(
                        Frame.meaning(
                                List.of(
                                        new Piece.Signature(0, ID),
                                        new Piece.ToolCall(0, 0, ID, "f"))));
        Screened sent = Visitors.passed(next(dialect, "clinic"));
        assertThat(new String(sent.body(), UTF_8)).isEqualTo(turn(dialect).replace("ID", ID));
        assertThat(refusal(next(dialect, "other"))).isEqualTo(RefusalCode.PHI_BLOCKED);
    }

    @Test
    void anIdOfAWholeAnswerIsKnownToo() {
        Screened asked = Requests.screened(Dialect.OPENAI_CHAT, question(Dialect.OPENAI_CHAT));
        teller.begin(asked).whole(Frame.meaning(List.of(new Piece.ToolCall(0, 0, ID, "f"))));
        assertThat(next(Dialect.OPENAI_CHAT, "clinic")).isInstanceOf(Outcome.Passed.class);
    }
}
