package portcullis.providers.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.providers.Calls;
import portcullis.providers.line.Worded;

class QuestionTest {
    private static final String HELLO = "{\"role\":\"user\",\"content\":\"hello\"}";

    @Test
    void shortestChatBecomesTheShortestQuestion() {
        assertThat(asked("{\"model\":\"default\",\"messages\":[" + HELLO + "]}"))
                .isEqualTo(
                        "{\"model\":\"claude-x\",\"max_tokens\":4096,\"messages\":[{\"role\":\"user\","
                                + "\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}]}");
    }

    @Test
    @Tag("GTW-1")
    void conversationWithToolsIsTranslatedWhole() {
        String chat =
                """
                {"model":"default","messages":[
                 {"role":"system","content":"Be brief."},
                 {"role":"developer","content":[{"type":"text","text":"Use "},{"type":"text","text":"tools."}]},
                 {"role":"user","content":[{"type":"text","text":"Beds?"},{"type":"text","text":"[NAME_1]"}]},
                 {"role":"assistant","content":"Looking.","tool_calls":[
                   {"id":"call_1","type":"function","function":{"name":"beds","arguments":"{\\"ward\\":\\"east\\",\\"least\\":1.0}"}},
                   {"id":"call_2","type":"function","function":{"name":"now","arguments":""}}]},
                 {"role":"tool","tool_call_id":"call_1","content":"12"},
                 {"role":"tool","tool_call_id":"call_2","content":[{"type":"text","text":"noon"}]},
                 {"role":"user","content":"And?"}],
                 "tools":[{"type":"function","function":{"name":"beds","description":"Free beds","strict":true,
                   "parameters":{"type":"object","properties":{"ward":{"type":"string"}},"required":["ward"]}}},
                  {"type":"function","function":{"name":"now"}}],
                 "tool_choice":"required","parallel_tool_calls":false,
                 "max_completion_tokens":100,"max_tokens":9,"temperature":1.7,"top_p":0.5,
                 "stop":["END"],"stream":true,"stream_options":{"include_usage":true},
                 "user":"u-1","metadata":{"case":"7"},"n":1,"logprobs":false,"presence_penalty":0.0,
                 "response_format":{"type":"text"},"seed":null}
                """;
        String expected =
                """
                {"model":"claude-x","max_tokens":100,
                "system":"Be brief.\\nUse tools.",
                "messages":[
                {"role":"user","content":[{"type":"text","text":"Beds?"},{"type":"text","text":"[NAME_1]"}]},
                {"role":"assistant","content":[{"type":"text","text":"Looking."},
                {"type":"tool_use","id":"call_1","name":"beds","input":{"ward":"east","least":1.0}},
                {"type":"tool_use","id":"call_2","name":"now","input":{}}]},
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"12"},
                {"type":"tool_result","tool_use_id":"call_2","content":"noon"},
                {"type":"text","text":"And?"}]}],
                "temperature":1,"top_p":0.5,"stop_sequences":["END"],
                "tools":[{"name":"beds","description":"Free beds","strict":true,
                "input_schema":{"type":"object","properties":{"ward":{"type":"string"}},"required":["ward"]}},
                {"name":"now","input_schema":{"type":"object","properties":{}}}],
                "tool_choice":{"type":"any","disable_parallel_tool_use":true},"stream":true}
                """;
        assertThat(asked(chat)).isEqualTo(expected.replace("\n", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"auto\"|{\"type\":\"auto\"}",
                "\"none\"|{\"type\":\"none\"}",
                "{\"type\":\"function\",\"function\":{\"name\":\"f\"}}|{\"type\":\"tool\",\"name\":\"f\"}"
            })
    void toolChoiceKeepsItsMeaning(String choice, String expected) {
        String tools = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],";
        assertThat(asked(chat(tools + "\"tool_choice\":" + choice)))
                .endsWith("\"tool_choice\":" + expected + "}");
    }

