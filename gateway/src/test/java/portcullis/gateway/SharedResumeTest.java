package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.gateway.TestHouse.TENANT;
import static portcullis.gateway.TestHouse.askStreamed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.route.Frame;
import portcullis.gateway.stream.SharedJournals;
import portcullis.gateway.stream.Shelf;
import portcullis.governance.seal.Seal;
import portcullis.kernel.RequestId;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;

/** A stream that one process tells is resumed in another one (B8). */
@Tag("OPS-81")
class SharedResumeTest {
    private static final List<Frame> ANSWER =
            Chunks.streamed("Dear ", "[EMAIL", "_1], ", "all ", "is ", "well.");
    private static final String ASKED = askStreamed("Write to ann.lee@example.org");
    private static final String TEXT = "Dear ann.lee@example.org, all is well.";

    /** A database in memory. */
    private static final class Store implements SharedJournals {
        private final Map<String, ConcurrentSkipListMap<Long, Row>> rows =
                new ConcurrentHashMap<>();
        private volatile boolean away;

        private void here() {
            if (away) {
                throw new StoreUnavailable(new IllegalStateException("unplugged"));
            }
        }

        @Override
        public void add(TenantId tenant, RequestId stream, List<Row> more) {
            here();
            ConcurrentSkipListMap<Long, Row> known =
                    rows.computeIfAbsent(tenant + "/" + stream, _ -> new ConcurrentSkipListMap<>());
            more.forEach(row -> known.putIfAbsent(row.number(), row));
        }

        @Override
        public List<Row> read(TenantId tenant, RequestId stream, long after, int most) {
            here();
            return rows
                    .getOrDefault(tenant + "/" + stream, new ConcurrentSkipListMap<>())
                    .tailMap(after, false)
                    .values()
                    .stream()
                    .limit(most)
                    .toList();
        }

        @Override
        public void forget(Duration age) {}
    }

    private final Store store = new Store();
    private final Streaming shared =
            new Streaming(
                    true,
                    1 << 20,
                    Duration.ofMinutes(10),
                    Optional.of(new Shelf(store, new Seal(new byte[32]))));

    private static Map<String, String> after(String event) {
        return Map.of("last-event-id", event.substring(4, event.indexOf('\n')));
    }

    private static List<String> numbered(Listener heard) {
        return heard.events.stream().filter(event -> event.startsWith("id: ")).toList();
    }

    private static String text(List<String> events) {
        Listener joined = new Listener();
        joined.open(Map.of());
        events.forEach(
                event -> joined.event(event.substring(event.indexOf('\n') + 1).getBytes(UTF_8)));
        return joined.text();
    }

    private static ScriptedProvider halting(CompletableFuture<Void> go) {
        return new ScriptedProvider(
                (signals, running) -> {
                    ANSWER.subList(0, 3).forEach(signals::frame);
                    go.get(20, SECONDS);
                    ANSWER.subList(3, ANSWER.size()).forEach(signals::frame);
                    signals.done();
                });
    }

    private static final Map<String, String> RESUMABLE = Map.of("x-portcullis-resume", "on");

    @Test
    void anotherProcessGoesOnLiveWithoutAskingAgain() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        ScriptedProvider one = halting(go);
        ScriptedProvider two = new ScriptedProvider(ScriptedProvider.answers("no"));
        try (TestHouse first = TestHouse.streaming(shared, one);
                TestHouse second = TestHouse.streaming(shared, two)) {
            Listener told = first.call(TENANT, ASKED, RESUMABLE);
            told.first();
            first.settle();
            told.abort.run();
            first.settle();
            List<String> had = numbered(told);
            second.callers.putAll(first.callers);
            awaitRows();
            Listener fresh = second.call(TENANT, ASKED, after(had.getFirst()));
            go.complete(null);
            assertThat(fresh.status()).isEqualTo(200);
            List<String> all = new ArrayList<>(had.subList(0, 1));
            all.addAll(numbered(fresh));
            assertThat(text(all)).isEqualTo(TEXT);
            assertThat(all.getLast()).endsWith("data: [DONE]\n\n");
            assertThat(two.bodies).isEmpty();
            assertThat(one.bodies).hasSize(1);
        }
    }

    private void awaitRows() {
        long until = System.nanoTime() + SECONDS.toNanos(20);
        while (store.rows.isEmpty() && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    @Test
    @Tag("GOV-6")
    void nobodyElseFindsItAndTheStoreHoldsNoText() throws Exception {
        ScriptedProvider one = new ScriptedProvider(ScriptedProvider.answers(ANSWER));
        try (TestHouse first = TestHouse.streaming(shared, one);
                TestHouse second = TestHouse.streaming(shared, one)) {
            Listener told = first.call(TENANT, ASKED, RESUMABLE);
            told.status();
            awaitRows();
            Map<String, String> mark = after(numbered(told).getFirst());
            assertThat(second.call(TENANT, ASKED, mark).status())
                    .as("another key of the same tenant")
                    .isEqualTo(404);
            assertThat(second.call(new TenantId("other"), ASKED, mark).status()).isEqualTo(404);
            assertThat(store.rows.values().stream().flatMap(rows -> rows.values().stream()))
                    .isNotEmpty()
                    .noneMatch(row -> new String(row.sealed(), UTF_8).contains("ann"));
        }
    }

    @Test
    void whenTheOtherProcessDiesTheStreamEndsWithAnError() throws Exception {
        CompletableFuture<Void> never = new CompletableFuture<>();
        ScriptedProvider one = halting(never);
        try (TestHouse first = TestHouse.streaming(shared, one);
                TestHouse second = TestHouse.streaming(100, shared, one)) {
            Listener told = first.call(TENANT, ASKED, RESUMABLE);
            told.first();
            awaitRows();
            second.callers.putAll(first.callers);
            Listener fresh = second.call(TENANT, ASKED, after(numbered(told).getFirst()));
            assertThat(fresh.status()).isEqualTo(200);
            assertThat(fresh.done()).isFalse();
            assertThat(fresh.chunks().getLast().at("/error/code").asText())
                    .isEqualTo("provider_cut");
        }
    }

    @Test
    void withoutTheStoreTheOwnProcessStillResumes() throws Exception {
        store.away = true;
        ScriptedProvider one = new ScriptedProvider(ScriptedProvider.answers(ANSWER));
        try (TestHouse first = TestHouse.streaming(shared, one);
                TestHouse second = TestHouse.streaming(shared, one)) {
            Listener told = first.call(TENANT, ASKED, RESUMABLE);
            told.status();
            second.callers.putAll(first.callers);
            Map<String, String> mark = after(numbered(told).getFirst());
            Listener again = first.call(TENANT, ASKED, mark);
            again.status();
            assertThat(numbered(again)).hasSize(numbered(told).size() - 1);
            assertThat(second.call(TENANT, ASKED, mark).status()).isEqualTo(503);
        }
    }
}
