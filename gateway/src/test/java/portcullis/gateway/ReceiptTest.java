package portcullis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.ScriptedProvider.Act;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.kernel.Label;
import portcullis.privacy.Inspection;

/** Exactly one receipt for each admitted call, whatever happens to it (GOV-46). */
@Tag("GOV-46")
class ReceiptTest {

    /** What a call may ask, and what a vendor may do to it. */
    enum Fault {
        PLAIN,
        STREAM,
        THROTTLED,
        SERVER_ERROR,
        REJECTED,
        CUT,
        SILENT,
        EMPTY,
        LIAR,
        STALLS_IN_THE_MIDDLE,
        BAD_FRAME
    }

    enum Asking {
        PLAIN,
        STREAM,
        MALFORMED,
        UNKNOWN_MODEL,
        BLOCKED,
        IMAGE,
        ABORTED
    }

    @Provide
    Arbitrary<List<Fault>> faults() {
        return Arbitraries.of(Fault.class).list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<Asking>> askings() {
        return Arbitraries.of(Asking.class).list().ofMinSize(1).ofMaxSize(6);
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void everyPathLeavesOneReceiptAndOneIntentForEachAttempt(
            @ForAll("faults") List<Fault> first,
            @ForAll("faults") List<Fault> second,
            @ForAll("askings") List<Asking> askings) {
        ScriptedProvider one = new ScriptedProvider(acts(first));
        ScriptedProvider two = new ScriptedProvider(acts(second));
        try (TestHouse house =
                TestHouse.of(2000, StreamFailure.TERMINATE, CacheRule.STANDARD, one, two)) {
            List<Listener> heard = new ArrayList<>();
            for (Asking asking : askings) {
                heard.add(ask(house, asking));
            }
            for (int i = 0; i < heard.size(); i++) {
                if (askings.get(i) != Asking.ABORTED) {
                    assertThat(heard.get(i).status()).isPositive();
                }
            }
            List<JsonNode> receipts = house.written("receipt");
            assertThat(receipts).hasSameSizeAs(askings);
            int intents = house.written("intent").size();
            assertThat(one.attempts.size() + two.attempts.size()).isLessThanOrEqualTo(intents);
            assertThat(receipts.stream().mapToInt(it -> it.path("attempts").asInt(0)).sum())
                    .isEqualTo(intents);
        }
    }

    private static Listener ask(TestHouse house, Asking asking) {
        String streamed = TestHouse.askStreamed("Tell " + System.nanoTime() % 3);
        Listener heard =
                switch (asking) {
                    case PLAIN -> house.call(TestHouse.ask("Tell"));
                    case STREAM, ABORTED -> house.call(streamed);
                    case MALFORMED -> house.call("{");
                    case UNKNOWN_MODEL -> house.call(streamed.replace("default", "nobody"));
                    case BLOCKED ->
                            house.call(streamed.replaceFirst("\\{", "{\"stop\":\"a@b.org\","));
                    case IMAGE ->
                            house.call(
                                    "{\"model\":\"default\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]}");
                };
        if (asking == Asking.ABORTED) {
            house.settle();
            heard.abort.run();
        }
        return heard;
    }

    private static Act[] acts(List<Fault> faults) {
        return faults.stream().map(ReceiptTest::act).toArray(Act[]::new);
    }

    private static Act act(Fault fault) {
        return switch (fault) {
            case PLAIN -> ScriptedProvider.answers("fine");
            case STREAM -> ScriptedProvider.answers(Chunks.streamed("fi", "ne"));
            case THROTTLED ->
                    ScriptedProvider.fails(
                            new Trouble.Throttled(Optional.of(Duration.ofMillis(500))));
            case SERVER_ERROR ->
                    ScriptedProvider.fails(new Trouble.Unavailable(Cause.SERVER_ERROR));
            case REJECTED -> ScriptedProvider.fails(new Trouble.Rejected(Reason.BAD_REQUEST));
            case CUT ->
                    ScriptedProvider.breaksAfter(
                            List.of(Chunks.text(0, "half")), new Trouble.Malformed(Cause.CUT));
            case SILENT -> ScriptedProvider.stalls(List.of());
            case EMPTY -> ScriptedProvider.answers(List.of());
            case LIAR ->
                    (signals, running) -> {
                        signals.done();
                        signals.failed(new Trouble.Malformed(Cause.CUT));
                        Chunks.streamed("late").forEach(signals::frame);
                        signals.done();
                    };
            case STALLS_IN_THE_MIDDLE ->
                    (signals, running) -> {
                        signals.frame(Chunks.text(0, "half"));
                        running.cancelled.get(30, TimeUnit.SECONDS);
                    };
            case BAD_FRAME ->
                    ScriptedProvider.answers(
                            List.of(
                                    Chunks.frame(
                                            "not json",
                                            new portcullis.gateway.route.Piece.Used(1, 1)),
                                    Chunks.stop()));
        };
    }

    @Test
    @Tag("SCR-54")
    void aFailingDetectorLeavesAReceiptAndNothingElse() {
        ScriptedProvider provider = new ScriptedProvider(ScriptedProvider.answers("fine"));
        Inspection broken =
                new Inspection(
                        List.of(
                                (view, deadline) -> {
                                    throw new IllegalStateException("broken");
                                }));
        Model model = Model.of(TestHouse.MODEL, List.of(new Target(new Label("p"), "vendor")));
        try (TestHouse house =
                new TestHouse(broken, List.of(model), Map.of(new Label("p"), provider), 1)) {
            Listener heard = house.call(TestHouse.ask("SSN 219-09-9999"));
            assertThat(heard.status()).isEqualTo(503);
            assertThat(heard.code()).isEqualTo("scan_failed");
            assertThat(heard.headers).containsKey("retry-after");
            assertThat(heard.body).doesNotContain("219");
            assertThat(provider.bodies).isEmpty();
            assertThat(house.written("receipt")).hasSize(1);
            assertThat(house.written("intent")).isEmpty();
        }
    }

    @Test
    void aContextThatIsGoneStillLeavesAReceipt() {
        try (TestHouse house =
                TestHouse.of(new ScriptedProvider(ScriptedProvider.stalls(List.of())))) {
            house.call(TestHouse.askStreamed("Tell"));
            house.settle();
            house.context.shutdown();
            house.call(TestHouse.ask("Tell"));
            house.auditor.close(portcullis.kernel.Deadline.in(Duration.ofSeconds(5)));
            assertThat(house.ledger.bodies(TestHouse.TENANT, "receipt")).isNotEmpty();
        }
    }
}