    @Test
    void oneCallAtATimeNeedsNoChoice() {
        String tools = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],";
        assertThat(asked(chat(tools + "\"parallel_tool_calls\":false")))
                .endsWith(
                        "\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":true}}");
        assertThat(asked(chat(tools + "\"tool_choice\":null"))).doesNotContain("tool_choice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"n\":2",
                "\"logprobs\":true",
                "\"top_logprobs\":3",
                "\"response_format\":{\"type\":\"json_object\"}",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{}}",
                "\"modalities\":[\"text\",\"audio\"]",
                "\"audio\":{\"voice\":\"a\"}",
                "\"logit_bias\":{\"50256\":-100}",
                "\"functions\":[{\"name\":\"f\"}]",
                "\"web_search_options\":{}",
                "\"tool_choice\":\"required\"",
                "\"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"f\"}}]",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],"
                        + "\"tool_choice\":{\"type\":\"allowed_tools\"}"
            })
    void wishThatCannotBeKeptIsRefused(String wish) {
        assertThat(Question.of(chat(wish).getBytes(UTF_8), "claude-x"))
                .isEqualTo(new Worded.Unsayable(new Rejected(Reason.BAD_REQUEST)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"presence_penalty\":0.5",
                "\"frequency_penalty\":-1",
                "\"seed\":7",
                "\"reasoning_effort\":\"low\"",
                "\"top_logprobs\":0",
                "\"something_new\":{\"a\":[1]}"
            })
    void wishThatOnlyTunesTheAnswerIsLeftOut(String wish) {
        assertThat(asked(chat(wish))).isEqualTo(asked(chat("\"store\":false")));
    }

    @Test
    void topKIsKnownHere() {
        assertThat(asked(chat("\"top_k\":4"))).endsWith("\"top_k\":4}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{}}]}",
                "{\"role\":\"function\",\"name\":\"f\",\"content\":\"x\"}",
                "{\"role\":\"assistant\",\"function_call\":{\"name\":\"f\"}}",
                "{\"role\":\"assistant\",\"audio\":{\"id\":\"a\"}}",
                "{\"role\":\"tool\",\"content\":\"no id\"}",
                "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":\"[1]\"}}]}",
                "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"half\"}}]}",
                "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"custom\"}]}",
                "{\"role\":\"system\",\"content\":\"only instructions\"}",
                "{\"role\":\"user\",\"content\":\"  \"}"
            })
    void messageThatCannotBeSaidIsRefused(String message) {
        String chat = "{\"model\":\"m\",\"messages\":[" + message + "]}";
        assertThat(Question.of(chat.getBytes(UTF_8), "claude-x"))
                .isInstanceOf(Worded.Unsayable.class);
    }

    @Test
    void blankNeighboursLeaveNoGapBetweenTurns() {
        String chat =
                "{\"model\":\"m\",\"messages\":["
                        + HELLO
                        + ",{\"role\":\"assistant\",\"content\":\"\"},"
                        + HELLO
                        + ",{\"role\":\"assistant\",\"content\":null,\"refusal\":\"No.\"}]}";
        assertThat(asked(chat))
                .contains(
                        "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hello\"},"
                                + "{\"type\":\"text\",\"text\":\"hello\"}]},{\"role\":\"assistant\","
                                + "\"content\":[{\"type\":\"text\",\"text\":\"No.\"}]}]");
    }

    @Test
    void argumentsAreTranslatedUpToTheDepthThatCanBeRead() {
        for (int depth : List.of(64, 900, 5_000)) {
            String arguments = "{\\\"a\\\":".repeat(depth) + "1" + "}".repeat(depth);
            String chat =
                    ("{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"function\":"
                                    + "{\"name\":\"f\",\"arguments\":\"%s\"}}]}]}")
                            .formatted(arguments);
            Worded worded = Question.of(chat.getBytes(UTF_8), "claude-x");
            assertThat(worded instanceof Worded.Ready).isEqualTo(depth < 5_000);
        }
    }

    @Test
    void textOutsideUnicodesFirstPlaneAndHalfCharactersArriveAsTheyWere() {
        String chat = Calls.chat("caf\u00e9 \ud83d\ude80 half \\ud83d end");
        assertThat(asked(chat)).contains("caf\u00e9 \\uD83D\\uDE80 half \\uD83D end");
    }

    @Test
    void nullMeansNotGiven() {
        String nulls =
                "\"max_tokens\":null,\"temperature\":null,\"top_p\":null,\"stop\":null,"
                        + "\"tools\":null,\"n\":null,\"logprobs\":null,\"response_format\":null,"
                        + "\"parallel_tool_calls\":null,\"stream\":null,\"logit_bias\":null";
        assertThat(asked(chat(nulls))).isEqualTo(asked(chat("\"store\":false")));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-3,0", "0.30,0.30", "2,1", "1e999999,1"})
    void temperatureStaysOnAnthropicsScale(String given, String sent) {
        assertThat(asked(chat("\"temperature\":" + given)))
                .contains("\"temperature\":" + sent + "}");
    }

    private static String chat(String more) {
        return "{\"model\":\"default\",\"messages\":[" + HELLO + "]," + more + "}";
    }

    private static String asked(String chat) {
        return switch (Question.of(chat.getBytes(UTF_8), "claude-x")) {
            case Worded.Ready ready -> new String(ready.body(), UTF_8);
            case Worded.Unsayable _ -> throw new AssertionError("it was refused");
        };
    }
}
