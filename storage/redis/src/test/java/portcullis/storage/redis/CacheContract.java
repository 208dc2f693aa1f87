package portcullis.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.CacheRule;
import portcullis.gateway.CacheRule.Scope;
import portcullis.gateway.remember.Flight;
import portcullis.gateway.remember.Memory;
import portcullis.gateway.remember.Recall;
import portcullis.gateway.remember.Tag.Kind;
import portcullis.gateway.screen.Screened;
import portcullis.kernel.TenantId;

/** What a memory of answers does, wherever it keeps them. */
abstract class CacheContract {
    static final TenantId CLINIC = new TenantId("clinic");

    /** The memory under test; the same one until the test ends. */
    abstract Memory memory();

    static void learn(Memory memory, Screened request, CacheRule rule, String text) {
        Flight flight = flight(memory.recall(request, rule));
        memory.keep(flight, Questions.answer(text));
        memory.ended(flight);
    }

    static void learn(Memory memory, Screened request, String text) {
        learn(memory, request, CacheRule.STANDARD, text);
    }

    /** Where an answer goes to that nobody had; fails when somebody had. */
    static Flight flight(Recall recall) {
        return switch (recall) {
            case Recall.Miss(Flight mine) -> mine;
            case Recall.Asking(Flight mine, var found) -> {
                assertThat(Waiting.result(found)).isEmpty();
                yield mine;
            }
            case Recall.Hit _, Recall.Joined _, Recall.Off _ ->
                    throw new AssertionError("expected a miss, not " + recall);
        };
    }

    static Optional<String> known(Memory memory, Screened request, CacheRule rule) {
        return switch (memory.recall(request, rule)) {
            case Recall.Hit(var answer) -> Optional.of(Questions.said(answer));
            case Recall.Asking(Flight mine, var found) -> {
                var answer = Waiting.result(found);
                memory.ended(mine);
                yield answer.map(Questions::said);
            }
            case Recall.Miss(Flight mine) -> {
                memory.ended(mine);
                yield Optional.empty();
            }
            case Recall.Joined _, Recall.Off _ -> Optional.empty();
        };
    }

    static Optional<String> known(Memory memory, Screened request) {
        return known(memory, request, CacheRule.STANDARD);
    }

    static portcullis.gateway.remember.Tag tag(Kind kind, String value) {
        return new portcullis.gateway.remember.Tag(kind, CLINIC, value);
    }

    @Test
    @Tag("R-057")
    @Tag("R-066")
    void whatWasKeptIsFound() {
        learn(memory(), Questions.ask("a"), "first");
        assertThat(known(memory(), Questions.ask("a"))).contains("first");
        assertThat(known(memory(), Questions.ask("b"))).isEmpty();
        assertThat(memory().tally().hits()).isEqualTo(1);
        assertThat(memory().tally().misses()).isEqualTo(2);
        assertThat(memory().tally().bytes()).isPositive();
        assertThat(memory().tally().entries()).isEqualTo(1);
    }

    @Test
    @Tag("GTW-3")
    @Tag("R-045")
    void tenantsNeverShareUnlessTheModelIsEverybodys() {
        CacheRule global = new CacheRule(Scope.GLOBAL, Duration.ofHours(1));
        learn(memory(), Questions.ask("a"), "ours");
        learn(memory(), Questions.ask("g"), global, "everybody's");
        assertThat(known(memory(), Questions.ask("other", "a", Map.of()))).isEmpty();
        assertThat(known(memory(), Questions.ask("other", "g", Map.of()), global))
                .contains("everybody's");
        assertThat(known(memory(), Questions.ask("other", "g", Map.of()))).isEmpty();
    }

    @Test
    @Tag("GTW-30")
    void aSessionIsAScopeAndNeedsItsName() {
        CacheRule session = new CacheRule(Scope.SESSION, Duration.ofHours(1));
        Map<String, String> one = Map.of("x-portcullis-session", "1");
        Map<String, String> two = Map.of("x-portcullis-session", "2");
        learn(memory(), Questions.ask("clinic", "a", one), session, "in one");
        assertThat(known(memory(), Questions.ask("clinic", "a", one), session)).contains("in one");
        assertThat(known(memory(), Questions.ask("clinic", "a", two), session)).isEmpty();
        assertThat(memory().recall(Questions.ask("a"), session)).isInstanceOf(Recall.Off.class);
    }

