package portcullis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.gateway.TestHouse.TENANT;
import static portcullis.gateway.TestHouse.ask;
import static portcullis.gateway.TestHouse.askStreamed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Signals;

/** One vendor's answer, heard by all who ask the same meanwhile (GTW-35). */
@Tag("GTW-35")
class FanOutTest {

    /** A vendor that says each frame when it is told to. */
    private static final class Prompted {
        private final SynchronousQueue<List<Frame>> next = new SynchronousQueue<>();
        final ScriptedProvider provider = new ScriptedProvider(this::play);

        private void play(Signals signals, ScriptedProvider.Running running) throws Exception {
            List<Frame> frames = next.poll(20, TimeUnit.SECONDS);
            while (frames != null && !frames.isEmpty()) {
                frames.forEach(signals::frame);
                frames = next.poll(20, TimeUnit.SECONDS);
            }
            signals.done();
        }

        void say(Frame... frames) throws InterruptedException {
            assertThat(next.offer(List.of(frames), 20, TimeUnit.SECONDS)).isTrue();
        }

        void end() throws InterruptedException {
            say(Chunks.stop(), Chunks.used(5, 2));
            say();
        }
    }

    private static void await(List<?> heard, int size) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (heard.size() < size && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(heard.size()).isGreaterThanOrEqualTo(size);
    }

    @Test
    void aLateJoinerHearsTheBeginningAndFollowsLive() throws Exception {
        Prompted vendor = new Prompted();
        try (TestHouse house = TestHouse.remembering(vendor.provider)) {
            Listener first = house.call(askStreamed("How?"));
            vendor.say(Chunks.role(0), Chunks.text(0, "one "));
            await(first.events, 2);
            Listener late = house.call(askStreamed("How?"));
            await(late.events, 2);
            assertThat(late.ended).isNotDone();
            vendor.say(Chunks.text(0, "two"));
            await(late.events, 3);
            assertThat(late.ended).isNotDone();
            vendor.end();
            assertThat(List.of(first.status(), late.status())).containsOnly(200);
            assertThat(late.text()).isEqualTo("one two");
            assertThat(told(late)).isEqualTo(told(first));
            assertThat(vendor.provider.bodies).hasSize(1);
        }
    }

    /** Everything but comments: timings, and heartbeats on a slow machine. */
    private static List<String> told(Listener heard) {
        return heard.events.stream().filter(event -> !event.startsWith(":")).toList();
    }

    @Test
    void whenTheLeaderLeavesTheNextOneLeadsAndPays() throws Exception {
        Prompted vendor = new Prompted();
        try (TestHouse house = TestHouse.remembering(vendor.provider)) {
            Listener leader = house.call(askStreamed("How?"));
            Listener follower = house.call(ask("How?"));
            vendor.say(Chunks.role(0), Chunks.text(0, "one "));
            await(leader.events, 2);
            leader.abort.run();
            house.settle();
            vendor.say(Chunks.text(0, "two"));
            vendor.end();
            assertThat(follower.status()).isEqualTo(200);
            assertThat(follower.text()).isEqualTo("one two");
            assertThat(vendor.provider.attempts.getFirst().cancelled).isNotDone();
            assertThat(vendor.provider.bodies).hasSize(1);
            List<JsonNode> receipts = house.written("receipt");
            assertThat(receipts).hasSize(2);
            assertThat(receipts.get(0).path("decision").asText())
                    .isEqualToIgnoringCase("cancelled");
            assertThat(receipts.get(0).path("outputTokens").asLong()).isZero();
            assertThat(receipts.get(1).path("decision").asText()).isEqualToIgnoringCase("answered");
            assertThat(receipts.get(1).path("outputTokens").asLong()).isEqualTo(2);
        }
    }

    @Test
    @Tag("GTW-7")
    void whenTheLastOneLeavesTheVendorIsCancelledAndThatOnePays() throws Exception {
        Prompted vendor = new Prompted();
        try (TestHouse house = TestHouse.remembering(vendor.provider)) {
            Listener leader = house.call(askStreamed("How?"));
            Listener follower = house.call(askStreamed("How?"));
            vendor.say(Chunks.role(0), Chunks.text(0, "one "));
            await(follower.events, 2);
            leader.abort.run();
            follower.abort.run();
            vendor.provider.attempts.getFirst().cancelled.get(5, TimeUnit.SECONDS);
            List<JsonNode> receipts = house.written("receipt");
            assertThat(receipts)
                    .hasSize(2)
                    .allMatch(it -> it.path("decision").asText().equalsIgnoreCase("cancelled"));
            assertThat(receipts.get(0).path("outputTokens").asLong()).isZero();
            assertThat(receipts.get(1).path("outputTokens").asLong()).isPositive();
            assertThat(receipts.get(1).path("estimated").asBoolean()).isTrue();
            Listener next = house.call(askStreamed("How?"));
            house.settle();
            assertThat(next.headers).doesNotContainEntry("x-portcullis-cache", "joined");
        }
    }

