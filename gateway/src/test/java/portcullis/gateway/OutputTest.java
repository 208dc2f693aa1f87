package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.stream.Teller;
import portcullis.gateway.stream.Telling;
import portcullis.privacy.Inspection;
import portcullis.privacy.find.Detector;
import portcullis.privacy.find.FormatDetector;

/** What a model says of its own is masked before anybody hears it, whole and streamed. */
@Tag("SCR-38")
class OutputTest {
    private static final String SSN = "219-09-9999";
    private static final String ASKED = "Write to ann.lee@example.org about it.";

    private final Teller teller = new Teller(Clock.systemUTC());

    private static Screened request(Dialect dialect) {
        String text = "\"" + ASKED + "\"";
        return Requests.screened(
                dialect,
                switch (dialect) {
                    case OPENAI_CHAT ->
                            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":"
                                    + text
                                    + "}]}";
                    case OPENAI_RESPONSES ->
                            "{\"model\":\"m\",\"stream\":true,\"input\":" + text + "}";
                    case ANTHROPIC_MESSAGES, ANTHROPIC_COUNT ->
                            "{\"model\":\"m\",\"stream\":true,\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":"
                                    + text
                                    + "}]}";
                    case OPENAI_EMBEDDINGS -> throw new IllegalArgumentException("says nothing");
                });
    }

    private static List<Piece> answer() {
        return List.of(
                new Piece.Text(0, "Dear [EMAIL_1], her SSN is 219-"),
                new Piece.Text(0, "09-9999, and "),
                new Piece.Text(0, "that is all."),
                new Piece.ToolCall(0, 0, "call_a", "mail"),
                new Piece.ToolArguments(0, 0, "{\"to\":\"[EMAIL_1]\",\"ssn\":219"),
                new Piece.ToolArguments(0, 0, "099999}"),
                new Piece.Finished(0, FinishReason.TOOL_CALLS));
    }

    private static String text(List<byte[]> events) {
        StringBuilder all = new StringBuilder();
        events.forEach(event -> all.append(new String(event, UTF_8)));
        return all.toString();
    }

    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"OPENAI_CHAT", "OPENAI_RESPONSES", "ANTHROPIC_MESSAGES"})
    void newFindingsAreMaskedInEveryDialectStreamedAndWhole(Dialect dialect) {
        Telling streamed = teller.begin(request(dialect));
        List<byte[]> events = new ArrayList<>();
        answer().forEach(piece -> events.addAll(streamed.event(Frame.meaning(List.of(piece)))));
        events.addAll(streamed.end());
        Telling whole = teller.begin(request(dialect));
        String document = new String(whole.whole(Frame.meaning(answer())), UTF_8);
        for (String told : List.of(text(events), document)) {
            assertThat(told)
                    .contains("[SSN_0]")
                    .contains("ann.lee@example.org")
                    .doesNotContain("219")
                    .doesNotContain("9999");
        }
        assertThat(streamed.masked()).isEqualTo(2);
        assertThat(whole.masked()).isEqualTo(2);
    }

    @Test
    @Tag("SCR-57")
    void fieldsThatNobodyKnowsAreReadToo() {
        String chunk =
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ok \",\"hint\":[{\"x\":\"SSN 219-09-9999\"}]},"
                        + "\"y\":\"SSN 219-09-9999\"}],\"z\":{\"note\":\"[EMAIL_1] SSN 219-09-9999\"}}";
        Telling chat = teller.begin(request(Dialect.OPENAI_CHAT));
        String told = text(chat.event(Chunks.frame(chunk, new Piece.Text(0, "ok "))));
        assertThat(told).doesNotContain(SSN).contains("[EMAIL_1]");
        assertThat(told.split("\\[SSN_0\\]", -1)).hasSize(4);
        String event =
                "{\"type\":\"new_event\",\"index\":0,\"delta\":{\"type\":\"new\",\"words\":[\"SSN 219-09-9999\"]},\"more\":{\"a\":\"SSN 219-09-9999\"}}";
        Telling messages = teller.begin(request(Dialect.ANTHROPIC_MESSAGES));
        assertThat(text(messages.event(Events.frame(event)))).doesNotContain(SSN).contains("_0]");
    }

    @Test
    void tokensOfAMaskedTextAreNotToldEither() {
        String whole =
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"SSN 219-09-9999\"},"
                        + "\"logprobs\":{\"content\":[{\"token\":\"219\"},{\"token\":\"-09\"}]},\"finish_reason\":\"stop\"}]}";
        String told =
                new String(
                        teller.begin(request(Dialect.OPENAI_CHAT)).whole(Chunks.frame(whole)),
                        UTF_8);
        assertThat(told).contains("[SSN_0]").contains("\"logprobs\":null").doesNotContain("219");
    }

    @Test
    void cachedAndJoinedAnswersAreReadForEveryCaller() {
        ScriptedProvider provider =
                new ScriptedProvider(
                        ScriptedProvider.answers(
                                Chunks.streamed("Her SSN is " + SSN + " indeed.")));
        try (TestHouse house = TestHouse.remembering(provider)) {
            for (int round = 0; round < 3; round++) {
                Listener heard = house.call(TestHouse.askStreamed("Tell me"));
                heard.status();
                assertThat(heard.text()).isEqualTo("Her SSN is [SSN_0] indeed.");
            }
            assertThat(provider.bodies).hasSize(1);
        }
    }

    @Test
    @Tag("SCR-41")
    @Tag("SCR-54")
    void aDetectorThatBreaksInTheMiddleEndsTheStreamWithAnError() {
        FormatDetector formats = new FormatDetector();
        Detector breaking =
                (view, deadline) -> {
                    if (view.text().contains("219")) {
                        throw new IllegalStateException(view.text());
                    }
                    return formats.detect(view, deadline);
                };
        ScriptedProvider provider =
                new ScriptedProvider(
                        ScriptedProvider.answers(
                                Chunks.streamed("The first words. ", "SSN " + SSN + " and more.")));
        try (TestHouse house = TestHouse.reading(new Inspection(List.of(breaking)), provider)) {
            Listener streamed = house.call(TestHouse.askStreamed("Tell me"));
            streamed.status();
            assertThat(streamed.text()).isEqualTo("The first words. ");
            assertThat(streamed.done()).isFalse();
            assertThat(streamed.chunks().getLast().at("/error/code").asText())
                    .isEqualTo("scan_failed");
            assertThat(house.written("receipt").getFirst().path("decision").asText())
                    .isEqualTo("FAILED");
        }
    }

    @Test
    @Tag("SCR-41")
    void aWholeAnswerThatCannotBeReadIsNoAnswer() {
        Detector breaking =
                (view, _) -> {
                    if (view.text().contains("219")) {
                        throw new OutOfMemoryError(view.text());
                    }
                    return List.of();
                };
        ScriptedProvider provider =
                new ScriptedProvider(
                        ScriptedProvider.answers(List.of(Chunks.whole("SSN " + SSN + "."))));
        try (TestHouse house = TestHouse.reading(new Inspection(List.of(breaking)), provider)) {
            Listener heard = house.call(TestHouse.ask("Tell me"));
            assertThat(heard.status()).isEqualTo(503);
            assertThat(heard.body).contains("scan_failed").doesNotContain("219");
        }
    }
}
