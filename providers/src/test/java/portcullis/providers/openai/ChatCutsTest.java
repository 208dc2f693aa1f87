package portcullis.providers.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import portcullis.gateway.Dialect;
import portcullis.providers.Cuts;

/** A stream of an OpenAI vendor, cut at every byte, told in every dialect. */
@Tag("SCR-35")
@Tag("SCR-36")
@Tag("SCR-56")
class ChatCutsTest {
    private static final String STREAM =
            """
            : warming up

            data: {"id":"c1","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":{"content":"Dear \\u005bPER"},"finish_reason":null}]}\r
            \r
            data: {"id":"c1","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":{"content":"SON_1], caf\u00e9 \ud83d\ude00 [em"},"finish_reason":null}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":{"content":"ail_1] and 219-09-"},"finish_reason":null}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":{"content":"9999. See https://x.example/?q=[EMAIL_1] now"},"finish_reason":null}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"mail","arguments":"{\\"to\\":\\"\\\\u005bEMA"}}]},"finish_reason":null}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"IL_1\\\\u005d\\",\\"in\\":\\"{\\\\\\"p\\\\\\":\\\\\\"[PERSON_1]\\\\\\"}\\"}"}}]},"finish_reason":null}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: [DONE]

            """;

    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"OPENAI_CHAT", "OPENAI_RESPONSES", "ANTHROPIC_MESSAGES"})
    void everyCutTellsTheSame(Dialect caller) {
        Cuts cuts = new Cuts(STREAM, () -> new ChatHearing("{}".getBytes(UTF_8)), caller);
        assertThat(cuts.whole()).doesNotContain("219-09").doesNotContain("PERSON_1");
        if (caller == Dialect.OPENAI_RESPONSES) { // it tells the whole text at the end
            assertThat(cuts.whole())
                    .contains("Dear Zo\u00eb,")
                    .contains("ann.lee@example.org")
                    .contains("[SSN_0]. See [URL_0] now");
        }
        cuts.proveAll();
    }
}
