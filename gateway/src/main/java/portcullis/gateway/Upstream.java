package portcullis.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import portcullis.gateway.remember.Recording;
import portcullis.gateway.remember.Remembered;
import portcullis.gateway.remember.Remembered.Form;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Route;
import portcullis.gateway.route.Signals;
import portcullis.gateway.route.Step;
import portcullis.gateway.route.Timeouts;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Wanted;
import portcullis.gateway.settle.Meter;
import portcullis.governance.audit.EgressPermit;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/**
 * The part of a journey that waits for providers: one attempt after the other, each with its own
 * durable intent, until one has begun to answer the caller. Runs on the call's context.
 */
final class Upstream {
    /** Above this an answer that is held back is released. */
    private static final int MOST_HELD = 256 * 1024;

    private final Rooms rooms;
    private final Way way;
    private final Caller caller;
    private final Route route;
    private final List<Frame> held = new ArrayList<>();
    private Recording recording = new Recording();
    private Optional<Ear> listening = Optional.empty();
    private Optional<Attempt> attempt = Optional.empty();
    private Optional<Alarm> waiting = Optional.empty();
    private int attempts;
    private int heldBytes;
    private boolean begun;
    private boolean released;
    private boolean paused;
    private boolean cancelled;

    /** The journey that waits here. */
    interface Caller {
        Permitted caller();

        Meter meter();

        Delivery delivery();

        void aimedAt(Label label);

        void asked();

        void open();

        void answered(Way way, Optional<Frame> plain, Optional<Remembered> kept);

        void refuse(Refusal refusal);

        Steps steps();
    }

    Upstream(Rooms rooms, Way way, Caller caller) {
        this.rooms = rooms;
        this.way = way;
        this.caller = caller;
        this.route = rooms.router().plan(way.model(), Wanted.of(way.request()), way.deadline());
    }

    int attempts() {
        return attempts;
    }

    void begin() {
        take(route.begin());
    }

    void cancel() {
        cancelled = true;
        listening = Optional.empty();
        waiting.ifPresent(Alarm::cancel);
        attempt.ifPresent(Attempt::cancel);
    }

    private void take(Step step) {
        switch (step) {
            case Step.GiveUp(RefusalCode code) -> caller.refuse(Refusal.of(code));
            case Step.Try(Target target, Duration pause, var _) when pause.isZero() ->
                    intend(target);
            case Step.Try(Target target, Duration pause, var _) ->
                    waiting = Optional.of(caller.steps().after(pause, () -> intend(target)));
        }
    }

    private void intend(Target target) {
        attempts++;
        caller.aimedAt(target.label());
        rooms.recorder()
                .intend(way.request(), caller.caller(), target, attempts)
                .exceptionally(_ -> Outcome.refused(RefusalCode.AUDIT_UNAVAILABLE))
                .thenAccept(permit -> caller.steps().hop(() -> permitted(target, permit)));
    }

    private void permitted(Target target, Outcome<EgressPermit> permit) {
        permit.either(
                granted -> ask(target, granted),
                refusal -> {
                    attempts--;
                    caller.refuse(refusal);
                });
    }

    private void ask(Target target, EgressPermit permit) {
        if (cancelled) {
            return;
        }
        if (attempts == 1) {
            caller.asked();
        }
        caller.meter().asked(target.price(), way.request().body().length);
        Ear ear = new Ear(target);
        listening = Optional.of(ear);
        Ask ask = new Ask(way.request(), target.model(), timeouts(), way.deadline());
        Provider provider = rooms.provider(target);
        begun = false;
        route.sent();
        attempt = Optional.of(provider.call(ask, permit, ear));
    }

    /**
     * A plain answer shows no first token, so a silent target may use only its share of the time.
     */
    private Timeouts timeouts() {
        Timeouts limits = way.model().timeouts();
        return way.streamed() ? limits : limits.endingAfter(route.share());
    }

    /** Hears one attempt out; what a broken provider says after its end is not heard. */
    private final class Ear implements Signals {
        private final Target target;

        private Ear(Target target) {
            this.target = target;
        }

        @Override
        public void frame(Frame frame) {
            caller.steps().hop(() -> heard(() -> take(frame)));
        }

        @Override
        public void done() {
            caller.steps().hop(() -> heard(() -> complete(target)));
        }

        @Override
        public void failed(Trouble trouble) {
            caller.steps().hop(() -> heard(() -> broke(trouble)));
        }

        private void heard(Runnable news) {
            if (listening.filter(this::equals).isPresent()) {
                news.run();
            }
        }
    }

    private void take(Frame frame) {
        caller.meter().saw(frame);
        if (!begun && says(frame)) {
            begun = true;
            route.began();
        }
        recording.add(frame);
        held.add(frame);
        heldBytes += frame.json().length;
        if (way.streamed() && (released || mayRelease(frame))) {
            release();
        }
    }

    private boolean mayRelease(Frame frame) {
        return heldBytes > MOST_HELD
                || (way.model().onFailure() != StreamFailure.BUFFER && says(frame));
    }

    /** Before the first content another target can still take over. */
    private static boolean says(Frame frame) {
        return frame.pieces().stream().anyMatch(piece -> !(piece instanceof Piece.Used));
    }

    private void release() {
        if (!released) {
            released = true;
            caller.open();
        }
        held.forEach(frame -> caller.delivery().events(way.telling().event(frame)));
        held.clear();
        if (caller.delivery().full() && !paused) {
            paused = true;
            attempt.ifPresent(Attempt::pause);
            caller.delivery().onDrain(() -> caller.steps().hop(this::resume));
        }
    }

    private void resume() {
        paused = false;
        attempt.ifPresent(Attempt::resume);
    }

    private void complete(Target target) {
        if (!released && held.stream().noneMatch(Upstream::says)) {
            broke(new Trouble.Malformed(Trouble.Cause.EMPTY));
            return;
        }
        if (!way.streamed() && held.size() != 1) {
            broke(new Trouble.Malformed(Trouble.Cause.BAD_FRAMING));
            return;
        }
        listening = Optional.empty();
        route.answered();
        Form form = way.streamed() ? Form.EVENTS : Form.WHOLE;
        Optional<Remembered> kept = recording.whole(form, target.label());
        if (way.streamed()) {
            release();
            caller.answered(way, Optional.empty(), kept);
        } else {
            caller.answered(way, Optional.of(held.getFirst()), kept);
        }
    }

    private void broke(Trouble trouble) {
        listening = Optional.empty();
        attempt = Optional.empty();
        if (released) {
            caller.refuse(Refusal.of(route.brokeOff(trouble)));
            return;
        }
        held.clear();
        heldBytes = 0;
        recording = new Recording();
        take(route.after(trouble));
    }
}
