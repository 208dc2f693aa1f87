package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Signals;
import portcullis.gateway.route.Trouble;
import portcullis.governance.audit.EgressPermit;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;

class MessagesCallTest {
    private static final String ASKED =
            "{\"model\":\"default\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Mail ann.lee@example.org\"}]}";
    private static final String STREAMED = ASKED.replaceFirst("\\{", "{\"stream\":true,");

    private final RequestId request = RequestId.random();

    private Listener call(TestHouse house, Dialect dialect, String body) {
        Listener listener = new Listener();
        Raw raw =
                new Raw(
                        request,
                        dialect,
                        body.getBytes(UTF_8),
                        Map.of("anthropic-version", SensitiveText.of("2023-06-01")),
                        Optional.empty());
        house.calls.answer(raw, house.visitors.admitted(TestHouse.TENANT), house.context, listener);
        return listener;
    }

    /** A vendor that counts, and answers nothing else. */
    private record Counting(ScriptedProvider script) implements Provider {
        @Override
        public Attempt call(Ask ask, EgressPermit permit, Signals signals) {
            return script.call(ask, permit, signals);
        }

        @Override
        public boolean counts() {
            return true;
        }
    }

    @Test
    @Tag("GTW-1")
    void vendorsOfTheDialectAnswerInIt() {
        ScriptedProvider vendor =
                new ScriptedProvider(ScriptedProvider.answers(Events.streamed("To [EMA", "IL_1]")));
        try (TestHouse house = TestHouse.of(vendor)) {
            Listener heard = call(house, Dialect.ANTHROPIC_MESSAGES, STREAMED);
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.events.getFirst()).startsWith("event: message_start\ndata: {");
            assertThat(String.join("", heard.events))
                    .contains("\"id\":\"msg_v\"", "ann.lee@example.org")
                    .doesNotContain("[DONE]");
            assertThat(heard.events).filteredOn(e -> e.contains("message_stop")).hasSize(1);
            assertThat(vendor.natives.getFirst())
                    .contains("\"model\":\"vendor-0\"", "[EMAIL_1]")
                    .doesNotContain("example.org", "stream_options");
        }
    }

    @Test
    @Tag("GTW-1")
    void otherVendorsAnswerInItAsWell() {
        ScriptedProvider vendor =
                new ScriptedProvider(
                        ScriptedProvider.answers(Chunks.streamed("To [EMA", "IL_1]")),
                        ScriptedProvider.answers("Mail [EMAIL_1]"));
        try (TestHouse house = TestHouse.of(vendor)) {
            Listener heard = call(house, Dialect.ANTHROPIC_MESSAGES, STREAMED);
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.events.getLast())
                    .isEqualTo("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
            assertThat(String.join("", heard.events))
                    .contains("ann.lee@example.org", "\"model\":\"default\"");
            Listener whole = call(house, Dialect.ANTHROPIC_MESSAGES, ASKED);
            assertThat(whole.status()).isEqualTo(200);
            assertThat(whole.json().at("/content/0/text").asText())
                    .isEqualTo("Mail ann.lee@example.org");
            assertThat(whole.json().path("type").asText()).isEqualTo("message");
        }
    }

    @Test
    @Tag("GTW-13")
    void failuresBeforeTheFirstByteHaveTheDialectsStatusAndBody() {
        ScriptedProvider vendor =
                new ScriptedProvider(
                        ScriptedProvider.fails(new Trouble.Throttled(Optional.empty())));
        try (TestHouse house = TestHouse.of(vendor)) {
            Listener heard = call(house, Dialect.ANTHROPIC_MESSAGES, STREAMED);
            assertThat(heard.status()).isEqualTo(529);
            assertThat(heard.json().path("type").asText()).isEqualTo("error");
            assertThat(heard.json().at("/error/type").asText()).isEqualTo("overloaded_error");
            assertThat(heard.json().path("request_id").asText()).isEqualTo(request.value());
            assertThat(heard.headers).containsEntry("x-should-retry", "false");
            Listener other =
                    call(house, Dialect.ANTHROPIC_MESSAGES, ASKED.replace("default", "none"));
            assertThat(other.status()).isEqualTo(404);
            assertThat(other.json().at("/error/type").asText()).isEqualTo("not_found_error");
        }
    }

    @Test
    @Tag("GTW-13")
    void failuresInTheMiddleAreAnErrorEventAndNoStop() {
        List<Frame> half = Events.streamed("one ").subList(0, 3);
        ScriptedProvider vendor =
                new ScriptedProvider(
                        ScriptedProvider.breaksAfter(
                                half, new Trouble.Malformed(Trouble.Cause.CUT)));
        try (TestHouse house = TestHouse.of(vendor)) {
            Listener heard = call(house, Dialect.ANTHROPIC_MESSAGES, STREAMED);
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.events.getLast())
                    .startsWith(
                            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\"");
            assertThat(String.join("", heard.events)).doesNotContain("message_stop");
        }
    }

    @Test
    @Tag("GTW-34")
    void aRememberedStreamIsToldWholeAndTheReverse() {
        ScriptedProvider vendor =
                new ScriptedProvider(
                        ScriptedProvider.answers(Events.streamed("To [EMAIL_1]")),
                        ScriptedProvider.answers(List.of(Events.whole("Never asked."))));
        try (TestHouse house = TestHouse.remembering(vendor)) {
            assertThat(call(house, Dialect.ANTHROPIC_MESSAGES, STREAMED).status()).isEqualTo(200);
            house.settle();
            Listener whole = call(house, Dialect.ANTHROPIC_MESSAGES, ASKED);
            assertThat(whole.status()).isEqualTo(200);
            assertThat(whole.headers).containsEntry("x-portcullis-cache", "hit");
            assertThat(whole.json().at("/content/0/text").asText())
                    .isEqualTo("To ann.lee@example.org");
        }
    }

    @Test
    @Tag("GTW-1")
    void countsAreEstimatedWhereTheVendorHasNone() {
        ScriptedProvider vendor = new ScriptedProvider(ScriptedProvider.answers("Never asked."));
        try (TestHouse house = TestHouse.of(vendor)) {
            Listener heard = call(house, Dialect.ANTHROPIC_COUNT, STREAMED);
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.headers).containsEntry("x-portcullis-token-count", "estimated");
            assertThat(heard.json().path("input_tokens").asLong()).isBetween(4L, 20L);
            assertThat(vendor.bodies).isEmpty();
            assertThat(house.written("receipt")).hasSize(1);
        }
    }

    @Test
    @Tag("GTW-1")
    void vendorsThatCountAreAskedAndNothingIsCharged() {
        Frame counted =
                new Frame(
                        Dialect.ANTHROPIC_COUNT,
                        "{\"input_tokens\":7,\"more\":1}".getBytes(UTF_8),
                        List.of(new Piece.Counted(7)));
        ScriptedProvider script = new ScriptedProvider(ScriptedProvider.answers(List.of(counted)));
        try (TestHouse house = TestHouse.of(new Counting(script))) {
            Listener heard = call(house, Dialect.ANTHROPIC_COUNT, ASKED);
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.body).isEqualTo("{\"input_tokens\":7,\"more\":1}");
            assertThat(heard.headers).doesNotContainKey("x-portcullis-token-count");
            assertThat(script.bodies.getFirst()).contains("[EMAIL_1]");
            assertThat(house.written("receipt").getFirst().toString())
                    .doesNotContain("\"estimated\":true");
        }
    }

    @Test
    @Tag("SCR-8")
    void countsAreScreenedLikeAnyCall() {
        ScriptedProvider script = new ScriptedProvider(ScriptedProvider.answers("Never asked."));
        try (TestHouse house = TestHouse.of(new Counting(script))) {
            String image =
                    "[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"AA\"}}]";
            Listener heard =
                    call(
                            house,
                            Dialect.ANTHROPIC_COUNT,
                            ASKED.replace("\"Mail ann.lee@example.org\"", image));
            assertThat(heard.status()).isEqualTo(400);
            assertThat(heard.json().at("/error/type").asText()).isEqualTo("invalid_request_error");
            assertThat(script.bodies).isEmpty();
        }
    }

    @Test
    @Tag("SCR-7")
    void signaturesThatTheVendorGaveComeBackUnreadAndOthersAreRead() {
        String signature = "219-09-9999";
        String back =
                ASKED.replace(
                        "\"messages\":[",
                        "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\""
                                + signature
                                + "\"}]},");
        List<Frame> thought =
                List.of(
                        Events.start(),
                        Events.beginThinking(0),
                        Events.thinking(0, "Hm."),
                        Events.signature(0, signature),
                        Events.stop(0),
                        Events.ending("end_turn", Piece.FinishReason.STOP),
                        Events.over());
        ScriptedProvider vendor =
                new ScriptedProvider(
                        ScriptedProvider.answers(thought),
                        ScriptedProvider.answers(List.of(Events.whole("Yes."))));
        try (TestHouse house = TestHouse.of(vendor)) {
            assertThat(call(house, Dialect.ANTHROPIC_MESSAGES, back).status()).isEqualTo(403);
            assertThat(call(house, Dialect.ANTHROPIC_MESSAGES, STREAMED).status()).isEqualTo(200);
            assertThat(call(house, Dialect.ANTHROPIC_MESSAGES, back).status()).isEqualTo(200);
            assertThat(vendor.natives.getLast()).contains("\"signature\":\"" + signature + "\"");
        }
    }
}
