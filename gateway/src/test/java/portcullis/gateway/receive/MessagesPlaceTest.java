package portcullis.gateway.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.gateway.Dialect;
import portcullis.gateway.Raw;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Leaf;
import portcullis.privacy.Leaf.Treatment;

class MessagesPlaceTest {
    private static final String VERSION = "2023-06-01";
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    private final Receiver receiver = new Receiver();

    private Outcome<Received> receive(Dialect dialect, String body, Map<String, String> headers) {
        Map<String, SensitiveText> sent = new java.util.HashMap<>();
        headers.forEach((name, value) -> sent.put(name, SensitiveText.of(value)));
        return receiver.receive(
                new Raw(RequestId.random(), dialect, body.getBytes(UTF_8), sent, Optional.empty()));
    }

    private Outcome<Received> receive(String body) {
        return receive(Dialect.ANTHROPIC_MESSAGES, body, Map.of("anthropic-version", VERSION));
    }

    private static Received passed(Outcome<Received> outcome) {
        return switch (outcome) {
            case Outcome.Passed<Received>(Received value) -> value;
            case Outcome.Refused<Received>(Refusal refusal) ->
                    throw new AssertionError(refusal.toString());
        };
    }

    private static Refusal refused(Outcome<Received> outcome) {
        return switch (outcome) {
            case Outcome.Passed<Received> _ -> throw new AssertionError("passed");
            case Outcome.Refused<Received>(Refusal refusal) -> refusal;
        };
    }

    private static String with(String field) {
        return "{\"model\":\"m\",\"max_tokens\":9," + MESSAGES + "," + field + "}";
    }

