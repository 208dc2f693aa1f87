package portcullis.gateway.remember;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.gateway.Requests.screened;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.gateway.CacheRule;
import portcullis.gateway.Chunks;
import portcullis.gateway.remember.Remembered.Form;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.settle.Settled;
import portcullis.kernel.Label;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

class MemoryTest {
    private static final Label TARGET = new Label("p/m");
    private static final String FULL =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"be kind\"},{\"role\":\"user\",\"content\":\"ask\"}],"
                    + "\"temperature\":0,\"top_p\":1,\"n\":1,\"seed\":4,\"max_tokens\":50,\"stop\":[\"END\"],"
                    + "\"presence_penalty\":0,\"response_format\":{\"type\":\"text\"},\"logit_bias\":{\"5\":1},"
                    + "\"user\":\"u\",\"x_unknown\":\"a\"}";

    private final AtomicLong now = new AtomicLong();
    private final Memory memory = memory("PSEUDONYMISE/1", 1 << 20);

    private Memory memory(String rules, long bytes) {
        return new Memory(
                new Memory.Making(new byte[32], rules, "", Memory.Size.of(bytes), now::get));
    }

    private static Remembered answer(String text) {
        return new Remembered(List.of(Chunks.whole(text)), Form.WHOLE, TARGET);
    }

    private void learn(Memory pupil, Screened request, String text) {
        if (pupil.recall(request, CacheRule.STANDARD) instanceof Recall.Miss(Flight flight)) {
            pupil.keep(flight, answer(text));
            pupil.ended(flight);
        } else {
            throw new AssertionError("not new");
        }
    }

    private Recall recall(Screened request) {
        Recall recall = memory.recall(request, CacheRule.STANDARD);
        if (recall instanceof Recall.Miss(Flight flight)) {
            memory.ended(flight);
        }
        return recall;
    }

    @Test
    void theSameQuestionIsAHit() {
        learn(memory, screened(FULL), "yes");
        assertThat(recall(screened(FULL))).isInstanceOf(Recall.Hit.class);
        assertThat(memory.tally().hits()).isEqualTo(1);
        assertThat(memory.tally().misses()).isEqualTo(1);
        assertThat(memory.tally().bytes()).isPositive();
    }

    @ParameterizedTest
    @Tag("GTW-30")
    @ValueSource(
            strings = {
                "\"m\",\"messages\"=>\"m2\",\"messages\"",
                "be kind=>be brief",
                "\"ask\"=>\"ask more\"",
                "\"role\":\"system\"=>\"role\":\"developer\"",
                "\"temperature\":0=>\"temperature\":0.0",
                "\"temperature\":0,=>",
                "\"top_p\":1=>\"top_p\":0.5",
                "\"n\":1=>\"n\":2",
                "\"seed\":4=>\"seed\":5",
                "\"max_tokens\":50=>\"max_tokens\":51",
                "\"max_tokens\"=>\"max_completion_tokens\"",
                "END=>STOP",
                "\"presence_penalty\":0=>\"presence_penalty\":1",
                "\"type\":\"text\"=>\"type\":\"json_object\"",
                "{\"5\":1}=>{\"5\":2}",
                "\"user\":\"u\"=>\"user\":\"v\"",
                "\"x_unknown\":\"a\"=>\"x_unknown\":\"b\"",
                "\"x_unknown\"=>\"x_other\"",
                "\"x_unknown\":\"a\"}=>\"x_unknown\":\"a\",\"logprobs\":true}",
            })
    void anyOtherFieldIsAnotherQuestion(String change) {
        String[] parts = change.split("=>", 2);
        assertThat(FULL).contains(parts[0]);
        learn(memory, screened(FULL), "yes");
        assertThat(recall(screened(FULL.replace(parts[0], parts[1]))))
                .isInstanceOf(Recall.Miss.class);
    }

    @Test
    @Tag("GTW-34")
    void howTheAnswerTravelsIsNotPartOfTheKey() {
        learn(memory, screened(FULL), "yes");
        String streamed =
                FULL.replace(
                        "{\"model\"",
                        "{\"stream\":true,\"stream_options\":{\"include_usage\":true},\"model\"");
        assertThat(recall(screened(streamed))).isInstanceOf(Recall.Hit.class);
    }

    @Test
    void valuesCannotMoveIntoANeighbour() {
        String one = "{\"model\":\"m\",\"messages\":[],\"x\":\"ab\",\"y\":\"c\"}";
        String two = "{\"model\":\"m\",\"messages\":[],\"x\":\"a\",\"y\":\"bc\"}";
        learn(memory, screened(one), "yes");
        assertThat(recall(screened(two))).isInstanceOf(Recall.Miss.class);
    }

    @Test
    @Tag("GTW-3")
    @Tag("GOV-70")
    void tenantsNeverShare() {
        learn(memory, screened("clinic", FULL, Map.of()), "yes");
        Screened other = screened("clinic2", FULL, Map.of());
        assertThat(recall(other)).isInstanceOf(Recall.Miss.class);
    }

    @Test
    void anotherPolicySharesNothing() {
        Screened request = screened(FULL);
        byte[] secret = new byte[32];
        assertThat(key(secret, "PSEUDONYMISE/1", "m", request))
                .isNotEqualTo(key(secret, "PSEUDONYMISE/2", "m", request))
                .isNotEqualTo(key(secret, "PSEUDONYMISE/1", "n", request))
                .isNotEqualTo(key(new byte[] {1}, "PSEUDONYMISE/1", "m", request))
                .isEqualTo(key(secret, "PSEUDONYMISE/1", "m", request));
    }

    private static Optional<ByteBuffer> key(
            byte[] secret, String rules, String models, Screened request) {
        return new Keying(secret, rules, models).key(request, CacheRule.Scope.TENANT);
    }

