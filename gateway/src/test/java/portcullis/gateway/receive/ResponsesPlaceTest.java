package portcullis.gateway.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.gateway.Dialect;
import portcullis.gateway.Raw;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.privacy.Leaf.Treatment;

class ResponsesPlaceTest {
    private static Outcome<Received> receive(String fields) {
        String body = "{\"model\":\"m\"," + fields + "}";
        return new Receiver()
                .receive(
                        new Raw(
                                RequestId.random(),
                                Dialect.OPENAI_RESPONSES,
                                body.getBytes(UTF_8),
                                Map.of(),
                                Optional.empty()));
    }

    private static Received passed(String fields) {
        return switch (receive(fields)) {
            case Outcome.Passed<Received>(Received value) -> value;
            case Outcome.Refused<Received>(Refusal refusal) ->
                    throw new AssertionError(refusal.toString());
        };
    }

    private static Refusal refused(String fields) {
        return switch (receive(fields)) {
            case Outcome.Passed<Received> _ -> throw new AssertionError("passed");
            case Outcome.Refused<Received>(Refusal refusal) -> refusal;
        };
    }

    @ParameterizedTest
    @Tag("GTW-11")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"input\":7|input",
                "\"input\":{}|input",
                "\"input\":null|input",
                "\"input\":[\"a\"]|input[0]",
                "\"input\":[{\"role\":7,\"content\":\"a\"}]|input[0].role",
                "\"input\":[{\"role\":\"user\",\"content\":{}}]|input[0].content",
                "\"input\":[{\"role\":\"user\",\"content\":[\"a\"]}]|input[0].content[0]",
                "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":3}]}]|input[0].content[0].text",
                "\"input\":[{\"type\":\"function_call\",\"arguments\":{}}]|input[0].arguments",
                "\"input\":\"a\",\"instructions\":[]|instructions",
                "\"input\":\"a\",\"stream\":1|stream",
                "\"input\":\"a\",\"store\":\"no\"|store",
                "\"input\":\"a\",\"background\":0|background",
                "\"input\":\"a\",\"temperature\":\"hot\"|temperature",
                "\"input\":\"a\",\"max_output_tokens\":1.5|max_output_tokens",
                "\"input\":\"a\",\"tools\":{}|tools",
                "\"input\":\"a\",\"tools\":[3]|tools[0]",
                "\"input\":\"a\",\"tool_choice\":3|tool_choice",
                "\"input\":\"a\",\"text\":\"plain\"|text",
                "\"input\":\"a\",\"metadata\":[]|metadata",
                "\"input\":\"a\",\"previous_response_id\":1|previous_response_id",
            })
    void aKnownFieldOfAWrongTypeIsNamed(String fields, String path) {
        assertThat(refused(fields))
                .isEqualTo(Refusal.of(RefusalCode.INVALID_VALUE).at(new FieldPath(path)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"tools\":[{\"type\":\"web_search\"}]|tools[0].type",
                "\"tools\":[{\"type\":\"function\",\"name\":\"f\"},{\"type\":\"mcp\",\"server_url\":\"http://x\"}]|tools[1].type",
                "\"tools\":[{\"type\":\"code_interpreter\"}]|tools[0].type",
                "\"tools\":[{\"type\":\"file_search\"}]|tools[0].type",
                "\"tool_choice\":{\"type\":\"web_search_preview\"}|tool_choice.type",
                "\"conversation\":\"conv_1\"|conversation",
                "\"prompt\":{\"id\":\"pmpt_1\"}|prompt",
                "\"top_logprobs\":3|top_logprobs",
                "\"truncation\":\"auto\"|truncation",
                "\"include\":[\"message.output_text.logprobs\"]|include[0]",
            })
    void whatTheHouseCannotDoIsRefusedByName(String fields, String path) {
        assertThat(refused("\"input\":\"a\"," + fields))
                .isEqualTo(Refusal.of(RefusalCode.INVALID_VALUE).at(new FieldPath(path)));
    }

    @Test
    void aReferredItemIsRefusedByName() {
        assertThat(refused("\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_1\"}]"))
                .isEqualTo(
                        Refusal.of(RefusalCode.INVALID_VALUE).at(new FieldPath("input[0].type")));
    }

    @ParameterizedTest
    @Tag("SCR-8")
    @ValueSource(
            strings = {
                "{\"type\":\"input_image\",\"image_url\":\"https://x/y.png\"}",
                "{\"type\":\"input_file\",\"file_id\":\"file_1\"}",
                "{\"type\":\"input_text\",\"file_id\":\"file_1\"}",
                "{\"type\":\"input_text\",\"text\":\"data:image/png;base64,AAAAAAAAAAAA\"}",
            })
    void whatCannotBeReadIsUnscannable(String part) {
        assertThat(
                        passed("\"input\":[{\"role\":\"user\",\"content\":[" + part + "]}]")
                                .unscannable())
                .isPresent();
    }

    @Test
    @Tag("SCR-4")
    void everyTextIsReadAndOnlyNamesStayAsTheyAre() {
        Received received =
                passed(
                        """
                        "instructions":"one","input":[
                         {"role":"user","content":[{"type":"input_text","text":"two"}]},
                         {"type":"function_call","call_id":"c-1","name":"n-1","arguments":"three"},
                         {"type":"function_call_output","call_id":"c-1","output":"four"},
                         {"type":"reasoning","summary":[{"type":"summary_text","text":"five"}]}],
                        "metadata":{"six":"seven"},"user":"eight",
                        "tools":[{"type":"function","name":"n-2","description":"nine"}],
                        "text":{"format":{"type":"json_schema","name":"n-3","description":"ten"}},
                        "odd":"eleven"
                        """);
        assertThat(texts(received, Treatment.REWRITABLE))
                .contains(
                        "one", "two", "three", "four", "five", "seven", "eight", "nine", "ten",
                        "eleven");
        assertThat(texts(received, Treatment.READ_ONLY))
                .contains("c-1", "n-1", "n-2", "n-3", "six");
    }

    private static java.util.List<String> texts(Received received, Treatment treatment) {
        return received.spots().stream()
                .map(Spot::leaf)
                .filter(leaf -> leaf.treatment() == treatment)
                .map(leaf -> leaf.text().reveal())
                .toList();
    }

    @Test
    void whatShallBeKeptIsUnderstood() {
        assertThat(passed("\"input\":\"a\"").wishes().keeping())
                .isEqualTo(new Keeping(true, false, Optional.empty()));
        assertThat(
                        passed(
                                        "\"input\":\"a\",\"store\":false,\"background\":true,"
                                                + "\"previous_response_id\":\"resp_1\"")
                                .wishes()
                                .keeping())
                .isEqualTo(new Keeping(false, true, Optional.of("resp_1")));
    }

    @Test
    void aRequestWithoutInputIsNoRequest() {
        assertThat(refused("\"store\":true"))
                .isEqualTo(Refusal.of(RefusalCode.MISSING_FIELD).at(FieldPath.field("input")));
    }
}
