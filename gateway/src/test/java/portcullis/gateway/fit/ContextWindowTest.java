package portcullis.gateway.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import portcullis.gateway.Dialogue;
import portcullis.gateway.Dialogue.Speaker;
import portcullis.gateway.Dialogue.Turn;
import portcullis.gateway.fit.ContextWindow.Fitted;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;

class ContextWindowTest {
    private static final Label MODEL = new Label("m");

    @Provide
    Arbitrary<List<Turn>> dialogues() {
        Arbitrary<Turn> turn =
                Combinators.combine(
                                Arbitraries.of(Speaker.values()),
                                Arbitraries.strings().alpha().ofMaxLength(40),
                                Arbitraries.frequencyOf(
                                        net.jqwik.api.Tuple.of(4, Arbitraries.just(false)),
                                        net.jqwik.api.Tuple.of(1, Arbitraries.just(true))))
                        .as((who, text, joined) -> new Turn(who, SensitiveText.of(text), joined));
        return turn.list().ofMinSize(1).ofMaxSize(25).map(ContextWindowTest::sound);
    }

    /** Only what follows a turn of the conversation can belong to it. */
    private static List<Turn> sound(List<Turn> turns) {
        List<Turn> sound = new ArrayList<>();
        for (Turn turn : turns) {
            boolean alone = sound.isEmpty() || sound.getLast().speaker() == Speaker.SYSTEM;
            boolean joined = turn.joined() && !alone && turn.speaker() != Speaker.SYSTEM;
            sound.add(new Turn(turn.speaker(), turn.text(), joined));
        }
        return sound;
    }

    private static long cost(List<Turn> turns) {
        return turns.stream().mapToLong(turn -> turn.text().length() + 4L).sum();
    }

    private static long spoken(List<Turn> turns) {
        return turns.stream().filter(turn -> turn.speaker() != Speaker.SYSTEM).count();
    }

    @Property(tries = 3000)
    @Tag("R-114")
    @Tag("R-100")
    void nothingIsLongerThanTheWindowAndWhatMustStayStays(
            @ForAll("dialogues") List<Turn> turns,
            @ForAll @IntRange(min = 1, max = 12) int messages,
            @ForAll @IntRange(min = 1, max = 400) int tokens) {
        ContextWindow window = new ContextWindow(messages, tokens, String::length);
        switch (window.fit(new Dialogue(MODEL, turns))) {
            case Outcome.Refused<Fitted>(var refusal) -> {
                assertThat(refusal.code()).isEqualTo(RefusalCode.CONTEXT_TOO_LONG);
                assertThat(cost(turns)).isGreaterThan(tokens);
            }
            case Outcome.Passed<Fitted>(Fitted fitted) -> {
                List<Turn> kept = fitted.dialogue().turns();
                assertThat(cost(kept)).isLessThanOrEqualTo(tokens);
                assertThat(kept.size() + fitted.dropped()).isEqualTo(turns.size());
                assertThat(of(kept, Speaker.SYSTEM)).isEqualTo(of(turns, Speaker.SYSTEM));
                assertThat(turns).containsSubsequence(kept);
                stays(turns, kept, messages);
            }
        }
    }

    private static List<Turn> of(List<Turn> turns, Speaker speaker) {
        return turns.stream().filter(turn -> turn.speaker() == speaker).toList();
    }

    private static void stays(List<Turn> turns, List<Turn> kept, int messages) {
        int latest = turns.size();
        for (int i = 0; i < turns.size(); i++) {
            latest = turns.get(i).speaker() == Speaker.USER && !turns.get(i).joined() ? i : latest;
        }
        for (int i = turns.size() - 1; latest == turns.size() && i >= 0; i--) {
            latest = turns.get(i).joined() ? latest : i;
        }
        List<Turn> end = turns.subList(latest, turns.size());
        assertThat(kept.subList(kept.size() - end.size(), kept.size())).isEqualTo(end);
        assertThat(spoken(kept)).isLessThanOrEqualTo(Math.max(messages, spoken(end)));
    }

    private static List<String> kept(int messages, long tokens, Turn... turns) {
        return switch (new ContextWindow(messages, tokens, String::length)
                .fit(new Dialogue(MODEL, List.of(turns)))) {
            case Outcome.Passed<Fitted>(Fitted fitted) ->
                    fitted.dialogue().turns().stream()
                            .map(turn -> turn.text().reveal())
                            .collect(Collectors.toList());
            case Outcome.Refused<Fitted> _ -> List.of("refused");
        };
    }

    private static Turn turn(Speaker speaker, String text) {
        return new Turn(speaker, SensitiveText.of(text));
    }

    @Test
    @org.junit.jupiter.api.Tag("R-101")
    void theOldestTurnsGoFirst() {
        assertThat(
                        kept(
                                3,
                                1000,
                                turn(Speaker.SYSTEM, "rules"),
                                turn(Speaker.USER, "one"),
                                turn(Speaker.ASSISTANT, "two"),
                                turn(Speaker.USER, "three"),
                                turn(Speaker.ASSISTANT, "four"),
                                turn(Speaker.USER, "five")))
                .containsExactly("rules", "three", "four", "five");
    }

    @Test
    @org.junit.jupiter.api.Tag("R-114")
    void aResultGoesWithItsCall() {
        Turn result = new Turn(Speaker.USER, SensitiveText.of("result"), true);
        Turn[] turns = {
            turn(Speaker.USER, "ask"),
            turn(Speaker.ASSISTANT, "call"),
            result,
            turn(Speaker.ASSISTANT, "said"),
            turn(Speaker.USER, "now")
        };
        assertThat(kept(3, 1000, turns)).containsExactly("said", "now");
        assertThat(kept(4, 1000, turns)).containsExactly("call", "result", "said", "now");
    }

    @Test
    @org.junit.jupiter.api.Tag("R-114")
    void aQuestionThatDoesNotFitAloneIsRefused() {
        assertThat(kept(10, 12, turn(Speaker.USER, "nine long"))).containsExactly("refused");
        assertThat(kept(10, 13, turn(Speaker.USER, "nine long"))).containsExactly("nine long");
    }
}
