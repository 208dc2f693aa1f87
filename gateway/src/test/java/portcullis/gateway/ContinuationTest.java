package portcullis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.gateway.ScriptedProvider.answers;
import static portcullis.gateway.ScriptedProvider.breaksAfter;
import static portcullis.gateway.ScriptedProvider.fails;
import static portcullis.gateway.TestHouse.askStreamed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;

/** What happens when a stream breaks off and another target can go on. */
class ContinuationTest {
    private static final Trouble CUT = new Trouble.Malformed(Cause.CUT);
    private static final Trouble STALLED = new Trouble.TimedOut(Trouble.Phase.IDLE);
    private static final Trouble REFUSED = new Trouble.Rejected(Trouble.Reason.BAD_REQUEST);

    private static TestHouse house(ScriptedProvider... providers) {
        return TestHouse.of(1, StreamFailure.CONTINUE, CacheRule.STANDARD, providers);
    }

    private static List<Frame> part(String... texts) {
        return Stream.concat(
                        Stream.of(Chunks.role(0)),
                        Stream.of(texts).map(text -> Chunks.text(0, text)))
                .toList();
    }

    private static JsonNode messages(String body) {
        try {
            return new ObjectMapper().readTree(body).path("messages");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Tag("R-031")
    void anotherTargetGoesOnWhereTheFirstBrokeOff() {
        ScriptedProvider first = new ScriptedProvider(breaksAfter(part("one ", "two "), CUT));
        ScriptedProvider second =
                new ScriptedProvider(answers(Chunks.streamed("two ", "three ", "four")));
        try (TestHouse house = house(first, second)) {
            Listener heard = house.call(askStreamed("Count"));
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.text()).isEqualTo("one two three four");
            assertThat(heard.done()).isTrue();
            assertThat(heard.chunks())
                    .allMatch(chunk -> chunk.path("id").asText().equals("chatcmpl-1"));
            assertThat(heard.events.toString().split("\"role\"", -1)).hasSize(2);
            JsonNode asked = messages(second.bodies.getFirst());
            assertThat(asked.path(1).path("role").asText()).isEqualTo("assistant");
            assertThat(asked.path(1).path("content").asText()).isEqualTo("one two ");
            assertThat(asked.path(2).path("role").asText()).isEqualTo("user");
            assertThat(house.written("intent")).hasSize(2);
            JsonNode receipt = house.written("receipt").getFirst();
            assertThat(receipt.path("decision").asText()).isEqualToIgnoringCase("answered");
            assertThat(receipt.path("target").asText()).isEqualTo("p1/vendor-1");
        }
    }

    @Test
    void aTargetThatAcceptsItGetsTheBeginningAsItsOwn() {
        ScriptedProvider first = new ScriptedProvider(breaksAfter(part("one ", "two "), STALLED));
        ScriptedProvider second = new ScriptedProvider(answers(Chunks.streamed("three")));
        second.prefill = true;
        try (TestHouse house = house(first, second)) {
            Listener heard = house.call(askStreamed("Count"));
            heard.status();
            assertThat(heard.text()).isEqualTo("one two three");
            JsonNode asked = messages(second.bodies.getFirst());
            assertThat(asked).hasSize(2);
            assertThat(asked.path(1).path("content").asText()).isEqualTo("one two");
        }
    }

    @Test
    @Tag("F14")
    void aRejectedPrefillIsAskedInWords() {
        ScriptedProvider first = new ScriptedProvider(breaksAfter(part("one ", "two "), CUT));
        ScriptedProvider second =
                new ScriptedProvider(fails(REFUSED), answers(Chunks.streamed("three")));
        second.prefill = true;
        try (TestHouse house = house(first, second)) {
            Listener heard = house.call(askStreamed("Count"));
            heard.status();
            assertThat(heard.text()).isEqualTo("one two three");
            assertThat(heard.done()).isTrue();
            assertThat(messages(second.bodies.getFirst())).hasSize(2);
            assertThat(messages(second.bodies.get(1))).hasSize(3);
            assertThat(house.written("intent")).hasSize(3);
        }
    }

    @Test
    @Tag("SCR-30")
    void whatGoesAlongIsMaskedAndWhatComesBackIsRestored() {
        ScriptedProvider first =
                new ScriptedProvider(breaksAfter(part("Wrote to [EMAIL_1]", " and [EM"), CUT));
        ScriptedProvider second = new ScriptedProvider(answers(Chunks.streamed("AIL_1] again")));
        try (TestHouse house = house(first, second)) {
            Listener heard = house.call(askStreamed("Mail ann.lee@example.org"));
            heard.status();
            assertThat(heard.text())
                    .isEqualTo("Wrote to ann.lee@example.org and ann.lee@example.org again");
            assertThat(second.bodies.getFirst()).contains("[EMAIL_1]").doesNotContain("ann.lee");
        }
    }

    @Test
    void aLoneTargetIsAskedAgain() {
        Trouble reset = new Trouble.Unavailable(Cause.RESET);
        ScriptedProvider only =
                new ScriptedProvider(
                        breaksAfter(part("one "), reset),
                        breaksAfter(part("two "), reset),
                        answers(Chunks.streamed("three")));
        try (TestHouse house = house(only)) {
            Listener heard = house.call(askStreamed("Count"));
            heard.status();
            assertThat(heard.text()).isEqualTo("one two three");
            assertThat(only.attempts).hasSize(3);
        }
    }

    @Test
    void afterAToolCallBeganNobodyGoesOn() {
        List<Frame> tool = List.of(Chunks.tool(0, 0, "look"), Chunks.arguments(0, 0, "{\"a"));
        ScriptedProvider first = new ScriptedProvider(breaksAfter(tool, CUT));
        ScriptedProvider second = new ScriptedProvider(answers(Chunks.streamed("no")));
        try (TestHouse house = house(first, second)) {
            Listener heard = house.call(askStreamed("Look"));
            heard.status();
            assertThat(heard.done()).isFalse();
            assertThat(heard.chunks().getLast().at("/error/code").asText())
                    .isEqualTo("provider_cut");
            assertThat(second.bodies).isEmpty();
        }
    }

    @Test
    void whenNobodyCanGoOnTheStreamEndsWithAnError() {
        ScriptedProvider first = new ScriptedProvider(breaksAfter(part("half"), CUT));
        ScriptedProvider second = new ScriptedProvider(fails(STALLED));
        try (TestHouse house = house(first, second)) {
            Listener heard = house.call(askStreamed("Tell"));
            heard.status();
            assertThat(heard.text()).isEqualTo("half");
            assertThat(heard.done()).isFalse();
            assertThat(heard.chunks().getLast().at("/error/code").asText())
                    .isEqualTo("provider_timeout");
        }
    }

    @Test
    @Tag("F11")
    void afterTheFinishNothingIsMissing() {
        List<Frame> all = Stream.concat(part("all").stream(), Stream.of(Chunks.stop())).toList();
        ScriptedProvider only = new ScriptedProvider(breaksAfter(all, CUT));
        try (TestHouse house = house(only)) {
            Listener heard = house.call(askStreamed("Tell"));
            heard.status();
            assertThat(heard.text()).isEqualTo("all");
            assertThat(heard.done()).isTrue();
        }
    }

    @Test
    @Tag("F16")
    void theUsageCountsAllTargetsAndAContinuedAnswerIsRemembered() {
        ScriptedProvider first =
                new ScriptedProvider(
                        breaksAfter(
                                Stream.concat(part("one ").stream(), Stream.of(Chunks.used(100, 1)))
                                        .toList(),
                                CUT));
        ScriptedProvider second = new ScriptedProvider(answers(Chunks.streamed("two")));
        String asking =
                askStreamed("Count")
                        .replaceFirst("\\{", "{\"stream_options\":{\"include_usage\":true},");
        try (TestHouse house = house(first, second)) {
            Listener heard = house.call(asking);
            heard.status();
            JsonNode usage = heard.chunks().getLast().path("usage");
            assertThat(usage.path("prompt_tokens").asLong()).isEqualTo(105);
            assertThat(usage.path("completion_tokens").asLong()).isEqualTo(3);
            house.settle();
            Listener again = house.call(asking);
            again.status();
            assertThat(again.headers).containsEntry("x-portcullis-cache", "hit");
            assertThat(again.text()).isEqualTo("one two");
            JsonNode receipt = house.written("receipt").getFirst();
            assertThat(receipt.path("inputTokens").asLong()).isEqualTo(105);
        }
    }
}
