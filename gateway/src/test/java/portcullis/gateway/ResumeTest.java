package portcullis.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.gateway.TestHouse.TENANT;
import static portcullis.gateway.TestHouse.askStreamed;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import portcullis.gateway.route.Frame;
import portcullis.kernel.TenantId;

/** Callers whose connection breaks come back and lose nothing. */
@Tag("GTW-17")
class ResumeTest {
    private static final Map<String, String> RESUMABLE = Map.of("x-portcullis-resume", "on");
    private static final List<Frame> ANSWER =
            Chunks.streamed("Dear ", "[EMAIL", "_1], ", "all ", "is ", "well.");
    private static final String ASKED = askStreamed("Write to ann.lee@example.org");
    private static final String TEXT = "Dear ann.lee@example.org, all is well.";

    /** The opening alone is not told: until the first word another target may take over. */
    static List<Integer> everyEvent() {
        return java.util.stream.IntStream.range(1, ANSWER.size()).boxed().toList();
    }

    private static Map<String, String> after(String id) {
        return Map.of("last-event-id", id);
    }

    private static List<String> numbered(Listener heard) {
        return heard.events.stream().filter(event -> event.startsWith("id: ")).toList();
    }

    private static String idOf(String event) {
        return event.substring(4, event.indexOf('\n'));
    }

