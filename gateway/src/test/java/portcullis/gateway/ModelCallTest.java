package portcullis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.gateway.ScriptedProvider.answers;
import static portcullis.gateway.ScriptedProvider.breaksAfter;
import static portcullis.gateway.ScriptedProvider.fails;
import static portcullis.gateway.ScriptedProvider.stalls;
import static portcullis.gateway.TestHouse.ask;
import static portcullis.gateway.TestHouse.askStreamed;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Reason;

class ModelCallTest {
    private static final Trouble SERVER_ERROR = new Trouble.Unavailable(Cause.SERVER_ERROR);

    @Test
    void answersAPlainCallWithTheVendorsBytes() {
        try (TestHouse house = TestHouse.of(new ScriptedProvider(answers("fine")))) {
            Listener heard = house.call(ask("How are you?"));
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.body)
                    .isEqualTo(
                            new String(
                                    Chunks.whole("fine").json(),
                                    java.nio.charset.StandardCharsets.UTF_8));
            assertThat(heard.headers)
                    .containsEntry("x-portcullis-cache", "off")
                    .containsEntry("x-portcullis-target", "p0/vendor-0")
                    .containsKey("server-timing");
        }
    }

    @Test
    void answersAStreamedCallAndEndsItOnce() {
        ScriptedProvider provider = new ScriptedProvider(answers(Chunks.streamed("fi", "ne")));
        try (TestHouse house = TestHouse.of(provider)) {
            Listener heard = house.call(askStreamed("How are you?"));
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.text()).isEqualTo("fine");
            assertThat(heard.done()).isTrue();
            assertThat(heard.events.getLast()).isEqualTo("data: [DONE]\n\n");
            assertThat(heard.headers)
                    .containsEntry("content-type", "text/event-stream; charset=utf-8");
            assertThat(provider.bodies.getFirst())
                    .contains("\"stream_options\":{\"include_usage\":true}")
                    .contains("\"model\":\"vendor-0\"");
            assertThat(heard.events).noneMatch(event -> event.contains("prompt_tokens"));
            assertThat(heard.events.get(heard.events.size() - 2))
                    .startsWith(": server-timing receive;dur=")
                    .contains("screen;", "recall;", "queue;", "provider;", "stream;");
        }
    }

    @Test
    @Tag("SCR-30")
    void identifiersNeverReachTheVendorAndComeBackToTheCaller() {
        ScriptedProvider provider =
                new ScriptedProvider(answers(Chunks.streamed("Write to [EM", "AIL_1", "] today.")));
        try (TestHouse house = TestHouse.of(provider)) {
            Listener heard = house.call(askStreamed("Contact john.smith@example.org please"));
            assertThat(heard.status()).isEqualTo(200);
            assertThat(provider.bodies.getFirst())
                    .doesNotContain("john.smith")
                    .contains("[EMAIL_1]");
            assertThat(heard.text()).isEqualTo("Write to john.smith@example.org today.");
        }
    }

    @Test
    @Tag("GOV-46")
    void leavesOneIntentAndOneReceipt() {
        try (TestHouse house = TestHouse.of(new ScriptedProvider(answers("fine")))) {
            house.call(ask("How are you?")).status();
            List<JsonNode> receipts = house.written("receipt");
            assertThat(receipts).hasSize(1);
            assertThat(receipts.getFirst().path("decision").asText())
                    .isEqualToIgnoringCase("answered");
            assertThat(house.written("intent")).hasSize(1);
        }
    }

    @Test
    void fallsBackBeforeTheFirstTokenAndNamesTheFallback() {
        Trouble slow = new Trouble.TimedOut(Trouble.Phase.FIRST_TOKEN);
        ScriptedProvider first = new ScriptedProvider(breaksAfter(List.of(Chunks.role(0)), slow));
        ScriptedProvider second = new ScriptedProvider(answers(Chunks.streamed("here")));
        try (TestHouse house = TestHouse.of(first, second)) {
            Listener heard = house.call(askStreamed("Anybody?"));
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.text()).isEqualTo("here");
            assertThat(heard.headers).containsEntry("x-portcullis-target", "p1/vendor-1");
            assertThat(first.attempts).hasSize(1);
            assertThat(house.written("intent")).hasSize(2);
            JsonNode receipt = house.written("receipt").getFirst();
            assertThat(receipt.path("target").asText()).isEqualTo("p1/vendor-1");
        }
    }

    @Test
    void retriesAFailingTargetTwiceAtMost() {
        ScriptedProvider only = new ScriptedProvider(fails(SERVER_ERROR));
        try (TestHouse house = TestHouse.of(only)) {
            Listener heard = house.call(ask("Anybody?"));
            assertThat(heard.status()).isEqualTo(503);
            assertThat(heard.code()).isEqualTo("provider_unavailable");
            assertThat(heard.headers).containsEntry("x-should-retry", "false");
            assertThat(only.attempts).hasSize(3);
        }
    }

    @Test
    void waitsAsTheVendorTells() {
        Trouble throttled = new Trouble.Throttled(Optional.of(java.time.Duration.ofMillis(30)));
        ScriptedProvider only = new ScriptedProvider(fails(throttled), answers("fine"));
        try (TestHouse house = TestHouse.of(only)) {
            assertThat(house.call(ask("Now?")).status()).isEqualTo(200);
            assertThat(only.attempts).hasSize(2);
        }
    }

    @Test
    void aRejectedRequestIsNotRoutedAround() {
        ScriptedProvider first =
                new ScriptedProvider(fails(new Trouble.Rejected(Reason.CONTEXT_TOO_LONG)));
        ScriptedProvider second = new ScriptedProvider(answers("fine"));
        try (TestHouse house = TestHouse.of(first, second)) {
            Listener heard = house.call(ask("long"));
            assertThat(heard.status()).isEqualTo(400);
            assertThat(heard.code()).isEqualTo("context_length_exceeded");
            assertThat(second.bodies).isEmpty();
        }
    }

    @Test
    @Tag("SCR-41")
    void aStreamThatBreaksOffEndsWithAnErrorAndNoEndMark() {
        ScriptedProvider first =
                new ScriptedProvider(
                        breaksAfter(
                                List.of(Chunks.role(0), Chunks.text(0, "half")),
                                new Trouble.Malformed(Cause.CUT)));
        ScriptedProvider second = new ScriptedProvider(answers(Chunks.streamed("other")));
        try (TestHouse house = TestHouse.of(first, second)) {
            Listener heard = house.call(askStreamed("Tell"));
            heard.status();
            assertThat(heard.text()).isEqualTo("half");
            assertThat(heard.done()).isFalse();
            assertThat(heard.chunks().getLast().path("error").path("code").asText())
                    .isEqualTo("provider_cut");
            assertThat(second.bodies).isEmpty();
            assertThat(house.written("receipt").getFirst().path("decision").asText())
                    .isEqualToIgnoringCase("failed");
        }
    }

    @Test
    void aBufferedStreamStillFallsBackInTheMiddle() {
        ScriptedProvider first =
                new ScriptedProvider(
                        breaksAfter(
                                List.of(Chunks.text(0, "half")), new Trouble.Malformed(Cause.CUT)));
        ScriptedProvider second = new ScriptedProvider(answers(Chunks.streamed("other")));
        try (TestHouse house =
                TestHouse.of(1, StreamFailure.BUFFER, CacheRule.OFF, first, second)) {
            Listener heard = house.call(askStreamed("Tell"));
            heard.status();
            assertThat(heard.text()).isEqualTo("other");
            assertThat(heard.done()).isTrue();
        }
    }

    @Test
    void whatIsBufferedIsToldBeyondItsTokens() {
        ScriptedProvider stalled =
                new ScriptedProvider(
                        stalls(
                                List.of(
                                        Chunks.text(0, "abc"),
                                        Chunks.text(0, "many words ".repeat(200)))));
        Streaming holding =
                new Streaming(true, 1 << 20, Duration.ofMinutes(10), Optional.empty(), 3);
        try (TestHouse house = TestHouse.buffering(holding, stalled)) {
            Listener heard = house.call(askStreamed("Tell"));
            assertThat(heard.first()).startsWith("data: ");
            heard.abort.run();
        }
    }

    @Test
    @Tag("GTW-7")
    void anAbortCancelsTheVendorWithinFiftyMilliseconds() throws Exception {
        ScriptedProvider provider = new ScriptedProvider(stalls(List.of(Chunks.text(0, "a"))));
        try (TestHouse house = TestHouse.of(provider)) {
            Listener heard = house.call(askStreamed("Tell"));
            heard.first();
            long gone = System.nanoTime();
            heard.abort.run();
            long cancelled = provider.attempts.getFirst().cancelled.get(5, TimeUnit.SECONDS);
            assertThat(cancelled - gone).isLessThan(50_000_000L);
            house.context.submit(() -> {}).get();
            JsonNode receipt = house.written("receipt").getFirst();
            assertThat(receipt.path("decision").asText()).isEqualToIgnoringCase("cancelled");
            assertThat(receipt.path("estimated").asBoolean()).isTrue();
        }
    }

    @Test
    void aSlowReaderStopsTheVendorUntilThereIsRoom() throws Exception {
        java.util.concurrent.CompletableFuture<Void> slow =
                new java.util.concurrent.CompletableFuture<>();
        ScriptedProvider provider =
                new ScriptedProvider(
                        (signals, running) -> {
                            signals.frame(Chunks.text(0, "a"));
                            slow.get(10, TimeUnit.SECONDS);
                            signals.frame(Chunks.text(0, "-"));
                            running.resumed.get(10, TimeUnit.SECONDS);
                            signals.frame(Chunks.text(0, "b"));
                            signals.frame(Chunks.stop());
                            signals.done();
                        });
        try (TestHouse house = TestHouse.of(provider)) {
            Listener heard = new Listener();
            house.answer(TestHouse.TENANT, askStreamed("Tell"), java.util.Map.of(), heard);
            heard.first();
            heard.slow = true;
            slow.complete(null);
            ScriptedProvider.Running running = provider.attempts.getFirst();
            running.paused.get(5, TimeUnit.SECONDS);
            heard.slow = false;
            house.context.submit(() -> heard.drain.run()).get();
            heard.status();
            assertThat(heard.text()).isEqualTo("a-b");
        }
    }

    @Test
    @Tag("GTW-17")
    void aSilentVendorIsBridgedByHeartbeatsAndBoundedByTheDeadline() {
        ScriptedProvider provider = new ScriptedProvider(stalls(List.of()));
        try (TestHouse house =
                TestHouse.of(1000, StreamFailure.TERMINATE, CacheRule.OFF, provider)) {
            Listener heard = house.call(askStreamed("Tell"));
            heard.status();
            assertThat(heard.events).contains(": heartbeat\n\n");
            assertThat(heard.chunks().getLast().path("error").path("code").asText())
                    .isEqualTo("provider_timeout");
            assertThat(provider.attempts.getFirst().cancelled)
                    .succeedsWithin(Duration.ofSeconds(5));
            assertThat(heard.done()).isFalse();
        }
    }

    @Test
    void anEmptyAnswerIsNoAnswer() {
        ScriptedProvider empty = new ScriptedProvider(answers(List.of(Chunks.role(0))));
        try (TestHouse house = TestHouse.of(empty)) {
            Listener heard = house.call(askStreamed("Tell"));
            assertThat(heard.status()).isEqualTo(502);
            assertThat(heard.code()).isEqualTo("provider_malformed");
        }
    }

    @Test
    void anUnknownModelIsRefusedInTheDialect() {
        try (TestHouse house = TestHouse.of(new ScriptedProvider(answers("x")))) {
            Listener heard = house.call(ask("x").replace("default", "other"));
            assertThat(heard.status()).isEqualTo(404);
            assertThat(heard.code()).isEqualTo("model_not_found");
            assertThat(heard.json().path("error").properties())
                    .extracting(java.util.Map.Entry::getKey)
                    .containsExactly("message", "type", "param", "code");
        }
    }

    @Test
    @Tag("GOV-45")
    void withoutADurableIntentNothingLeaves() {
        ScriptedProvider provider = new ScriptedProvider(answers("x"));
        try (TestHouse house = TestHouse.of(provider)) {
            house.ledger.away(true);
            Listener heard = house.call(ask("x"));
            assertThat(heard.status()).isEqualTo(503);
            assertThat(heard.code()).isEqualTo("audit_unavailable");
            assertThat(provider.bodies).isEmpty();
            house.ledger.away(false);
            assertThat(house.written("receipt")).hasSize(1);
        }
    }

    @Test
    void aProviderThatLiesAboutItsEndIsNotHeardAgain() {
        ScriptedProvider liar =
                new ScriptedProvider(
                        (signals, running) -> {
                            Chunks.streamed("true").forEach(signals::frame);
                            signals.done();
                            signals.frame(Chunks.text(0, "false"));
                            signals.done();
                            signals.failed(SERVER_ERROR);
                        });
        try (TestHouse house = TestHouse.of(liar)) {
            Listener heard = house.call(askStreamed("Tell"));
            heard.status();
            assertThat(heard.text()).isEqualTo("true");
            assertThat(heard.done()).isTrue();
            assertThat(house.written("receipt")).hasSize(1);
        }
    }

    @Test
    void aProviderThatThrowsIsAnInternalErrorWithAReceipt() {
        portcullis.gateway.route.Provider broken =
                (ask, permit, signals) -> {
                    throw new IllegalStateException("broken adapter");
                };
        try (TestHouse house = TestHouse.of(broken)) {
            Listener heard = house.call(ask("x"));
            assertThat(heard.status()).isEqualTo(500);
            assertThat(heard.body).doesNotContain("broken adapter");
            assertThat(house.written("receipt")).hasSize(1);
        }
    }

    @Test
    @Tag("GTW-11")
    void eventThatSaysNothingLeavesTheRestUntouched() {
        Frame odd =
                Chunks.frame(
                        "{\"id\":\"chatcmpl-1\",\"choices\":[{\"index\":0,\"delta\":"
                                + "{\"content\":\"hi\"},\"logprobs\":{\"content\":[]}}]}",
                        new Piece.Text(0, "hi"));
        ScriptedProvider vendor =
                new ScriptedProvider(
                        answers(
                                List.of(
                                        Chunks.role(0),
                                        Frame.meaning(List.of()),
                                        odd,
                                        Chunks.stop())));
        try (TestHouse house = TestHouse.of(vendor)) {
            Listener heard = house.call(askStreamed("hello"));
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.chunks())
                    .anyMatch(chunk -> chunk.at("/choices/0/logprobs").isObject());
        }
    }
}
