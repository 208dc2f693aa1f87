package portcullis.gateway;

import java.util.Locale;
import java.util.Optional;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;

/**
 * Asks a small model first and an abler one when its answer is not good enough, at most twice
 * (gateway specification, section 5). What is good enough, the application's gate says.
 */
public final class Escalation {
    private static final int MOST = 2;

    private final Call call;
    private final Gate gate;

    /**
     * Asks once. Each question is a call of its own with its own admission and receipt, so the
     * application makes it.
     */
    public interface Call {
        Outcome<Answered> converse(Dialogue dialogue);
    }

    /** Judges an answer. */
    public interface Gate {
        /**
         * Empty when the answer is good enough.
         *
         * @return what to ask the abler model: the same, or a refined question
         */
        Optional<Dialogue> better(Answered answer, Dialogue asked);
    }

    /**
     * The last answer.
     *
     * @param tier who gave it
     * @param accepted false when the gate did not accept it and nobody abler may be asked
     */
    public record Escalated(Answered answer, Tier tier, boolean accepted) {}

    public Escalation(Call call, Gate gate) {
        this.call = call;
        this.gate = gate;
    }

    /**
     * Asks from this tier upwards; the dialogue's own model does not count.
     *
     * @return refused as soon as one of the calls is
     */
    public Outcome<Escalated> ask(Tier from, Dialogue dialogue) {
        return ask(from, dialogue, MOST);
    }

    private Outcome<Escalated> ask(Tier tier, Dialogue dialogue, int escalations) {
        Dialogue asked = new Dialogue(model(tier), dialogue.turns(), dialogue.documents());
        return call.converse(asked).then(answer -> judged(tier, asked, answer, escalations));
    }

    private Outcome<Escalated> judged(Tier tier, Dialogue asked, Answered answer, int escalations) {
        Optional<Dialogue> better = gate.better(answer, asked);
        Optional<Tier> above = escalations > 0 ? tier.above() : Optional.empty();
        if (better.isEmpty() || above.isEmpty()) {
            return Outcome.passed(new Escalated(answer, tier, better.isEmpty()));
        }
        return ask(above.get(), better.get(), escalations - 1);
    }

    private static Label model(Tier tier) {
        return new Label("tier/" + tier.name().toLowerCase(Locale.ROOT));
    }
}
