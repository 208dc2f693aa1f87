package portcullis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.gateway.ScriptedProvider.answers;
import static portcullis.gateway.ScriptedProvider.fails;
import static portcullis.gateway.TestHouse.TENANT;
import static portcullis.gateway.TestHouse.ask;
import static portcullis.gateway.TestHouse.askStreamed;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.route.Trouble;
import portcullis.kernel.TenantId;

/** The journey of calls that were asked before, or are being asked now. */
class RememberingTest {

    private static List<String> decisions(TestHouse house) {
        return house.written("receipt").stream()
                .map(
                        receipt ->
                                receipt.path("decision")
                                        .asText()
                                        .toUpperCase(java.util.Locale.ROOT))
                .toList();
    }

    @Test
    @Tag("GTW-34")
    @Tag("R-059")
    @Tag("R-064")
    void plainAndStreamedCallsServeEachOther() {
        ScriptedProvider provider = new ScriptedProvider(answers("fine"));
        try (TestHouse house = TestHouse.remembering(provider)) {
            house.call(ask("How?")).status();
            house.settle();
            Listener plain = house.call(ask("How?"));
            plain.status();
            Listener streamed = house.call(askStreamed("How?"));
            streamed.status();
            assertThat(plain.text()).isEqualTo("fine");
            assertThat(plain.headers)
                    .containsEntry("x-portcullis-cache", "hit")
                    .containsEntry("x-portcullis-target", "p0/vendor-0");
            assertThat(streamed.text()).isEqualTo("fine");
            assertThat(streamed.done()).isTrue();
            assertThat(provider.bodies).hasSize(1);
            assertThat(house.calls.remembered().hits()).isEqualTo(2);
            assertThat(decisions(house)).containsExactly("ANSWERED", "CACHED", "CACHED");
        }
    }

    @Test
    void aStreamedAnswerIsRememberedWhole() {
        ScriptedProvider provider = new ScriptedProvider(answers(Chunks.streamed("fi", "ne")));
        try (TestHouse house = TestHouse.remembering(provider)) {
            house.call(askStreamed("How?")).status();
            house.settle();
            Listener plain = house.call(ask("How?"));
            assertThat(plain.status()).isEqualTo(200);
            assertThat(plain.text()).isEqualTo("fine");
            assertThat(plain.json().path("object").asText()).isEqualTo("chat.completion");
            assertThat(provider.bodies).hasSize(1);
        }
    }

    @Test
    @Tag("GTW-31")
    @Tag("SCR-66")
    @Tag("R-046")
    @Tag("R-053")
    void anEntryIsRestoredWithTheOwnMappingOnly() {
        ScriptedProvider provider =
                new ScriptedProvider(answers(Chunks.streamed("Wrote to [EMAIL_1].")));
        try (TestHouse house = TestHouse.remembering(provider)) {
            Listener ann = house.call(askStreamed("Mail ann.lee@example.org"));
            ann.status();
            house.settle();
            Listener bob = house.call(askStreamed("Mail bob.ray@example.org"));
            bob.status();
            assertThat(ann.text()).isEqualTo("Wrote to ann.lee@example.org.");
            assertThat(bob.text()).isEqualTo("Wrote to bob.ray@example.org.");
            assertThat(bob.headers).containsEntry("x-portcullis-cache", "hit");
            assertThat(provider.bodies).hasSize(1);
        }
    }

    @Test
    @Tag("GTW-3")
    void anotherTenantAsksAnew() {
        ScriptedProvider provider = new ScriptedProvider(answers("fine"));
        try (TestHouse house = TestHouse.remembering(provider)) {
            house.call(ask("How?")).status();
            house.settle();
            Listener other = house.call(new TenantId("other"), ask("How?"), Map.of());
            other.status();
            assertThat(other.headers).containsEntry("x-portcullis-cache", "miss");
            assertThat(provider.bodies).hasSize(2);
        }
    }

    @Test
    void aFailureIsNotRemembered() {
        Trouble error = new Trouble.TimedOut(Trouble.Phase.TOTAL);
        ScriptedProvider provider = new ScriptedProvider(fails(error), answers("fine"));
        try (TestHouse house = TestHouse.remembering(provider)) {
            assertThat(house.call(ask("How?")).status()).isEqualTo(504);
            house.settle();
            assertThat(house.call(ask("How?")).status()).isEqualTo(200);
        }
    }

    @Test
    void aCallerMayOptOut() {
        ScriptedProvider provider = new ScriptedProvider(answers("fine"));
        try (TestHouse house = TestHouse.remembering(provider)) {
            Map<String, String> wish = Map.of("cache-control", "no-store");
            house.call(TENANT, ask("How?"), wish).status();
            Listener again = house.call(TENANT, ask("How?"), wish);
            again.status();
            assertThat(again.headers).containsEntry("x-portcullis-cache", "off");
            assertThat(provider.bodies).hasSize(2);
        }
    }

    @Test
    @Tag("GTW-35")
    void theSameQuestionInFlightIsAskedOnce() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        ScriptedProvider provider =
                new ScriptedProvider(
                        (signals, running) -> {
                            go.get(10, TimeUnit.SECONDS);
                            Chunks.streamed("fi", "ne").forEach(signals::frame);
                            signals.done();
                        });
        try (TestHouse house = TestHouse.remembering(provider)) {
            Listener first = house.call(askStreamed("How?"));
            Listener second = house.call(askStreamed("How?"));
            Listener third = house.call(ask("How?"));
            house.settle();
            go.complete(null);
            assertThat(List.of(first.status(), second.status(), third.status())).containsOnly(200);
            assertThat(second.text()).isEqualTo("fine");
            assertThat(third.text()).isEqualTo("fine");
            assertThat(second.headers).containsEntry("x-portcullis-cache", "joined");
            assertThat(provider.bodies).hasSize(1);
            assertThat(decisions(house)).containsExactlyInAnyOrder("ANSWERED", "JOINED", "JOINED");
        }
    }

    @Test
    void aRefusalOfTheLeaderIsHeardByAll() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        ScriptedProvider provider =
                new ScriptedProvider(
                        (signals, running) -> {
                            go.get(10, TimeUnit.SECONDS);
                            signals.failed(new Trouble.Rejected(Trouble.Reason.CONTENT_FILTER));
                        });
        try (TestHouse house = TestHouse.remembering(provider)) {
            Listener first = house.call(ask("How?"));
            Listener second = house.call(ask("How?"));
            house.settle();
            go.complete(null);
            assertThat(first.status()).isEqualTo(400);
            assertThat(second.status()).isEqualTo(400);
            assertThat(second.code()).isEqualTo("content_filter");
            assertThat(provider.bodies).hasSize(1);
            assertThat(decisions(house)).containsExactly("REFUSED", "REFUSED");
        }
    }

    @Test
    void aSlowReaderOfARememberedAnswerIsWaitedFor() throws Exception {
        String[] parts = "a long answer in many parts ".repeat(20).split("(?<= )");
        ScriptedProvider provider = new ScriptedProvider(answers(Chunks.streamed(parts)));
        try (TestHouse house = TestHouse.remembering(provider)) {
            house.call(askStreamed("How?")).status();
            house.settle();
            Listener slow = new Listener();
            slow.slow = true;
            house.answer(TENANT, askStreamed("How?"), Map.of(), slow);
            house.settle();
            house.settle();
            assertThat(slow.events).isEmpty();
            slow.slow = false;
            house.context.submit(() -> slow.drain.run()).get(5, TimeUnit.SECONDS);
            slow.status();
            assertThat(slow.text()).isEqualTo(String.join("", parts));
        }
    }
}
