package portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrontierTest {
    private static final List<Frontier.Step> STEPS =
            List.of(
                    new Frontier.Step(100, 0.2, 0.8, true),
                    new Frontier.Step(200, 0.5, 3, true),
                    new Frontier.Step(300, 0.6, 4, false),
                    new Frontier.Step(400, 9, 80, true));

    @Test
    void theHighestRateWithinTheBoundCounts() {
        assertThat(Frontier.highest(STEPS, 1)).hasValue(100);
        assertThat(Frontier.highest(STEPS, 100)).hasValue(400);
    }

    @Test
    void aStepWithErrorsDoesNotCount() {
        assertThat(Frontier.highest(STEPS, 5)).hasValue(200);
    }

    @Test
    void noStepWithinTheBoundIsNoRate() {
        assertThat(Frontier.highest(STEPS, 0.1)).isEmpty();
    }

    @Test
    void theNextLookIsBetweenTheLastGoodStepAndTheNext() {
        assertThat(Frontier.between(STEPS, 5)).hasValue(250);
        assertThat(Frontier.between(STEPS, 0.1)).hasValue(50);
        assertThat(Frontier.between(STEPS, 100)).isEmpty();
    }
}