    @Test
    @Tag("GTW-31")
    void theSameQuestionAboutTwoPatientsIsOneEntry() {
        String about =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Mail %s now\"}]}";
        learn(memory, screened(about.formatted("ann.lee@example.org")), "yes");
        assertThat(recall(screened(about.formatted("bob.ray@example.org"))))
                .isInstanceOf(Recall.Hit.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-store", "No-Cache", "max-age=0, no-store"})
    void aCallerMayOptOut(String wish) {
        Screened request = screened("clinic", FULL, Map.of("cache-control", wish));
        assertThat(recall(request)).isInstanceOf(Recall.Off.class);
    }

    @Test
    @Tag("GTW-37")
    void turnsWithToolsAreAskedAnew() {
        String tools = FULL.replace("\"user\":\"u\"", "\"tools\":[]");
        assertThat(recall(screened(tools))).isInstanceOf(Recall.Off.class);
    }

    @Test
    void anEntryEndsWithItsTime() {
        learn(memory, screened(FULL), "yes");
        now.addAndGet(Duration.ofHours(6).toNanos() - 1);
        assertThat(recall(screened(FULL))).isInstanceOf(Recall.Hit.class);
        now.addAndGet(2);
        assertThat(recall(screened(FULL))).isInstanceOf(Recall.Miss.class);
    }

    @Test
    @Tag("R-078")
    void bytesAreBounded() {
        Memory small = memory("x", 20_000);
        for (int i = 0; i < 200; i++) {
            learn(small, screened(FULL.replace("\"ask\"", "\"ask " + i + "\"")), "y".repeat(500));
        }
        assertThat(small.tally().bytes()).isLessThan(100_000);
    }

    @Test
    @Tag("GTW-35")
    void whoAsksTheSameMeanwhileJoins() {
        Flight flight = ((Recall.Miss) memory.recall(screened(FULL), CacheRule.STANDARD)).flight();
        Recall second = memory.recall(screened(FULL), CacheRule.STANDARD);
        assertThat(second).isEqualTo(new Recall.Joined(flight));
        memory.keep(flight, answer("yes"));
        memory.ended(flight);
        assertThat(recall(screened(FULL))).isInstanceOf(Recall.Hit.class);
    }

    /** Many rounds, because the moment between two looks is short. */
    @Test
    @Tag("GTW-35")
    void nobodyAsksAgainWhileAnAnswerLands() throws Exception {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            for (int round = 0; round < 30_000; round++) {
                Screened request = screened(FULL.replace("\"ask\"", "\"ask " + round + "\""));
                Flight flight = ((Recall.Miss) memory.recall(request, CacheRule.STANDARD)).flight();
                Future<Recall> second =
                        other.submit(() -> memory.recall(request, CacheRule.STANDARD));
                memory.keep(flight, answer("yes"));
                memory.ended(flight);
                assertThat(second.get(5, TimeUnit.SECONDS)).isNotInstanceOf(Recall.Miss.class);
            }
        }
    }

    @Test
    void anEndedFlightIsNotJoined() {
        Flight flight = ((Recall.Miss) memory.recall(screened(FULL), CacheRule.STANDARD)).flight();
        flight.end(new Landing.Lost(Refusal.of(RefusalCode.PROVIDER_CUT)), Settled.NOTHING);
        assertThat(recall(screened(FULL))).isInstanceOf(Recall.Miss.class);
    }

    @Test
    @Tag("GTW-16")
    @Tag("GTW-35")
    void whoWantsVarietyIsNotJoinedUnlessItAsksAgain() {
        String warm = FULL.replace("\"temperature\":0", "\"temperature\":0.7");
        memory.recall(screened(warm), CacheRule.STANDARD);
        assertThat(memory.recall(screened(warm), CacheRule.STANDARD))
                .isInstanceOf(Recall.Miss.class);
        Screened retry = screened("clinic", warm, Map.of("x-stainless-retry-count", "1"));
        assertThat(memory.recall(retry, CacheRule.STANDARD)).isInstanceOf(Recall.Joined.class);
    }

    @Test
    @Tag("GTW-35")
    void whoFliesAloneIsNotJoined() {
        Screened alone = screened("clinic", FULL, Map.of("x-portcullis-single-flight", "off"));
        memory.recall(alone, CacheRule.STANDARD);
        assertThat(memory.recall(alone, CacheRule.STANDARD)).isInstanceOf(Recall.Miss.class);
        assertThat(recall(screened(FULL))).isInstanceOf(Recall.Miss.class);
    }

    @Test
    @Tag("GTW-3")
    @Tag("R-066")
    void aFlawedAnswerIsNotKept() {
        assertThat(recorded(FinishReason.STOP)).isTrue();
        assertThat(recorded(FinishReason.LENGTH)).isFalse();
        assertThat(recorded(FinishReason.CONTENT_FILTER)).isFalse();
        assertThat(new Recording().whole(Form.EVENTS, TARGET)).isEmpty();
        Recording cut = new Recording();
        cut.add(Chunks.text(0, "half"));
        assertThat(cut.whole(Form.EVENTS, TARGET)).isEmpty();
        Recording huge = new Recording();
        huge.add(Chunks.text(0, "x".repeat(1 << 20)));
        huge.add(Chunks.stop());
        assertThat(huge.whole(Form.EVENTS, TARGET)).isEmpty();
    }

    private static boolean recorded(FinishReason reason) {
        Recording recording = new Recording();
        recording.add(Chunks.text(0, "text"));
        recording.add(Chunks.finish(0, reason));
        return recording.whole(Form.EVENTS, TARGET).isPresent();
    }
}
