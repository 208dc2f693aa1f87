package portcullis.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Timeouts;
import portcullis.gateway.route.Trouble;
import portcullis.providers.Calls;
import portcullis.providers.Wired;
import portcullis.providers.Witness;
import portcullis.testkit.provider.Exchange;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;

@Timeout(60)
class OpenAiProviderTest {
    @TempDir Path folder;
    private Wired wired;

    @BeforeEach
    void open() {
        wired = new Wired("openai", folder);
    }

    @AfterEach
    void close() {
        wired.close();
    }

    @Test
    void vendorSeesItsModelOurKeyAndNothingOfOurs() throws Exception {
        wired.streamed(Turn.echo());
        Exchange exchange = wired.vendor.ledger().last();
        assertThat(exchange.line()).isEqualTo("POST /v1/chat/completions");
        assertThat(exchange.headers().keySet())
                .containsExactlyInAnyOrder(
                        "authorization",
                        "content-type",
                        "content-length",
                        "accept-encoding",
                        "user-agent",
                        "host");
        assertThat(exchange.headers())
                .containsEntry("authorization", "Bearer sk-test")
                .containsEntry("accept-encoding", "identity");
        assertThat(exchange.text())
                .contains("\"model\":\"gpt-x\"")
                .contains("\"include_usage\":true")
                .contains("hello there")
                .doesNotContain("\"default\"");
    }

    @Test
    void framesAreTheVendorsBytes() throws Exception {
        Witness heard = wired.streamed(Turn.says("one two"));
        assertThat(heard.frames().stream().map(Witness::json).toList())
                .first()
                .asString()
                .startsWith("{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\"");
        assertThat(heard.text()).isEqualTo("one two");
    }

    @Test
    void toolCallArrivesWholeInBothForms() throws Exception {
        String arguments = "{\"ward\":\"east \\\"3\\\"\",\"bed\":12}";
        Turn turn = Turn.callsTool("call_1", "book", arguments);
        for (Witness heard : List.of(wired.streamed(turn), wired.plain(turn))) {
            StringBuilder all = new StringBuilder();
            for (Piece piece : heard.pieces()) {
                if (piece instanceof Piece.ToolArguments(int _, int _, String part)) {
                    all.append(part);
                }
            }
            assertThat(all).hasToString(arguments);
            assertThat(heard.pieces())
                    .contains(new Piece.ToolCall(0, 0, "call_1", "book"))
                    .contains(new Piece.Finished(0, Piece.FinishReason.TOOL_CALLS));
        }
    }

    @Test
    @Tag("GTW-7")
    void cancelReachesTheVendorWithinFiftyMilliseconds() throws Exception {
        String stream = "\"stream\":true,";
        fastest(() -> cancelled(Turn.echo().with(Fault.SILENCE), "", 0));
        fastest(() -> cancelled(Turn.echo().with(Fault.SILENCE_AFTER_HEAD), stream, 0));
        fastest(() -> cancelled(Turn.words(50).with(Fault.STALL), stream, 10));
    }

    /** The best of five: a busy machine may delay one of them. */
    private static void fastest(Callable<Duration> cancelling) throws Exception {
        Duration best = Duration.ofMinutes(1);
        for (int i = 0; i < 5; i++) {
            Duration took = cancelling.call();
            best = took.compareTo(best) < 0 ? took : best;
        }
        assertThat(best).isLessThan(Duration.ofMillis(50));
    }

    private Duration cancelled(Turn turn, String more, int frames) throws Exception {
        wired.vendor.script(turn);
        String body = Calls.chat("hello").replaceFirst("\\{", "{" + more);
        Witness heard = new Witness();
        long before = wired.vendor.ledger().requests();
        Attempt attempt = wired.call(Calls.ask(body, "m", Calls.PATIENT), heard);
        assertThat(wired.vendor.ledger().awaitRequests(before + 1, Duration.ofSeconds(5))).isTrue();
        assertThat(heard.awaitFrames(frames, Duration.ofSeconds(5))).isTrue();
        Exchange exchange = wired.vendor.ledger().last();
        long at = System.nanoTime();
        attempt.cancel();
        assertThat(exchange.awaitEnd(Duration.ofSeconds(5))).contains(Exchange.End.ABORTED);
        assertThat(heard.ended()).isFalse();
        return Duration.ofNanos(exchange.endedAt() - at);
    }

    @Test
    void cancelledWaiterNeverReachesTheVendor() throws Exception {
        Provider narrow = wired.open(wired.vendor.base(), 1);
        wired.vendor.script(Turn.echo().with(Fault.SILENCE));
        Attempt first = wired.call(narrow, ask("first"), new Witness());
        assertThat(wired.vendor.ledger().awaitRequests(1, Duration.ofSeconds(5))).isTrue();
        Witness waiting = new Witness();
        Attempt second = wired.call(narrow, ask("second"), waiting);
        second.cancel();
        first.cancel();
        Witness third = new Witness();
        wired.call(narrow, ask("third"), third);
        assertThat(third.atEnd().text()).isEqualTo("third");
        assertThat(wired.vendor.ledger().saw("second")).isFalse();
        assertThat(waiting.frames()).isEmpty();
    }

