package portcullis.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import portcullis.gateway.Clearance.Granted;
import portcullis.gateway.remember.Flight;
import portcullis.gateway.remember.Flight.Listener;
import portcullis.gateway.remember.Landing;
import portcullis.gateway.remember.Remembered.Form;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Quota;
import portcullis.gateway.route.Route;
import portcullis.gateway.route.Step;
import portcullis.gateway.route.Timeouts;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Wanted;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.settle.Meter;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/**
 * Brings one answer from the vendors to its flight: one attempt after the other, each with its own
 * durable intent, in the name of whoever leads. Ends when the answer is complete, when no target is
 * left, or when nobody listens any more.
 */
final class Run implements Flight.Pilot, Steps.Troubles, Ear.News {
    private final Rooms rooms;
    private final Model model;
    private final Deadline deadline;
    private final Flight flight;
    private final Route route;
    private final Meter meter;
    private final Draft draft;
    private final Steps steps;
    private final Clearance clearance;
    private final Hedging hedging;
    private Optional<Ear> listening = Optional.empty();
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
        this.draft = new Draft(flight, model.onFailure(), rooms.streaming().heldTokens(), meter);
        this.steps = new Steps(new Mailbox(), rooms.timer(), this);
        this.clearance = new Clearance(rooms.recorder(), model.name(), meter, steps);
        this.hedging = new Hedging(route, meter);
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
        flight.leader().ifPresent(leader -> leader.carry(() -> steps.hop(() -> intend(target))));
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
        clear(asking, granted -> permitted(asking, granted));
    }

    private void clear(Asking asking, Consumer<Outcome<Granted>> then) {
        attempts++;
        clearance.ask(asking, attempts, then);
    }

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
        Ear ear = new Ear(asking, steps, this);
        lead(ear);
        route.sent();
        send(ear, granted);
        route.hedgeAfter().ifPresent(span -> steps.after(span, () -> hedge(ear)));
    }

    /** What this attempt says is the answer from now on. */
    private void lead(Ear ear) {
        listening = Optional.of(ear);
        ear.stake().ifPresent(meter::leads);
        draft.begin(ear.asking().request().streamed() ? Form.EVENTS : Form.WHOLE);
    }

    private void send(Ear ear, Granted granted) {
        Screened request = granted.stake().request();
        ear.holds(granted.stake());
        meter.asked(granted.stake());
        if (isHeard(ear)) {
            meter.leads(granted.stake());
        }
        Target target = ear.asking().target();
        Ask ask = new Ask(request, target.model(), timeouts(request), deadline);
        Attempt begun = rooms.provider(target).call(ask, granted.permit(), ear);
        ear.hears(begun);
        if (paused) {
            begun.pause();
        }
    }

    /**
     * A plain answer shows no first token, so a silent target may use only its share of the time.
     */
    private Timeouts timeouts(Screened request) {
        Timeouts limits = model.timeouts();
        return request.streamed() ? limits : limits.endingAfter(route.share());
    }

    private void hedge(Ear late) {
        if (!isHeard(late) || late.spoke() || draft.released() || hedging.running()) {
            return;
        }
        flight.leader()
                .flatMap(
                        leader ->
                                hedging.begin(
                                        target ->
                                                new Ear(Asking.anew(target, leader), steps, this)))
                .ifPresent(ear -> clear(ear.asking(), granted -> hedgePermitted(ear, granted)));
    }

    private void hedgePermitted(Ear ear, Outcome<Granted> granted) {
        if (!isHeard(ear) && !hedging.is(ear)) {
            ear.asking().leader().attempts(-1);
            return;
        }
        granted.either(
                permitted -> send(ear, permitted),
                refusal -> {
                    ear.asking().leader().attempts(-1);
                    if (isHeard(ear)) {
                        end(new Landing.Lost(refusal));
                    }
                    hedging.over();
                });
    }

    private boolean isHeard(Ear ear) {
        return listening.filter(ear::equals).isPresent();
    }

    /** The second attempt is the only one from now on; what it said already is told. */
    private void promote(Ear winner) {
        flight.aim(winner.asking().target().label());
        lead(winner);
        winner.early().forEach(frame -> take(winner, frame));
    }

    @Override
    public void quota(Ear ear, Quota quota) {
        if (isHeard(ear)) {
            quota.rest().ifPresent(route::spare);
            flight.told(quota.headers());
        }
    }

    @Override
    public void frame(Ear ear, Frame frame) {
        if (isHeard(ear)) {
            take(ear, frame);
        } else if (hedging.is(ear)) {
            takeEarly(ear, frame);
        }
    }

    private void take(Ear ear, Frame frame) {
        if (!ear.spoke() && Draft.says(frame)) {
            ear.speaks();
            hedging.drop();
            route.began();
        }
        if (draft.take(frame)) {
            ear.hangUp(); // the answer was ended at its cap
            finish(ear);
        }
    }

    /** The one that speaks first is the answer. */
    private void takeEarly(Ear ear, Frame frame) {
        ear.keep(frame);
        if (Draft.says(frame)) {
            listening.ifPresent(Ear::hangUp);
            meter.cut();
            hedging.won();
            ear.speaks();
            promote(ear);
        }
    }

    @Override
    public void done(Ear ear) {
        if (isHeard(ear)) {
            finish(ear);
        } else if (hedging.is(ear)) {
            hedging.lost(new Trouble.Malformed(Trouble.Cause.EMPTY));
        }
    }

    private void finish(Ear ear) {
        draft.finish()
                .ifPresentOrElse(
                        trouble -> fail(ear, trouble), () -> landed(ear.asking().target()));
    }

    @Override
    public void failed(Ear ear, Trouble trouble) {
        if (isHeard(ear)) {
            fail(ear, trouble);
        } else if (hedging.is(ear)) {
            hedging.lost(trouble);
        }
    }

    private void landed(Target target) {
        listening = Optional.empty();
        route.answered();
        draft.whole(target.label()).ifPresent(answer -> rooms.memory().keep(flight, answer));
        end(new Landing.Landed());
    }

    private void fail(Ear ear, Trouble trouble) {
        Target target = ear.asking().target();
        meter.failed(trouble);
        listening = Optional.empty();
        Optional<Ear> other = hedging.remains(trouble);
        if (other.isPresent()) {
            promote(other.get());
        } else if (!draft.released()) {
            take(route.after(trouble));
        } else if (draft.soFar().complete()) {
            landed(target);
        } else if (ear.refusedPrefill(trouble)) {
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
                listening.flatMap(Ear::going).ifPresent(Attempt::pause);
            }
            case FOLLOWED -> {
                if (paused) {
                    paused = false;
                    listening.flatMap(Ear::going).ifPresent(Attempt::resume);
                }
            }
        }
    }

    private void cut() {
        hedging.drop();
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
