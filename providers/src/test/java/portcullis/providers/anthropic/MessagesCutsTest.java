package portcullis.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import portcullis.gateway.Dialect;
import portcullis.providers.Cuts;

/** A stream of Anthropic's, cut at every byte, told in every dialect. */
@Tag("SCR-35")
@Tag("SCR-36")
@Tag("SCR-56")
class MessagesCutsTest {
    private static final String STREAM =
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":null,"usage":{"input_tokens":20,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: ping
            data: {"type": "ping"}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Dear [PER"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"SON_1], caf\u00e9 \ud83d\ude00 ann.lee at 219-0"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"9-9999 or [EMAIL_1] "}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_a","name":"mail","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"to\\":\\"[EMA"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"IL_1\\\\u005d\\"}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":9}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"OPENAI_CHAT", "OPENAI_RESPONSES", "ANTHROPIC_MESSAGES"})
    void everyCutTellsTheSame(Dialect caller) {
        Cuts cuts = new Cuts(STREAM, MessagesHearing::new, caller);
        assertThat(cuts.whole()).doesNotContain("219-09").doesNotContain("PERSON_1");
        if (caller == Dialect.OPENAI_RESPONSES) { // it tells the whole text at the end
            assertThat(cuts.whole())
                    .contains("Dear Zo\u00eb,")
                    .contains("ann.lee@example.org")
                    .contains("[SSN_0] or ann.lee@example.org ");
        }
        cuts.proveAll();
    }
}