    private static String text(List<String> events) {
        Listener joined = new Listener();
        joined.open(Map.of());
        events.forEach(
                event ->
                        joined.event(
                                event.substring(event.indexOf('\n') + 1)
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return joined.text();
    }

    /** B5: the socket is cut after each event in turn. */
    @ParameterizedTest
    @MethodSource("everyEvent")
    void whereverItBreaksTheAnswerIsTheSame(int cut) throws Exception {
        LinkedBlockingQueue<Boolean> go = new LinkedBlockingQueue<>();
        ScriptedProvider provider =
                new ScriptedProvider(
                        (signals, running) -> {
                            for (Frame frame : ANSWER) {
                                go.poll(20, SECONDS);
                                signals.frame(frame);
                            }
                            signals.done();
                        });
        try (TestHouse house = TestHouse.of(provider)) {
            Listener first = house.call(TENANT, ASKED, RESUMABLE);
            for (int i = 0; i <= cut; i++) {
                go.add(true);
            }
            first.first();
            house.settle();
            first.abort.run();
            house.settle();
            List<String> had = numbered(first);
            Listener second = house.call(TENANT, ASKED, after(idOf(had.getLast())));
            for (int i = cut + 1; i < ANSWER.size(); i++) {
                go.add(true);
            }
            assertThat(second.status()).isEqualTo(200);
            List<String> all = new java.util.ArrayList<>(had);
            all.addAll(numbered(second));
            assertThat(text(all)).isEqualTo(TEXT);
            assertThat(all.getLast()).endsWith("data: [DONE]\n\n");
            assertThat(all.stream().map(ResumeTest::idOf)).doesNotHaveDuplicates();
            assertThat(provider.bodies).hasSize(1);
            assertThat(provider.attempts.getFirst().cancelled).isNotDone();
            assertThat(house.written("receipt"))
                    .extracting(it -> it.path("decision").asText())
                    .containsExactlyInAnyOrder("ANSWERED", "JOINED");
        }
    }

    @Test
    void anEndedStreamIsToldAgain() {
        ScriptedProvider provider = new ScriptedProvider(ScriptedProvider.answers(ANSWER));
        try (TestHouse house = TestHouse.of(provider)) {
            Listener first = house.call(TENANT, ASKED, RESUMABLE);
            first.status();
            String stream = first.headers.get("x-portcullis-stream");
            Listener again = house.call(TENANT, ASKED, after(stream + ":0"));
            again.status();
            assertThat(numbered(again)).isEqualTo(numbered(first));
            Listener nothing = house.call(TENANT, "", after(idOf(numbered(first).getLast())));
            assertThat(nothing.status()).isEqualTo(200);
            assertThat(numbered(nothing)).isEmpty();
        }
    }

    @Test
    @Tag("GOV-6")
    void nobodyElseFindsIt() {
        ScriptedProvider provider = new ScriptedProvider(ScriptedProvider.answers(ANSWER));
        try (TestHouse house = TestHouse.of(provider)) {
            Listener first = house.call(TENANT, ASKED, RESUMABLE);
            first.status();
            String mark = first.headers.get("x-portcullis-stream") + ":1";
            Listener other = house.call(new TenantId("other"), ASKED, after(mark));
            assertThat(other.status()).isEqualTo(404);
            for (String wrong : List.of("", "x", "7", "req_x:1", mark.replace(":1", ":x"))) {
                assertThat(house.call(TENANT, ASKED, after(wrong)).status()).isEqualTo(404);
            }
            assertThat(house.call(TENANT, ASKED, after(mark.replace(":1", ":99"))).status())
                    .isEqualTo(410);
            assertThat(provider.bodies).hasSize(1);
        }
    }

    @Test
    void whatHasExpiredIsSaidSo() {
        ScriptedProvider provider = new ScriptedProvider(ScriptedProvider.answers(ANSWER));
        try (TestHouse house =
                TestHouse.of(1000, StreamFailure.CONTINUE, CacheRule.OFF, provider)) {
            Listener first = house.call(TENANT, ASKED, RESUMABLE);
            first.status();
            String mark = first.headers.get("x-portcullis-stream") + ":1";
            long until = System.nanoTime() + SECONDS.toNanos(20);
            int status = 200;
            while (status == 200 && System.nanoTime() < until) {
                status = house.call(TENANT, ASKED, after(mark)).status();
            }
            assertThat(status).isEqualTo(410);
        }
    }

    @Test
    @Tag("GTW-7")
    void whoDidNotAskForItCancelsByLeaving() throws Exception {
        ScriptedProvider provider =
                new ScriptedProvider(ScriptedProvider.stalls(List.of(Chunks.text(0, "a"))));
        try (TestHouse house = TestHouse.of(provider)) {
            Listener heard = house.call(askStreamed("Tell"));
            heard.first();
            heard.abort.run();
            provider.attempts.getFirst().cancelled.get(5, SECONDS);
            assertThat(heard.headers).doesNotContainKey("x-portcullis-stream");
            assertThat(numbered(heard)).isEmpty();
        }
    }

    /** The old connection may be half dead: it must hold up nobody. */
    @Test
    void whoComesBackTakesOverFromTheOldConnection() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        ScriptedProvider provider =
                new ScriptedProvider(
                        (signals, running) -> {
                            ANSWER.subList(0, 3).forEach(signals::frame);
                            go.get(20, SECONDS);
                            ANSWER.subList(3, ANSWER.size()).forEach(signals::frame);
                            signals.done();
                        });
        try (TestHouse house = TestHouse.of(provider)) {
            Listener old = house.call(TENANT, ASKED, RESUMABLE);
            old.first();
            old.slow = true;
            String mark = old.headers.get("x-portcullis-stream") + ":0";
            Listener fresh = house.call(TENANT, ASKED, after(mark));
            house.settle();
            go.complete(null);
            assertThat(fresh.status()).isEqualTo(200);
            assertThat(text(numbered(fresh))).isEqualTo(TEXT);
            assertThat(old.status()).isEqualTo(200);
            assertThat(old.done()).isFalse();
        }
    }

    @Test
    void aBrokenStreamEndsWithItsErrorForWhoComesBackToo() {
        ScriptedProvider provider =
                new ScriptedProvider(
                        ScriptedProvider.breaksAfter(
                                List.of(Chunks.text(0, "half")),
                                new portcullis.gateway.route.Trouble.Malformed(
                                        portcullis.gateway.route.Trouble.Cause.CUT)));
        try (TestHouse house = TestHouse.of(provider)) {
            Listener first = house.call(TENANT, askStreamed("Tell"), RESUMABLE);
            first.status();
            String mark = first.headers.get("x-portcullis-stream") + ":0";
            Listener again = house.call(TENANT, askStreamed("Tell"), after(mark));
            again.status();
            assertThat(numbered(again)).isEqualTo(numbered(first));
            assertThat(numbered(again).getLast()).contains("provider_cut");
        }
    }

    @Test
    @Tag("R-034")
    void whenStreamingIsOffTheSameAnswerComesInOnePiece() {
        ScriptedProvider provider = new ScriptedProvider(ScriptedProvider.answers(ANSWER));
        Streaming off = new Streaming(false, 1 << 20, java.time.Duration.ofMinutes(10));
        try (TestHouse house = TestHouse.streaming(off, provider)) {
            Listener heard = house.call(TENANT, ASKED, RESUMABLE);
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.events).isEmpty();
            assertThat(heard.text()).isEqualTo(TEXT);
            assertThat(heard.json().path("object").asText()).isEqualTo("chat.completion");
        }
    }

    @Test
    void aJournalThatIsTooSmallForAnAbsentCallerEndsTheCall() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        ScriptedProvider provider =
                new ScriptedProvider(
                        (signals, running) -> {
                            signals.frame(Chunks.text(0, "a"));
                            go.get(20, SECONDS);
                            signals.frame(Chunks.text(0, "b".repeat(2000)));
                            signals.frame(Chunks.text(0, "c".repeat(2000)));
                        });
        Streaming small = new Streaming(true, 2500, java.time.Duration.ofMinutes(10));
        try (TestHouse house = TestHouse.streaming(small, provider)) {
            Listener heard = house.call(TENANT, ASKED, RESUMABLE);
            heard.first();
            String mark = heard.headers.get("x-portcullis-stream") + ":0";
            heard.abort.run();
            house.settle();
            go.complete(null);
            provider.attempts.getFirst().cancelled.get(5, SECONDS);
            assertThat(house.call(TENANT, ASKED, after(mark)).status()).isEqualTo(410);
        }
    }
}