    @Test
    void aStalledReaderHoldsNobodyUp() throws Exception {
        Prompted vendor = new Prompted();
        try (TestHouse house = TestHouse.remembering(vendor.provider)) {
            Listener stalled = new Listener();
            house.answer(TENANT, askStreamed("How?"), Map.of(), stalled);
            Listener other = house.call(askStreamed("How?"));
            vendor.say(Chunks.role(0), Chunks.text(0, "x"));
            await(stalled.events, 2);
            stalled.slow = true;
            for (int part = 0; part < 100; part++) {
                vendor.say(Chunks.text(0, "0123456789"));
            }
            vendor.end();
            assertThat(other.status()).isEqualTo(200);
            assertThat(vendor.provider.attempts.getFirst().paused).isNotDone();
            assertThat(stalled.ended).isNotDone();
            stalled.slow = false;
            house.context.submit(() -> stalled.drain.run()).get(5, TimeUnit.SECONDS);
            stalled.status();
            assertThat(stalled.text()).isEqualTo(other.text());
        }
    }

    @Test
    void whoFallsTooFarBehindIsNotWaitedFor() throws Exception {
        Prompted vendor = new Prompted();
        String part = "y".repeat(64 * 1024);
        try (TestHouse house = TestHouse.remembering(vendor.provider)) {
            Listener stalled = new Listener();
            house.answer(TENANT, askStreamed("How?"), Map.of(), stalled);
            Listener other = house.call(askStreamed("How?"));
            vendor.say(Chunks.role(0), Chunks.text(0, "x"));
            await(stalled.events, 2);
            stalled.slow = true;
            for (int i = 0; i < 40; i++) {
                vendor.say(Chunks.text(0, part));
                await(other.events, 3 + i);
            }
            vendor.end();
            assertThat(other.status()).isEqualTo(200);
            assertThat(other.text()).hasSize(1 + 40 * part.length());
            stalled.slow = false;
            house.context.submit(() -> stalled.drain.run()).get(5, TimeUnit.SECONDS);
            stalled.status();
            assertThat(stalled.chunks().getLast().at("/error/code").asText())
                    .isEqualTo("reader_too_slow");
            assertThat(stalled.done()).isFalse();
        }
    }

    /** B4: on event loops of their own, one of them stalled. */
    @Test
    void aThousandClientsShareOneCall() throws Exception {
        Prompted vendor = new Prompted();
        List<ExecutorService> loops = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            loops.add(Executors.newSingleThreadExecutor());
        }
        try (TestHouse house = TestHouse.remembering(vendor.provider)) {
            List<Listener> all = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                Listener one = new Listener();
                one.slow = i == 500;
                all.add(one);
                house.answer(loops.get(i % 4), askStreamed("How?"), one);
                if (i == 300) {
                    vendor.say(Chunks.role(0), Chunks.text(0, "early "));
                }
            }
            for (int part = 0; part < 20; part++) {
                vendor.say(Chunks.text(0, "part " + part + " "));
            }
            vendor.end();
            Listener stalled = all.remove(500);
            all.forEach(one -> assertThat(one.status()).isEqualTo(200));
            List<String> events = told(all.getFirst());
            assertThat(all).allMatch(one -> told(one).equals(events));
            assertThat(vendor.provider.bodies).hasSize(1);
            stalled.slow = false;
            CompletableFuture.runAsync(() -> stalled.drain.run(), loops.get(0)).join();
            stalled.status();
            assertThat(told(stalled)).isEqualTo(events);
            assertThat(house.written("receipt"))
                    .hasSize(1000)
                    .filteredOn(it -> it.path("decision").asText().equalsIgnoreCase("answered"))
                    .singleElement()
                    .satisfies(it -> assertThat(it.path("outputTokens").asLong()).isEqualTo(2));
        } finally {
            loops.forEach(ExecutorService::shutdownNow);
        }
    }
}