    @Test
    @Tag("GTW-33")
    @Tag("R-067")
    @Tag("R-074")
    void aSessionIsForgottenAndOthersSurvive() {
        Map<String, String> one = Map.of("x-portcullis-session", "1");
        Map<String, String> two = Map.of("x-portcullis-session", "2");
        learn(memory(), Questions.ask("clinic", "a", one), "in one");
        learn(memory(), Questions.ask("clinic", "b", two), "in two");
        var forgotten = Waiting.result(memory().invalidate(tag(Kind.SESSION, "1")));
        assertThat(forgotten.everywhere()).isTrue();
        assertThat(forgotten.here()).isEqualTo(1);
        assertThat(known(memory(), Questions.ask("clinic", "a", two))).isEmpty();
        assertThat(known(memory(), Questions.ask("clinic", "b", one))).contains("in two");
    }

    @Test
    @Tag("GTW-33")
    @Tag("R-067")
    @Tag("R-094")
    void objectivesDocumentsModelsAndTenantsAreTags() {
        Map<String, String> headers =
                Map.of(
                        "x-portcullis-objectives", "o7",
                        "x-portcullis-documents", "d1, d2");
        for (var tag :
                new portcullis.gateway.remember.Tag[] {
                    tag(Kind.OBJECTIVES, "o7"),
                    tag(Kind.DOCUMENT, "d2"),
                    tag(Kind.MODEL, "default"),
                    tag(Kind.TENANT, "clinic"),
                    tag(Kind.POLICY, "PSEUDONYMISE/1"),
                }) {
            learn(memory(), Questions.ask("clinic", "a", headers), "yes");
            Waiting.result(memory().invalidate(tag));
            assertThat(known(memory(), Questions.ask("a"))).as(tag.toString()).isEmpty();
        }
    }

    @Test
    @Tag("GTW-33")
    void anotherTenantsSessionOfTheSameNameSurvives() {
        Map<String, String> one = Map.of("x-portcullis-session", "1");
        learn(memory(), Questions.ask("other", "a", one), "theirs");
        Waiting.result(memory().invalidate(tag(Kind.SESSION, "1")));
        assertThat(known(memory(), Questions.ask("other", "a", one))).contains("theirs");
    }

    @Test
    @Tag("R-068")
    void everythingIsForgotten() {
        learn(memory(), Questions.ask("a"), "ours");
        learn(memory(), Questions.ask("other", "b", Map.of()), "theirs");
        Waiting.result(memory().invalidate(portcullis.gateway.remember.Tag.everything(CLINIC)));
        assertThat(known(memory(), Questions.ask("a"))).isEmpty();
        assertThat(known(memory(), Questions.ask("other", "b", Map.of()))).isEmpty();
    }

    @Test
    @Tag("R-099")
    void anAnswerThatWasOnItsWayDuringAnInvalidationIsNotKept() {
        Flight flight = flight(memory().recall(Questions.ask("a"), CacheRule.STANDARD));
        Waiting.result(memory().invalidate(tag(Kind.MODEL, "default")));
        memory().keep(flight, Questions.answer("stale"));
        memory().ended(flight);
        assertThat(known(memory(), Questions.ask("a"))).isEmpty();
    }

    @Test
    void anUnrelatedInvalidationDoesNotDisturbAnAnswerOnItsWay() {
        Flight flight = flight(memory().recall(Questions.ask("a"), CacheRule.STANDARD));
        Waiting.result(memory().invalidate(tag(Kind.SESSION, "another")));
        memory().keep(flight, Questions.answer("good"));
        memory().ended(flight);
        assertThat(known(memory(), Questions.ask("a"))).contains("good");
    }

    @Test
    @Tag("R-044")
    void anEntryEndsWithItsTime() {
        CacheRule brief = new CacheRule(Scope.TENANT, Duration.ofMillis(300));
        learn(memory(), Questions.ask("a"), brief, "brief");
        Waiting.until(() -> known(memory(), Questions.ask("a"), brief).isEmpty());
    }

    @Test
    @Tag("GTW-35")
    void whoAsksTheSameMeanwhileWaitsForOneAnswer() {
        Flight flight = flight(memory().recall(Questions.ask("a"), CacheRule.STANDARD));
        Recall second = memory().recall(Questions.ask("a"), CacheRule.STANDARD);
        assertThat(second).isInstanceOf(Recall.Joined.class);
        memory().keep(flight, Questions.answer("once"));
        memory().ended(flight);
        assertThat(memory().tally().joined()).isEqualTo(1);
    }
}
