package portcullis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import portcullis.gateway.Dialogue.Speaker;
import portcullis.gateway.Dialogue.Turn;
import portcullis.gateway.Escalation.Escalated;
import portcullis.governance.audit.Decision;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;

class EscalationTest {
    private final List<Dialogue> asked = new ArrayList<>();

    private static Dialogue dialogue(String text) {
        Turn turn = new Turn(Speaker.USER, SensitiveText.of(text));
        return new Dialogue(new Label("whatever"), List.of(turn));
    }

    private static Answered answer(String text) {
        return new Answered(
                SensitiveText.of(text), Decision.ANSWERED, Optional.empty(), 1, 1, false);
    }

    /** The model answers with its own name; the gate is content with one of them. */
    private Outcome<Escalated> ask(Tier from, String good) {
        return new Escalation(
                        dialogue -> {
                            asked.add(dialogue);
                            return Outcome.passed(answer(dialogue.model().value()));
                        },
                        (answer, _) ->
                                answer.text().reveal().equals(good)
                                        ? Optional.empty()
                                        : Optional.of(dialogue("refined")))
                .ask(from, dialogue("first"));
    }

    private static Escalated passed(Outcome<Escalated> outcome) {
        return switch (outcome) {
            case Outcome.Passed<Escalated>(Escalated escalated) -> escalated;
            case Outcome.Refused<Escalated> refused -> throw new AssertionError(refused);
        };
    }

    @Test
    void aGoodAnswerIsAskedForOnce() {
        Escalated escalated = passed(ask(Tier.NANO, "tier/nano"));
        assertThat(escalated.tier()).isEqualTo(Tier.NANO);
        assertThat(escalated.accepted()).isTrue();
        assertThat(asked).hasSize(1);
    }

    @Test
    void anAblerModelGetsTheRefinedQuestion() {
        Escalated escalated = passed(ask(Tier.NANO, "tier/mini"));
        assertThat(escalated.tier()).isEqualTo(Tier.MINI);
        assertThat(asked)
                .extracting(dialogue -> dialogue.turns().getFirst().text().reveal())
                .containsExactly("first", "refined");
    }

    @Test
    void twoStepsUpAreTheMostAndTheLastAnswerIsNotCalledGood() {
        Escalated escalated = passed(ask(Tier.NANO, "none of them"));
        assertThat(escalated.tier()).isEqualTo(Tier.FRONTIER);
        assertThat(escalated.accepted()).isFalse();
        assertThat(asked)
                .extracting(dialogue -> dialogue.model().value())
                .containsExactly("tier/nano", "tier/mini", "tier/frontier");
        asked.clear();
        assertThat(passed(ask(Tier.FRONTIER, "none of them")).accepted()).isFalse();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aRefusalEndsIt() {
        Outcome<Escalated> refused =
                new Escalation(
                                _ -> Outcome.refused(RefusalCode.OVER_LIMIT),
                                (_, asked) -> Optional.of(asked))
                        .ask(Tier.NANO, dialogue("first"));
        assertThat(refused).isInstanceOf(Outcome.Refused.class);
    }
}
