package portcullis.providers.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Malformed;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.gateway.route.Trouble.Throttled;
import portcullis.providers.Calls;
import portcullis.providers.FaultContract;
import portcullis.providers.Witness;
import portcullis.testkit.provider.Exchange;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.Turn;

class OllamaFaultTest extends FaultContract {
    @Override
    protected String dialect() {
        return "ollama";
    }

    @Test
    void plainAnswersAreAskedForInSoManyWords() throws Exception {
        assertThat(wired.plain(Turn.echo()).text()).isEqualTo("hello there");
        Exchange exchange = wired.vendor.ledger().last();
        assertThat(exchange.line()).isEqualTo("POST /v1/api/chat");
        assertThat(exchange.text()).contains("\"stream\":false", "\"model\":\"gpt-x\"");
        assertThat(exchange.headers()).containsEntry("authorization", "Bearer sk-test");
    }

    /** The line that says done is the only end: without it an answer was cut. */
    @Test
    void anAnswerWithoutItsLastLineWasCut() throws Exception {
        assertThat(trouble(wired.streamed(Turn.words(9).with(Fault.NO_DONE))))
                .isEqualTo(new Malformed(Cause.CUT));
    }

    @Test
    void whatComesAfterTheEndIsNotHeard() throws Exception {
        Witness heard = wired.streamed(Turn.says("all of it").with(Fault.DOUBLE_DONE));
        assertThat(heard.text()).isEqualTo("all of it");
        assertThat(heard.pieces().stream().filter(Piece.Used.class::isInstance)).hasSize(1);
    }

    @Test
    void aFullQueueAndALongPromptAreTold() throws Exception {
        Turn full = Turn.body(503, "{\"error\":\"server busy\"}").header("retry-after", "1");
        assertThat(trouble(wired.plain(full)))
                .isEqualTo(new Throttled(Optional.of(Duration.ofSeconds(1))));
        Turn tooLong = Turn.body(400, "{\"error\":\"input exceeds the context length\"}");
        assertThat(trouble(wired.plain(tooLong))).isEqualTo(new Rejected(Reason.CONTEXT_TOO_LONG));
    }

    @Test
    void settingsAndToolsFindTheirPlaces() throws Exception {
        String body =
                """
                {"model":"default","max_tokens":7,"temperature":0.5,"stop":["A"],
                 "response_format":{"type":"json_object"},
                 "tools":[{"type":"function","function":{"name":"book"}}],
                 "messages":[{"role":"developer","content":"brief"},{"role":"user","content":"go"},
                  {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
                   "function":{"name":"book","arguments":"{\\"bed\\":12}"}}]},
                  {"role":"tool","tool_call_id":"c1","content":"done"}]}
                """;
        wired.hear(Calls.ask(body, "llama", Calls.PATIENT));
        JsonNode sent = new ObjectMapper().readTree(wired.vendor.ledger().last().body());
        JsonNode expected =
                new ObjectMapper()
                        .readTree(
                                """
                                {"model":"llama","stream":false,"format":"json",
                                 "options":{"num_predict":7,"temperature":0.5,"stop":["A"]},
                                 "tools":[{"type":"function","function":{"name":"book"}}],
                                 "messages":[{"role":"system","content":"brief"},
                                  {"role":"user","content":"go"},
                                  {"role":"assistant","content":"","tool_calls":[
                                   {"function":{"name":"book","arguments":{"bed":12}}}]},
                                  {"role":"tool","content":"done","tool_name":"book"}]}
                                """);
        assertThat(sent).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"tool_choice\":\"required\"",
                "\"n\":2",
                "\"logprobs\":true",
                "\"never_heard_of\":1"
            })
    void aWishBeyondTheDialectIsRefused(String wish) throws Exception {
        String chat = Calls.chat("x").replaceFirst("\\{", "{" + wish + ",");
        Witness heard = wired.hear(Calls.ask(chat, "llama", Calls.PATIENT));
        assertThat(trouble(heard)).isEqualTo(new Rejected(Reason.BAD_REQUEST));
        assertThat(wired.vendor.connections()).isZero();
    }
}
