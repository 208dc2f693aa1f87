package portcullis.providers.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.providers.chat.Chat;
import portcullis.providers.line.Worded;

class ContentsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Empty when it cannot be said. */
    private static Optional<String> said(String chat) {
        return switch (Chat.word(chat.getBytes(UTF_8), read -> new Contents(read).question())) {
            case Worded.Ready(byte[] body, var _) -> Optional.of(new String(body, UTF_8));
            case Worded.Unsayable _ -> Optional.empty();
        };
    }

    private static void translates(String chat, String gemini) throws Exception {
        assertThat(JSON.readTree(said(chat).orElseThrow())).isEqualTo(JSON.readTree(gemini));
    }

    @Test
    void rolesAndSettingsFindTheirPlaces() throws Exception {
        translates(
                """
                {"model":"m","stream":true,"temperature":0.20,"max_tokens":9,"top_p":1,"seed":4,
                 "stop":"END","user":"u","stream_options":{"include_usage":true},
                 "messages":[{"role":"system","content":"be brief"},
                  {"role":"user","content":"one"},
                  {"role":"user","content":[{"type":"text","text":"two"}]},
                  {"role":"assistant","content":"three"}]}
                """,
                """
                {"systemInstruction":{"parts":[{"text":"be brief"}]},
                 "contents":[{"role":"user","parts":[{"text":"one"},{"text":"two"}]},
                  {"role":"model","parts":[{"text":"three"}]}],
                 "generationConfig":{"temperature":0.20,"maxOutputTokens":9,"topP":1,"seed":4,
                  "stopSequences":["END"]}}
                """);
    }

    @Test
    void toolsAndTheirResultsAreTranslated() throws Exception {
        translates(
                """
                {"model":"m","tools":[{"type":"function","function":{"name":"book",
                  "description":"d","parameters":{"type":"object"}}}],
                 "tool_choice":{"type":"function","function":{"name":"book"}},
                 "messages":[{"role":"user","content":"go"},
                  {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
                   "function":{"name":"book","arguments":"{\\"bed\\":12}"}}]},
                  {"role":"tool","tool_call_id":"c1","content":"done"}]}
                """,
                """
                {"contents":[{"role":"user","parts":[{"text":"go"}]},
                  {"role":"model","parts":[{"functionCall":{"name":"book","args":{"bed":12}}}]},
                  {"role":"user","parts":[{"functionResponse":{"name":"book",
                   "response":{"result":"done"}}}]}],
                 "tools":[{"functionDeclarations":[{"name":"book","description":"d",
                  "parametersJsonSchema":{"type":"object"}}]}],
                 "toolConfig":{"functionCallingConfig":{"mode":"ANY",
                  "allowedFunctionNames":["book"]}}}
                """);
    }

    @Test
    void aJsonFormatIsAsked() throws Exception {
        translates(
                """
                {"model":"m","messages":[{"role":"user","content":"x"}],"response_format":
                 {"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}}}
                """,
                """
                {"contents":[{"role":"user","parts":[{"text":"x"}]}],"generationConfig":
                 {"responseMimeType":"application/json","responseJsonSchema":{"type":"object"}}}
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"n\":2",
                "\"logprobs\":true",
                "\"logit_bias\":{\"1\":2}",
                "\"tool_choice\":\"required\"",
                "\"parallel_tool_calls\":false",
                "\"never_heard_of\":1"
            })
    void aWishBeyondTheDialectIsRefused(String wish) {
        String chat = "{\"model\":\"m\",%s,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        assertThat(said(chat.replace("%s", wish))).isEmpty();
        assertThat(said(chat.replace("%s", "\"n\":1"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{}}]}",
                "{\"role\":\"tool\",\"tool_call_id\":\"unknown\",\"content\":\"x\"}",
                "{\"role\":\"narrator\",\"content\":\"x\"}",
                "{\"role\":\"user\",\"content\":\"\"}"
            })
    void aMessageBeyondTheDialectIsRefused(String message) {
        assertThat(said("{\"model\":\"m\",\"messages\":[" + message + "]}")).isEmpty();
    }
}
