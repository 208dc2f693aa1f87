package portcullis.gateway;

import java.time.Duration;
import java.util.Optional;
import portcullis.gateway.remember.Flight;
import portcullis.gateway.remember.Flight.Listener;
import portcullis.gateway.remember.Landing;
import portcullis.gateway.remember.Remembered.Form;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Route;
import portcullis.gateway.route.Signals;
import portcullis.gateway.route.Step;
import portcullis.gateway.route.Timeouts;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Wanted;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.settle.Meter;
import portcullis.gateway.settle.Stake;
import portcullis.governance.audit.EgressPermit;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/**
 * Brings one answer from the vendors to its flight: one attempt after the other, each with its own
 * durable intent, in the name of whoever leads. Ends when the answer is complete, when no target is
 * left, or when nobody listens any more.
 */
final class Run implements Flight.Pilot, Steps.Troubles {
    private final Rooms rooms;
    private final Model model;
    private final Deadline deadline;
    private final Flight flight;
    private final Route route;
    private final Meter meter;
    private final Draft draft;
    private final Steps steps;
    private Optional<Ear> listening = Optional.empty();
    private Optional<Attempt> attempt = Optional.empty();
    private int attempts;
    private boolean paused;
    private boolean noPrefill;

    /**
     * @param way the leader's: its deadline is the end of all attempts
     */
    Run(Rooms rooms, Way way, Flight flight) {
        this.rooms = rooms;
        this.model = way.model();
        this.deadline = way.deadline();
        this.flight = flight;
        this.meter = rooms.purse().meter();
        this.route = rooms.router().plan(model, Wanted.of(way.request()), deadline);
        this.draft = new Draft(flight, model.onFailure(), meter);
        this.steps = new Steps(new Mailbox(), rooms.timer(), this);
        flight.flownBy(this);
    }

    /** Called in the context of the leader. */
    void begin() {
        steps.hop(() -> first(route.begin()));
    }

    private void first(Step step) {
        if (step instanceof Step.Try(Target target, Duration pause, var _) && pause.isZero()) {
            intend(target);
        } else {
            take(step);
        }
    }

    private void take(Step step) {
        switch (step) {
            case Step.GiveUp(RefusalCode code) -> end(new Landing.Lost(Refusal.of(code)));
            case Step.Try(Target target, Duration pause, var _) when pause.isZero() ->
                    again(target);
            case Step.Try(Target target, Duration pause, var _) ->
                    steps.after(pause, () -> again(target));
        }
    }

    /** Wording a long request takes long; it is the leader's work. */
    private void again(Target target) {
        flight.leader().ifPresent(leader -> carried(leader, () -> intend(target)));
    }

    private void carried(Listener leader, Runnable step) {
        leader.carry(() -> steps.hop(step));
    }

    private void intend(Target target) {
        flight.leader()
                .ifPresent(leader -> intend(new Asking(target, leader, request(leader, target))));
    }

    /** One attempt, in somebody's name. */
    private record Asking(Target target, Listener leader, Question question) {}

    /** What is asked: the request as it is, or with the answer so far. */
    private record Question(Screened request, Manner manner) {}

    private enum Manner {
        ANEW,
        PREFILLED,
        INSTRUCTED
    }

    private Question request(Listener leader, Target target) {
        Screened request = leader.request();
        String text = draft.soFar().text();
        if (!draft.released() || text.isBlank()) {
            return new Question(request, Manner.ANEW);
        }
        return rooms.provider(target).acceptsPrefill() && !noPrefill
                ? new Question(request.prefilled(text), Manner.PREFILLED)
                : new Question(request.continued(text), Manner.INSTRUCTED);
    }

    private void intend(Asking asking) {
        attempts++;
        flight.aim(asking.target().label());
        Screened request = asking.question().request();
        meter.stake(model.name(), request, asking.target(), attempts)
                .either(stake -> intend(asking, stake), refusal -> end(new Landing.Lost(refusal)));
    }

    private void intend(Asking asking, Stake stake) {
        asking.leader().attempts(1);
        rooms.recorder()
                .intend(stake)
                .exceptionally(_ -> Outcome.refused(RefusalCode.AUDIT_UNAVAILABLE))
                .thenAccept(
                        permit -> carried(asking.leader(), () -> permitted(asking, stake, permit)));
    }

    private void permitted(Asking asking, Stake stake, Outcome<EgressPermit> permit) {
        permit.either(
                granted -> ask(asking, stake, granted),
                refusal -> {
                    asking.leader().attempts(-1);
                    forbidden(refusal);
                });
    }

