package portcullis.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import portcullis.gateway.remember.Flight;
import portcullis.gateway.remember.Flight.Listener;
import portcullis.gateway.remember.Landing;
import portcullis.gateway.remember.Remembered.Form;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Quota;
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
    private Optional<Second> second = Optional.empty();
    private int attempts;
    private boolean paused;
    private boolean noPrefill;

    /**
     * @param way the leader's: its deadline is the end of all attempts
     */
    Run(Rooms rooms, Way way, Flight flight) {
        this(rooms, way, flight, 0);
    }

    /**
     * @param before attempts that were made for this call by other runs
     */
    Run(Rooms rooms, Way way, Flight flight, int before) {
        this.attempts = before;
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
        flight.leader().ifPresent(leader -> intend(asking(leader, target)));
    }

    private Asking asking(Listener leader, Target target) {
        if (!draft.released() || draft.soFar().text().isBlank()) {
            return Asking.anew(target, leader);
        }
        boolean prefill = rooms.provider(target).acceptsPrefill() && !noPrefill;
        return Asking.goingOn(target, leader, draft.soFar().text(), prefill);
    }

    private void intend(Asking asking) {
        flight.aim(asking.target().label());
        intend(asking, permit -> permitted(asking, permit));
    }

    private void intend(Asking asking, Consumer<Outcome<Granted>> then) {
        attempts++;
        asking.leader().attempts(1);
        meter.stake(model.name(), asking.request(), asking.target(), attempts)
                .either(
                        stake -> intend(asking, stake, then),
                        refusal -> then.accept(Outcome.refused(refusal)));
    }

    private void intend(Asking asking, Stake stake, Consumer<Outcome<Granted>> then) {
        rooms.recorder()
                .intend(stake)
                .exceptionally(_ -> Outcome.refused(RefusalCode.AUDIT_UNAVAILABLE))
                .thenAccept(
                        permit ->
                                carried(
                                        asking.leader(),
                                        () ->
                                                then.accept(
                                                        permit.map(it -> new Granted(stake, it)))));
    }

    /** An attempt that may be sent: its intent is durable and its money is held. */
    private record Granted(Stake stake, EgressPermit permit) {}

    private void permitted(Asking asking, Outcome<Granted> granted) {
        granted.either(
                sent -> ask(asking, sent),
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

    private void ask(Asking asking, Granted granted) {
        flight.asked(System.nanoTime());
        Ear ear = new Ear(asking);
        lead(ear);
        route.sent();
        ear.ask(granted);
        route.hedgeAfter().ifPresent(span -> steps.after(span, () -> hedge(ear)));
    }

    /** What this attempt says is the answer from now on. */
    private void lead(Ear ear) {
        listening = Optional.of(ear);
        ear.stake.ifPresent(meter::leads);
        draft.begin(ear.asking.request().streamed() ? Form.EVENTS : Form.WHOLE);
    }

    /** A second attempt beside one that is late with its first token. */
    private record Second(Route.Hedge hedge, Ear ear) {}

    private void hedge(Ear late) {
        if (!isHeard(late) || late.spoke || draft.released() || second.isPresent()) {
            return;
        }
        flight.leader().ifPresent(leader -> route.hedge().ifPresent(hedge -> hedge(hedge, leader)));
    }

    private void hedge(Route.Hedge hedge, Listener leader) {
        Ear ear = new Ear(Asking.anew(hedge.target(), leader));
        second = Optional.of(new Second(hedge, ear));
        intend(ear.asking, permit -> hedgePermitted(ear, permit));
    }

    private void hedgePermitted(Ear ear, Outcome<Granted> permit) {
        if (!isHeard(ear) && !isSecond(ear)) {
            ear.asking.leader().attempts(-1);
            return;
        }
        permit.either(
                ear::ask,
                refusal -> {
                    ear.asking.leader().attempts(-1);
                    if (isHeard(ear)) {
                        end(new Landing.Lost(refusal));
                    }
                    second = Optional.empty();
                });
    }

    private boolean isHeard(Ear ear) {
        return listening.filter(ear::equals).isPresent();
    }

    private boolean isSecond(Ear ear) {
        return second.filter(other -> other.ear().equals(ear)).isPresent();
    }

    /** The second attempt is the only one from now on; what it said already is told. */
    private void promote(Second winner) {
        second = Optional.empty();
        flight.aim(winner.ear().asking.target().label());
        lead(winner.ear());
        winner.ear().early.forEach(winner.ear()::take);
    }

    /** The first attempt has begun to answer: the second one came too late. */
    private void dropSecond() {
        Optional<Ear> loser = second.map(Second::ear).filter(ear -> ear.going.isPresent());
        loser.ifPresent(Ear::hangUp);
        loser.flatMap(ear -> ear.stake).ifPresent(meter::cut);
        second = Optional.empty();
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
        private final List<Frame> early = new ArrayList<>();
        private Optional<Attempt> going = Optional.empty();
        private Optional<Stake> stake = Optional.empty();
        private boolean spoke;

        private Ear(Asking asking) {
            this.asking = asking;
        }

        private void ask(Granted granted) {
            Screened request = granted.stake().request();
            stake = Optional.of(granted.stake());
            meter.asked(granted.stake());
            if (isHeard(this)) {
                meter.leads(granted.stake());
            }
            Ask ask = new Ask(request, asking.target().model(), timeouts(request), deadline);
            Provider provider = rooms.provider(asking.target());
            Attempt begun = provider.call(ask, granted.permit(), this);
            going = Optional.of(begun);
            if (paused) {
                begun.pause();
            }
        }

        private void hangUp() {
            going.ifPresent(Attempt::cancel);
        }

        @Override
        public void quota(Quota quota) {
            steps.hop(() -> heard(() -> told(quota), () -> {}));
        }

        private void told(Quota quota) {
            quota.rest().ifPresent(route::spare);
            flight.told(quota.headers());
        }

        @Override
        public void frame(Frame frame) {
            steps.hop(() -> heard(() -> take(frame), () -> takeEarly(frame)));
        }

        private void take(Frame frame) {
            if (!spoke && Draft.says(frame)) {
                spoke = true;
                dropSecond();
                route.began();
            }
            if (draft.take(frame)) {
                hangUp(); // the answer was ended at its cap
                draft.finish().ifPresentOrElse(this::fail, this::land);
            }
        }

        /** The one that speaks first is the answer. */
        private void takeEarly(Frame frame) {
            early.add(frame);
            if (Draft.says(frame)) {
                listening.ifPresent(Ear::hangUp);
                meter.cut();
                second.ifPresent(
                        winner -> {
                            winner.hedge().won();
                            spoke = true;
                            promote(winner);
                        });
            }
        }

        @Override
        public void done() {
            Runnable end = () -> draft.finish().ifPresentOrElse(this::fail, this::land);
            steps.hop(() -> heard(end, () -> lose(new Trouble.Malformed(Trouble.Cause.EMPTY))));
        }

        @Override
        public void failed(Trouble trouble) {
            steps.hop(() -> heard(() -> fail(trouble), () -> lose(trouble)));
        }

        private void heard(Runnable news, Runnable beside) {
            if (isHeard(this)) {
                news.run();
            } else if (isSecond(this)) {
                beside.run();
            }
        }

        private void lose(Trouble trouble) {
            stake.ifPresent(it -> meter.failed(it, trouble));
            second.ifPresent(loser -> loser.hedge().lost(trouble));
            second = Optional.empty();
        }

        private void fail(Trouble trouble) {
            boolean prefillRefused =
                    trouble instanceof Trouble.Rejected
                            && asking.manner() == Asking.Manner.PREFILLED
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
        if (second.isPresent()) {
            second.get().hedge().remains(trouble);
            promote(second.get());
        } else if (!draft.released()) {
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
                listening.flatMap(ear -> ear.going).ifPresent(Attempt::pause);
            }
            case FOLLOWED -> {
                if (paused) {
                    paused = false;
                    listening.flatMap(ear -> ear.going).ifPresent(Attempt::resume);
                }
            }
        }
    }

    private void cut() {
        dropSecond();
        listening.ifPresent(Ear::hangUp);
        listening = Optional.empty();
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
