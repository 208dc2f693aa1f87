package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

@Tag("GTW-1")
class ResponsesWordingTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static String worded(String request) {
        return new String(
                Requests.screened(Dialect.OPENAI_RESPONSES, request)
                        .asChat("vendor-x")
                        .orElseThrow(),
                UTF_8);
    }

    private static void becomes(String request, String chat) throws IOException {
        assertThat(JSON.readTree(worded(request))).isEqualTo(JSON.readTree(chat));
    }

    @Test
    void aTextBecomesOneMessage() throws IOException {
        becomes(
                "{\"model\":\"m\",\"input\":\"hi\",\"store\":true,\"metadata\":{\"a\":\"b\"}}",
                "{\"model\":\"vendor-x\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    }

    @Test
    void aConversationWithToolsKeepsItsOrderAndIds() throws IOException {
        becomes(
                """
                {"model":"m","instructions":"Be kind.","stream":true,"input":[
                 {"role":"developer","content":"Short."},
                 {"role":"user","content":[{"type":"input_text","text":"What time"},
                                           {"type":"input_text","text":" is it?"}]},
                 {"type":"reasoning","id":"rs_1","summary":[]},
                 {"type":"message","id":"msg_1","role":"assistant","status":"completed",
                  "content":[{"type":"output_text","text":"I look.","annotations":[]}]},
                 {"type":"function_call","id":"fc_1","call_id":"call_1","name":"clock",
                  "arguments":"{\\"zone\\":\\"UTC\\"}"},
                 {"type":"function_call","call_id":"call_2","name":"clock","arguments":"{}"},
                 {"type":"function_call_output","call_id":"call_1","output":"noon"},
                 {"type":"function_call_output","call_id":"call_2",
                  "output":[{"type":"input_text","text":"one"}]},
                 {"type":"message","role":"assistant",
                  "content":[{"type":"refusal","refusal":"No."}]},
                 {"role":"user","content":"Why?"}]}
                """,
                """
                {"model":"vendor-x","stream":true,"stream_options":{"include_usage":true},
                 "messages":[
                 {"role":"system","content":"Be kind."},
                 {"role":"developer","content":"Short."},
                 {"role":"user","content":[{"type":"text","text":"What time"},
                                           {"type":"text","text":" is it?"}]},
                 {"role":"assistant","content":"I look.","tool_calls":[
                  {"id":"call_1","type":"function",
                   "function":{"name":"clock","arguments":"{\\"zone\\":\\"UTC\\"}"}},
                  {"id":"call_2","type":"function",
                   "function":{"name":"clock","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"call_1","content":"noon"},
                 {"role":"tool","tool_call_id":"call_2","content":"one"},
                 {"role":"assistant","content":[{"type":"refusal","refusal":"No."}]},
                 {"role":"user","content":"Why?"}]}
                """);
    }

    @Test
    void settingsToolsAndFormatsKeepTheirMeaning() throws IOException {
        becomes(
                """
                {"model":"m","input":"hi","temperature":0.10,"top_p":1,"max_output_tokens":9,
                 "parallel_tool_calls":false,"user":"u","reasoning":{"effort":"low"},
                 "text":{"verbosity":"low","format":{"type":"json_schema","name":"n",
                         "schema":{"type":"object","x":1.50},"strict":true}},
                 "tools":[{"type":"function","name":"f","description":"d","strict":true,
                           "parameters":{"type":"object"}}],
                 "tool_choice":{"type":"function","name":"f"},"max_tool_calls":null}
                """,
                """
                {"model":"vendor-x","messages":[{"role":"user","content":"hi"}],
                 "temperature":0.10,"top_p":1,"max_completion_tokens":9,
                 "parallel_tool_calls":false,"user":"u","reasoning_effort":"low","verbosity":"low",
                 "response_format":{"type":"json_schema","json_schema":{"name":"n",
                         "schema":{"type":"object","x":1.50},"strict":true}},
                 "tools":[{"type":"function","function":{"name":"f","description":"d",
                           "strict":true,"parameters":{"type":"object"}}}],
                 "tool_choice":{"type":"function","function":{"name":"f"}}}
                """);
        assertThat(worded("{\"model\":\"m\",\"input\":\"a\",\"temperature\":0.10}"))
                .contains("\"temperature\":0.10");
    }

    @Test
    @Tag("SCR-3")
    void whatIsWordedIsMasked() {
        assertThat(worded("{\"model\":\"m\",\"input\":\"Mail ann.lee@example.org\"}"))
                .contains("[EMAIL_1]")
                .doesNotContain("ann.lee");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"type\":\"function_call\",\"name\":\"n\",\"arguments\":\"\"}]|input[0].call_id",
                "[{\"role\":\"user\",\"content\":\"a\"},{\"type\":\"function_call\",\"call_id\":\"c\",\"arguments\":\"\"}]|input[1].name",
                "[{\"type\":\"function_call_output\",\"call_id\":\"c\"}]|input[0].output",
                "[{\"type\":\"message\",\"content\":\"a\"}]|input[0].role",
                "[{\"role\":\"user\"}]|input[0].content",
            })
    void anItemThatLacksAFieldIsNamed(String input, String path) {
        assertThat(wording("{\"model\":\"m\",\"input\":" + input + "}"))
                .isEqualTo(
                        Outcome.refused(
                                Refusal.of(RefusalCode.MISSING_FIELD).at(new FieldPath(path))));
    }

    @Test
    void aRequestThatSaysNothingIsRefused() {
        assertThat(wording("{\"model\":\"m\",\"input\":[]}"))
                .isEqualTo(
                        Outcome.refused(
                                Refusal.of(RefusalCode.INVALID_VALUE)
                                        .at(FieldPath.field("input"))));
    }

    private static Outcome<?> wording(String request) {
        return ChatWording.of(Dialect.OPENAI_RESPONSES, request.getBytes(UTF_8));
    }
}
