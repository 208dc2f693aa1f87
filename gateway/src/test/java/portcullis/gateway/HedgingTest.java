package portcullis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.gateway.ScriptedProvider.answers;
import static portcullis.gateway.TestHouse.askStreamed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import portcullis.gateway.ScriptedProvider.Act;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.kernel.Label;
import portcullis.privacy.Inspection;

/** A second target is asked when the first one is late with its first token. */
@Timeout(60)
class HedgingTest {
    private static final int LEARNED = 20;

    private final CompletableFuture<Void> secondSpoke = new CompletableFuture<>();
    private final CompletableFuture<Void> secondAsked = new CompletableFuture<>();

    private static TestHouse house(ScriptedProvider first, ScriptedProvider second) {
        Label one = new Label("p0");
        Label other = new Label("p1");
        Model model =
                new Model(
                        TestHouse.MODEL,
                        List.of(new Target(one, "a"), new Target(other, "b")),
                        Model.STANDARD_TIMEOUTS,
                        StreamFailure.CONTINUE,
                        CacheRule.OFF,
                        new Routing(Strategy.ORDERED, true));
        return new TestHouse(
                Inspection.firstWidth(), List.of(model), Map.of(one, first, other, second), 1);
    }

    /** Twenty quick answers, so that the usual time is known, and then this. */
    private static ScriptedProvider learnedThen(Act last) {
        List<Act> acts = new ArrayList<>();
        for (int i = 0; i < LEARNED; i++) {
            acts.add(answers(Chunks.streamed("quick")));
        }
        acts.add(last);
        return new ScriptedProvider(acts.toArray(Act[]::new));
    }

    private static void learn(TestHouse house) {
        for (int i = 0; i < LEARNED; i++) {
            Listener heard = house.call(askStreamed("go"));
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.text()).isEqualTo("quick");
        }
    }

    @Test
    void theSecondAnswersAndTheFirstIsCancelledAtOnce() throws Exception {
        ScriptedProvider first = learnedThen((signals, running) -> {});
        ScriptedProvider second =
                new ScriptedProvider(
                        (signals, running) -> {
                            signals.frame(Chunks.role(0));
                            secondSpoke.complete(null);
                            answers(Chunks.streamed("from the second")).play(signals, running);
                        });
        try (TestHouse house = house(first, second)) {
            learn(house);
            Listener heard = house.call(askStreamed("late"));
            assertThat(heard.status()).isEqualTo(200);
            long spoke = System.nanoTime();
            assertThat(heard.text()).isEqualTo("from the second");
            assertThat(heard.headers).containsEntry("x-portcullis-target", "p1/b");
            long cancelled = first.attempts.getLast().cancelled.get(5, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(cancelled - spoke)).isLessThan(Duration.ofMillis(50));
            assertThat(house.written("intent")).hasSize(LEARNED + 2);
            assertThat(house.written("receipt").getLast().path("attempts").asInt()).isEqualTo(2);
        }
    }

    @Test
    void theFirstAnswersAfterAllAndTheSecondIsCancelled() throws Exception {
        ScriptedProvider first =
                learnedThen(
                        (signals, running) -> {
                            secondAsked.get(5, TimeUnit.SECONDS);
                            answers(Chunks.streamed("late but first")).play(signals, running);
                        });
        ScriptedProvider second =
                new ScriptedProvider(
                        (signals, running) -> {
                            signals.frame(Chunks.role(0));
                            secondAsked.complete(null);
                        });
        try (TestHouse house = house(first, second)) {
            learn(house);
            Listener heard = house.call(askStreamed("late"));
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.text()).isEqualTo("late but first");
            assertThat(heard.headers).containsEntry("x-portcullis-target", "p0/a");
            second.attempts.getFirst().cancelled.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void whenTheFirstFailsTheSecondRunsOnAlone() throws Exception {
        ScriptedProvider first =
                learnedThen(
                        (signals, running) -> {
                            secondAsked.get(5, TimeUnit.SECONDS);
                            signals.failed(new Trouble.Unavailable(Cause.RESET));
                            secondSpoke.complete(null);
                        });
        ScriptedProvider second =
                new ScriptedProvider(
                        (signals, running) -> {
                            secondAsked.complete(null);
                            secondSpoke.get(5, TimeUnit.SECONDS);
                            answers(Chunks.streamed("alone")).play(signals, running);
                        });
        try (TestHouse house = house(first, second)) {
            learn(house);
            Listener heard = house.call(askStreamed("late"));
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.text()).isEqualTo("alone");
            assertThat(second.attempts).hasSize(1);
            assertThat(first.attempts).hasSize(LEARNED + 1);
        }
    }

    @Test
    void whenTheSecondFailsTheFirstGoesOn() throws Exception {
        ScriptedProvider first =
                learnedThen(
                        (signals, running) -> {
                            secondAsked.get(5, TimeUnit.SECONDS);
                            answers(Chunks.streamed("the first")).play(signals, running);
                        });
        ScriptedProvider second =
                new ScriptedProvider(
                        (signals, running) -> {
                            signals.failed(new Trouble.Unavailable(Cause.RESET));
                            secondAsked.complete(null);
                        });
        try (TestHouse house = house(first, second)) {
            learn(house);
            Listener heard = house.call(askStreamed("late"));
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.text()).isEqualTo("the first");
            assertThat(second.attempts).hasSize(1);
        }
    }

    @Test
    void aCallerWhoLeavesEndsBoth() throws Exception {
        ScriptedProvider first = learnedThen((signals, running) -> {});
        ScriptedProvider second =
                new ScriptedProvider((signals, running) -> secondAsked.complete(null));
        try (TestHouse house = house(first, second)) {
            learn(house);
            Listener heard = house.call(askStreamed("late"));
            secondAsked.get(5, TimeUnit.SECONDS);
            heard.abort.run();
            first.attempts.getLast().cancelled.get(5, TimeUnit.SECONDS);
            second.attempts.getFirst().cancelled.get(5, TimeUnit.SECONDS);
        }
    }
}