    /** A target that is closed for its bills is one that another target may stand in for. */
    private void forbidden(Refusal refusal) {
        if (refusal.code() == RefusalCode.TARGET_CLOSED) {
            take(route.closed(refusal.code()));
        } else {
            end(new Landing.Lost(refusal));
        }
    }

    private void ask(Asking asking, Stake stake, EgressPermit permit) {
        Screened request = stake.request();
        flight.asked(System.nanoTime());
        meter.asked(stake);
        draft.begin(request.streamed() ? Form.EVENTS : Form.WHOLE);
        Ear ear = new Ear(asking);
        listening = Optional.of(ear);
        Ask ask = new Ask(request, asking.target().model(), timeouts(request), deadline);
        Provider provider = rooms.provider(asking.target());
        route.sent();
        Attempt going = provider.call(ask, permit, ear);
        attempt = Optional.of(going);
        if (paused) {
            going.pause();
        }
    }

    /**
     * A plain answer shows no first token, so a silent target may use only its share of the time.
     */
    private Timeouts timeouts(Screened request) {
        Timeouts limits = model.timeouts();
        return request.streamed() ? limits : limits.endingAfter(route.share());
    }

    /** Hears one attempt out; what a broken provider says after its end is not heard. */
    private final class Ear implements Signals {
        private final Asking asking;
        private boolean spoke;

        private Ear(Asking asking) {
            this.asking = asking;
        }

        @Override
        public void frame(Frame frame) {
            steps.hop(() -> heard(() -> take(frame)));
        }

        private void take(Frame frame) {
            if (!spoke && Draft.says(frame)) {
                spoke = true;
                route.began();
            }
            if (draft.take(frame)) {
                attempt.ifPresent(Attempt::cancel); // the answer was ended at its cap
                draft.finish().ifPresentOrElse(this::fail, this::land);
            }
        }

        @Override
        public void done() {
            steps.hop(() -> heard(() -> draft.finish().ifPresentOrElse(this::fail, this::land)));
        }

        @Override
        public void failed(Trouble trouble) {
            steps.hop(() -> heard(() -> fail(trouble)));
        }

        private void heard(Runnable news) {
            if (listening.filter(this::equals).isPresent()) {
                news.run();
            }
        }

        private void fail(Trouble trouble) {
            boolean prefillRefused =
                    trouble instanceof Trouble.Rejected
                            && asking.question().manner() == Manner.PREFILLED
                            && !spoke;
            broke(asking.target(), trouble, prefillRefused);
        }

        private void land() {
            landed(asking.target());
        }
    }

    private void landed(Target target) {
        listening = Optional.empty();
        route.answered();
        draft.whole(target.label()).ifPresent(answer -> rooms.memory().keep(flight, answer));
        end(new Landing.Landed());
    }

    private void broke(Target target, Trouble trouble, boolean prefillRefused) {
        meter.failed(trouble);
        listening = Optional.empty();
        attempt = Optional.empty();
        if (!draft.released()) {
            take(route.after(trouble));
        } else if (draft.soFar().complete()) {
            landed(target);
        } else if (prefillRefused) {
            noPrefill = true;
            again(target);
        } else if (draft.mayGoOn()) {
            take(route.after(trouble));
        } else {
            end(new Landing.Lost(Refusal.of(route.brokeOff(trouble))));
        }
    }

    @Override
    public void changed() {
        steps.hop(this::heed);
    }

    private void heed() {
        switch (flight.mood()) {
            case ABANDONED -> {
                cut();
                end(new Landing.Lost(Refusal.of(RefusalCode.CANCELLED)));
            }
            case BEHIND -> {
                paused = true;
                attempt.ifPresent(Attempt::pause);
            }
            case FOLLOWED -> {
                if (paused) {
                    paused = false;
                    attempt.ifPresent(Attempt::resume);
                }
            }
        }
    }

    private void cut() {
        listening = Optional.empty();
        attempt.ifPresent(Attempt::cancel);
        meter.cut();
    }

    private void end(Landing how) {
        steps.end();
        rooms.memory().ended(flight);
        flight.end(how, meter.total());
    }

    @Override
    public void broke(Throwable bug) {
        flight.leader()
                .ifPresent(
                        leader ->
                                rooms.log()
                                        .write(
                                                GatewayEvent.JourneyBroke.of(
                                                        leader.request().request(), bug)));
        cut();
        end(new Landing.Lost(Refusal.of(RefusalCode.INTERNAL)));
    }

    /** A mailbox takes every step. */
    @Override
    public void gone() {
        throw new IllegalStateException("a mailbox refused a step");
    }
}