    @Test
    void fullHouseSaysComeLater() throws Exception {
        Provider narrow = wired.open(wired.vendor.base(), 1);
        wired.vendor.always(Turn.echo().with(Fault.SILENCE));
        List<Attempt> held = new ArrayList<>();
        Witness last = new Witness();
        held.add(wired.call(narrow, ask("a"), new Witness()));
        assertThat(wired.vendor.ledger().awaitRequests(1, Duration.ofSeconds(5))).isTrue();
        held.add(wired.call(narrow, ask("b"), new Witness()));
        wired.call(narrow, ask("c"), last);
        assertThat(last.atEnd().trouble()).contains(new Trouble.Unavailable(Trouble.Cause.BUSY));
        held.forEach(Attempt::cancel);
    }

    @Test
    void waitingForAConnectionIsBoundByTheConnectLimit() throws Exception {
        Provider narrow = wired.open(wired.vendor.base(), 1);
        wired.vendor.always(Turn.echo().with(Fault.SILENCE));
        Attempt first = wired.call(narrow, ask("a"), new Witness());
        assertThat(wired.vendor.ledger().awaitRequests(1, Duration.ofSeconds(5))).isTrue();
        Timeouts quick =
                new Timeouts(
                        Duration.ofMillis(100),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));
        Witness second = new Witness();
        wired.call(narrow, Calls.ask(Calls.chat("b"), "m", quick), second);
        assertThat(second.atEnd().trouble()).contains(new Trouble.TimedOut(Trouble.Phase.CONNECT));
        first.cancel();
    }

    @Test
    void connectionsAreReused() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(wired.plain(Turn.says("x")).text()).isEqualTo("x");
            assertThat(wired.streamed(Turn.says("y")).text()).isEqualTo("y");
        }
        assertThat(wired.vendor.connections()).isEqualTo(1);
    }

    @Test
    void slowReaderHoldsTheVendorBackWithoutALimitPassing() throws Exception {
        Timeouts brief =
                new Timeouts(
                        Duration.ofSeconds(1),
                        Duration.ofMillis(500),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(20));
        wired.vendor.script(Turn.words(20_000));
        Witness heard = new Witness();
        Attempt attempt = wired.call(Calls.ask(Calls.streamed(Calls.chat("x")), "m", brief), heard);
        assertThat(heard.awaitFrames(10, Duration.ofSeconds(5))).isTrue();
        attempt.pause();
        // longer than the idle limit: the reader is slow, not the vendor
        assertThat(heard.awaitFrames(20_003, Duration.ofMillis(1_200))).isFalse();
        int kept = heard.frames().size();
        assertThat(heard.awaitFrames(kept + 1, Duration.ofMillis(200))).isFalse();
        attempt.resume();
        assertThat(heard.atEnd().trouble()).isEmpty();
        assertThat(heard.pieces()).contains(new Piece.Finished(0, Piece.FinishReason.STOP));
    }

    @Test
    void callerOnAnEventLoopIsAnsweredThere() throws Exception {
        wired.vendor.script(Turn.words(50));
        Context loop = wired.vertx.getOrCreateContext();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(1);
        Witness heard =
                new Witness() {
                    @Override
                    public void frame(Frame frame) {
                        threads.add(Thread.currentThread().getName());
                        super.frame(frame);
                    }

                    @Override
                    public void done() {
                        super.done();
                        done.countDown();
                    }
                };
        var ask = Calls.ask(Calls.streamed(Calls.chat("x")), "m", Calls.PATIENT);
        loop.runOnContext(
                _ -> {
                    threads.add(Thread.currentThread().getName());
                    wired.call(ask, heard);
                    assertThat(Vertx.currentContext()).isEqualTo(loop);
                });
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).hasSize(1);
    }

    @Test
    void redirectIsNotFollowed() throws Exception {
        try (SimulatedProvider elsewhere = SimulatedProvider.start()) {
            Turn away =
                    Turn.error(302, "moved", "moved")
                            .header("location", elsewhere.base() + "/chat/completions");
            assertThat(wired.plain(away).trouble())
                    .contains(new Trouble.Unavailable(Trouble.Cause.NOT_FOUND));
            assertThat(elsewhere.ledger().requests()).isZero();
        }
    }

    @Test
    void hundredStreamsAtOnceLoseNothing() throws Exception {
        wired.vendor.always(Turn.words(100).between(Duration.ofNanos(200_000)));
        List<Witness> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Witness heard = new Witness();
            all.add(heard);
            wired.call(Calls.ask(Calls.streamed(Calls.chat("x")), "m", Calls.PATIENT), heard);
        }
        for (Witness heard : all) {
            assertThat(heard.atEnd().text()).isEqualTo("word" + " and".repeat(99));
        }
    }

    @Test
    void addressMustBeHttp() {
        assertThatThrownBy(() -> wired.open(URI.create("file:///etc/passwd"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("passwd");
        assertThatThrownBy(() -> wired.open(URI.create("/v1"), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static portcullis.gateway.route.Ask ask(String text) {
        return Calls.ask(Calls.chat(text), "m", Calls.PATIENT);
    }
}
