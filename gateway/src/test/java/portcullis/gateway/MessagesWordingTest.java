package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portcullis.gateway.screen.Screened;

class MessagesWordingTest {
    private static final String HI = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    private static String said(String body) {
        return new String(MessagesWording.of(body.getBytes(UTF_8), "gpt-x").orElseThrow(), UTF_8);
    }

    private static String with(String fields) {
        return "{\"model\":\"default\",\"max_tokens\":9," + HI + "," + fields + "}";
    }

    @Test
    void theShortestQuestionBecomesTheShortestChat() {
        assertThat(said("{\"model\":\"default\",\"max_tokens\":9," + HI + "}"))
                .isEqualTo(
                        "{\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_completion_tokens\":9}");
    }

    @Test
    @Tag("GTW-1")
    void conversationWithToolsIsTranslatedWhole() throws IOException {
        String messages =
                """
                {"model":"default","max_tokens":100,"stream":true,"temperature":0.30,"top_p":0.5,"top_k":4,
                 "system":[{"type":"text","text":"Be brief."},{"type":"text","text":"Use tools.","cache_control":{"type":"ephemeral"}}],
                 "stop_sequences":["END"],"metadata":{"user_id":"u"},"service_tier":"auto",
                 "thinking":{"type":"enabled","budget_tokens":1024},"brand_new":1,
                 "tools":[{"name":"beds","description":"Free beds","strict":true,"input_schema":{"type":"object","properties":{"ward":{"type":"string"}}}},
                          {"type":"custom","name":"now","input_schema":{"type":"object"}}],
                 "tool_choice":{"type":"any","disable_parallel_tool_use":true},
                 "messages":[
                  {"role":"user","content":[{"type":"text","text":"Beds?"},{"type":"text","text":"[NAME_1]"}]},
                  {"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"x"},{"type":"redacted_thinking","data":"y"},
                    {"type":"text","text":"Look"},{"type":"text","text":"ing."},
                    {"type":"tool_use","id":"toolu_1","name":"beds","input":{"ward":"east","least":1.0}},
                    {"type":"tool_use","id":"toolu_2","name":"now","input":{}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"12"},
                    {"type":"tool_result","tool_use_id":"toolu_2","content":[{"type":"text","text":"noon"},{"type":"text","text":"sharp"}],"is_error":false},
                    {"type":"document","title":"Plan","source":{"type":"text","media_type":"text/plain","data":"Ward east."}},
                    {"type":"search_result","title":"T","source":"S","content":[{"type":"text","text":"C"}]},
                    {"type":"text","text":"And?"}]},
                  {"role":"assistant","content":[{"type":"tool_use","id":"toolu_3","name":"now","input":{}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_3"}]}]}
                """;
        String expected =
                """
                {"model":"gpt-x","messages":[
                {"role":"system","content":"Be brief.\\nUse tools."},
                {"role":"user","content":[{"type":"text","text":"Beds?"},{"type":"text","text":"[NAME_1]"}]},
                {"role":"assistant","content":"Looking.","tool_calls":[
                {"id":"toolu_1","type":"function","function":{"name":"beds","arguments":"{\\"ward\\":\\"east\\",\\"least\\":1.0}"}},
                {"id":"toolu_2","type":"function","function":{"name":"now","arguments":"{}"}}]},
                {"role":"tool","tool_call_id":"toolu_1","content":"12"},
                {"role":"tool","tool_call_id":"toolu_2","content":"noon\\nsharp"},
                {"role":"user","content":[{"type":"text","text":"Plan\\nWard east."},{"type":"text","text":"T\\nS\\nC"},{"type":"text","text":"And?"}]},
                {"role":"assistant","content":null,"tool_calls":[
                {"id":"toolu_3","type":"function","function":{"name":"now","arguments":"{}"}}]},
                {"role":"tool","tool_call_id":"toolu_3","content":""}],
                "max_completion_tokens":100,"temperature":0.30,"top_p":0.5,"stop":["END"],
                "tools":[{"type":"function","function":{"name":"beds","description":"Free beds","parameters":{"type":"object","properties":{"ward":{"type":"string"}}},"strict":true}},
                {"type":"function","function":{"name":"now","parameters":{"type":"object"}}}],
                "tool_choice":"required","parallel_tool_calls":false,
                "stream":true,"stream_options":{"include_usage":true}}
                """;
        assertThat(said(messages)).isEqualTo(expected.replace("\n", ""));
        assertThat(new ObjectMapper().readTree(said(messages)).path("n").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"auto\"}|\"tool_choice\":\"auto\"",
                "{\"type\":\"none\"}|\"tool_choice\":\"none\"",
                "{\"type\":\"tool\",\"name\":\"f\"}|\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}"
            })
    void toolChoiceKeepsItsMeaning(String choice, String expected) {
        String tools = "\"tools\":[{\"name\":\"f\",\"input_schema\":{}}],\"tool_choice\":" + choice;
        assertThat(said(with(tools))).endsWith(expected + "}");
    }

    @Test
    void aSchemaForTheAnswerIsKept() {
        String format = "{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}";
        String expected =
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"answer\",\"strict\":true,\"schema\":{\"type\":\"object\"}}}}";
        assertThat(said(with("\"output_format\":" + format))).endsWith(expected);
        assertThat(said(with("\"output_config\":{\"format\":" + format + "}"))).endsWith(expected);
    }

    @Test
    void aToolOfTheVendorsOwnMakingCannotBeSaid() {
        byte[] body =
                with("\"tools\":[{\"type\":\"bash_20250124\",\"name\":\"bash\"}]").getBytes(UTF_8);
        assertThat(MessagesWording.of(body, "gpt-x")).isEmpty();
    }

    @Test
    @Tag("SCR-1")
    void onlyWhatWasMaskedIsTranslated() {
        Screened request =
                Requests.screened(
                        Dialect.ANTHROPIC_MESSAGES,
                        "{\"model\":\"m\",\"max_tokens\":9,\"system\":\"Mail ann.lee@example.org\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":\"bob.ray@example.org\"}]}]}");
        String chat = new String(request.asChat("gpt-x").orElseThrow(), UTF_8);
        assertThat(chat).contains("[EMAIL_1]", "[EMAIL_2]").doesNotContain("example.org");
        String native_ = new String(request.bodyFor("claude-x"), UTF_8);
        assertThat(native_)
                .contains("\"model\":\"claude-x\"", "[EMAIL_1]")
                .doesNotContain("example.org", "stream_options");
    }

    @Test
    @Tag("GTW-11")
    void theSameDialectKeepsEveryOtherByte() {
        String body =
                "{ \"x\":[1.50, null],\"model\" : \"m\",\"stream\":true,\"max_tokens\":9,"
                        + HI
                        + "}";
        Screened request = Requests.screened(Dialect.ANTHROPIC_MESSAGES, body);
        assertThat(new String(request.bodyFor("claude-x"), UTF_8))
                .isEqualTo(body.replace("\"m\"", "\"claude-x\""));
    }
}