    private static String saying(String blocks) {
        return "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":["
                + blocks
                + "]}]}";
    }

    private static List<String> texts(Received received, Treatment treatment) {
        return received.spots().stream()
                .map(Spot::leaf)
                .filter(leaf -> leaf.treatment() == treatment)
                .map(leaf -> leaf.text().reveal())
                .toList();
    }

    @Test
    void understandsWhatTheCallerAsksFor() {
        Received received =
                passed(receive(with("\"stream\":true,\"temperature\":0.5,\"tools\":[]")));
        assertThat(received.model()).isEqualTo("m");
        assertThat(received.streamed()).isTrue();
        assertThat(received.wishes().temperature()).hasValue(0.5);
        assertThat(received.wishes().tools()).isTrue();
    }

    @ParameterizedTest
    @Tag("GTW-11")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"stream\":\"yes\"|stream",
                "\"temperature\":\"hot\"|temperature",
                "\"top_k\":1.5|top_k",
                "\"system\":7|system",
                "\"system\":[\"a\"]|system[0]",
                "\"system\":[{\"type\":\"text\",\"text\":7}]|system[0].text",
                "\"stop_sequences\":\"x\"|stop_sequences",
                "\"tools\":{}|tools",
                "\"tools\":[\"a\"]|tools[0]",
                "\"tools\":[{\"name\":\"f\",\"input_schema\":\"x\"}]|tools[0].input_schema",
                "\"tool_choice\":\"auto\"|tool_choice",
                "\"metadata\":\"x\"|metadata",
                "\"thinking\":true|thinking",
            })
    void aKnownFieldOfAWrongTypeIsNamed(String field, String path) {
        Refusal refusal = refused(receive(with(field)));
        assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_VALUE);
        assertThat(refusal.field().orElseThrow()).hasToString(path);
    }

    @ParameterizedTest
    @Tag("GTW-11")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"a\"|messages[0].content[0]",
                "{\"type\":\"text\",\"text\":{}}|messages[0].content[0].text",
                "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":\"x\"}|messages[0].content[0].input",
                "{\"type\":\"tool_result\",\"tool_use_id\":7}|messages[0].content[0].tool_use_id",
                "{\"type\":\"tool_result\",\"content\":[{\"type\":\"text\",\"text\":1}]}|messages[0].content[0].content[0].text",
                "{\"type\":\"thinking\",\"thinking\":\"a\",\"signature\":1}|messages[0].content[0].signature",
            })
    void aWrongBlockIsNamed(String block, String path) {
        Refusal refusal = refused(receive(saying(block)));
        assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_VALUE);
        assertThat(refusal.field().orElseThrow()).hasToString(path);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(missing(Dialect.ANTHROPIC_MESSAGES, "{\"model\":\"m\"," + MESSAGES + "}"))
                .isEqualTo("max_tokens");
        assertThat(missing(Dialect.ANTHROPIC_COUNT, "{\"model\":\"m\"}")).isEqualTo("messages");
        Map<String, String> version = Map.of("anthropic-version", VERSION);
        String short_ = "{\"model\":\"m\",\"stream\":true," + MESSAGES + "}";
        assertThat(passed(receive(Dialect.ANTHROPIC_COUNT, short_, version)).streamed()).isFalse();
    }

    private String missing(Dialect dialect, String body) {
        Refusal refusal = refused(receive(dialect, body, Map.of("anthropic-version", VERSION)));
        assertThat(refusal.code()).isEqualTo(RefusalCode.MISSING_FIELD);
        return refusal.field().orElseThrow().toString();
    }

    @Test
    void theVersionIsAskedForAndMustBeKnown() {
        String body = with("\"stream\":false");
        Refusal without = refused(receive(Dialect.ANTHROPIC_MESSAGES, body, Map.of()));
        assertThat(without.code()).isEqualTo(RefusalCode.MISSING_FIELD);
        assertThat(without.field().orElseThrow()).hasToString("anthropic-version");
        Refusal other =
                refused(
                        receive(
                                Dialect.ANTHROPIC_MESSAGES,
                                body,
                                Map.of("anthropic-version", "1950-01-02")));
        assertThat(other.code()).isEqualTo(RefusalCode.INVALID_VALUE);
    }

    @Test
    @Tag("SCR-4")
    void trialsAreReadAndTravelInOrder() {
        Received received =
                passed(
                        receive(
                                Dialect.ANTHROPIC_MESSAGES,
                                with("\"stream\":false"),
                                Map.of(
                                        "anthropic-version",
                                        VERSION,
                                        "anthropic-beta",
                                        "token-efficient-tools-2025-02-19, context-1m-2025-08-07")));
        assertThat(received.wishes().betas())
                .containsExactly("token-efficient-tools-2025-02-19", "context-1m-2025-08-07");
        assertThat(texts(received, Treatment.READ_ONLY))
                .contains("token-efficient-tools", "context-1m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Jane Roe", "a b", "x@example.org", "ok,UPPER", "a--b", "-a"})
    void aTrialThatIsNoNameIsRefused(String beta) {
        Map<String, String> headers = Map.of("anthropic-version", VERSION, "anthropic-beta", beta);
        Refusal refusal =
                refused(receive(Dialect.ANTHROPIC_MESSAGES, with("\"stream\":false"), headers));
        assertThat(refusal.field().orElseThrow()).hasToString("anthropic-beta");
    }

    @Test
    @Tag("SCR-4")
    void everyTextIsReadWhereverItStands() {
        String body =
                """
                {"model":"m","max_tokens":9,"system":[{"type":"text","text":"t1","cache_control":{"type":"ephemeral"}}],
                "metadata":{"user_id":"t2"},"stop_sequences":["r1"],"unknown":{"deep":["t3"]},
                "tools":[{"name":"r2","description":"t4","input_schema":{"type":"object","properties":{"a":{"description":"t5","enum":["r3"]}}}}],
                "tool_choice":{"type":"tool","name":"r2"},
                "messages":[{"role":"user","content":"t6"},
                {"role":"assistant","content":[{"type":"thinking","thinking":"t7","signature":"r4"},
                {"type":"redacted_thinking","data":"r5"},
                {"type":"tool_use","id":"r6","name":"r2","input":{"q":"t8","n":12}}]},
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"r6","content":[{"type":"text","text":"t9"}]},
                {"type":"tool_result","tool_use_id":"r6","content":"t10"},
                {"type":"document","title":"t11","source":{"type":"text","media_type":"text/plain","data":"t12"}},
                {"type":"search_result","source":"t13","title":"t14","content":[{"type":"text","text":"t15","citations":[{"type":"char_location","cited_text":"t16","encrypted_index":"r7"}]}]}]}]}
                """;
        Received received = passed(receive(body));
        assertThat(texts(received, Treatment.REWRITABLE))
                .containsExactlyInAnyOrder(
                        "t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9", "t10", "t11", "t12",
                        "t13", "t14", "t15", "t16");
        assertThat(texts(received, Treatment.READ_ONLY))
                .contains("r1", "r2", "r3", "r4", "r5", "r6", "r7", "12")
                .noneMatch(text -> text.startsWith("t") && text.length() < 4 && text.length() > 1);
        assertThat(received.unscannable()).isEmpty();
    }

    @Test
    @Tag("SCR-6")
    void theTextsOfAMessageAreReadTogetherToolResultsAmongThem() {
        Received received =
                passed(
                        receive(
                                saying(
                                        "{\"type\":\"text\",\"text\":\"a\"},"
                                                + "{\"type\":\"tool_result\",\"tool_use_id\":\"x\",\"content\":[{\"type\":\"text\",\"text\":\"b\"}]},"
                                                + "{\"type\":\"text\",\"text\":\"c\"}")));
        List<Leaf> leaves =
                received.spots().stream()
                        .map(Spot::leaf)
                        .filter(leaf -> leaf.treatment() == Treatment.REWRITABLE)
                        .toList();
        assertThat(leaves).extracting(leaf -> leaf.text().reveal()).containsExactly("a", "b", "c");
        assertThat(leaves.stream().map(Leaf::joint).distinct()).hasSize(1);
    }

    @ParameterizedTest
    @Tag("SCR-8")
    @ValueSource(
            strings = {
                "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"AAAA\"}}",
                "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://x.example/a.png\"}}",
                "{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"application/pdf\",\"data\":\"AAAA\"}}",
                "{\"type\":\"document\",\"source\":{\"type\":\"url\",\"url\":\"https://x.example/a.pdf\"}}",
                "{\"type\":\"document\",\"source\":{\"type\":\"file\",\"file_id\":\"f\"}}",
                "{\"type\":\"container_upload\",\"file_id\":\"f\"}",
                "{\"type\":\"web_search_tool_result\",\"content\":[]}",
                "{\"type\":\"tool_result\",\"tool_use_id\":\"x\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"AAAA\"}}]}",
            })
    void mediaCannotBeRead(String block) {
        assertThat(passed(receive(saying(block))).unscannable()).isPresent();
    }

    @ParameterizedTest
    @Tag("SCR-8")
    @ValueSource(
            strings = {
                "\"mcp_servers\":[{\"type\":\"url\",\"url\":\"https://x.example\",\"name\":\"x\"}]",
                "\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]",
                "\"tools\":[{\"type\":\"web_fetch_20250910\",\"name\":\"web_fetch\"}]",
                "\"tools\":[{\"type\":\"code_execution_20250522\",\"name\":\"code_execution\"}]",
            })
    void whatTheVendorWouldFetchItselfCannotBeRead(String field) {
        assertThat(passed(receive(with(field))).unscannable()).isPresent();
    }

    @Test
    void toolsThatTheCallerRunsAreReadable() {
        String tools =
                "\"tools\":[{\"type\":\"bash_20250124\",\"name\":\"bash\"},{\"type\":\"custom\",\"name\":\"f\"}]";
        assertThat(passed(receive(with(tools))).unscannable()).isEmpty();
    }
}
