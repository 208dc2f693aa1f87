package portcullis.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import portcullis.gateway.Watch.Phase;
import portcullis.gateway.receive.Received;
import portcullis.gateway.record.Ended;
import portcullis.gateway.remember.Flight;
import portcullis.gateway.remember.Landing;
import portcullis.gateway.remember.Recall;
import portcullis.gateway.remember.Remembered;
import portcullis.gateway.route.Frame;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.screen.Screener;
import portcullis.gateway.settle.Meter;
import portcullis.gateway.settle.Settled;
import portcullis.governance.audit.Decision;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/**
 * One call from its bytes to its receipt. Every step runs on the call's context, one at a time, so
 * nothing here is locked; whatever a step throws, the caller is answered and one receipt is left.
 */
final class Journey implements Upstream.Caller, Steps.Troubles {
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final Duration SHORTEST_BEAT = Duration.ofSeconds(1);

    /** Providers keep the same limit; the journey's own is the one that a broken one meets. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final Rooms rooms;
    private final Visit visit;
    private final Ending ending;
    private final Delivery delivery;
    private final Steps steps;
    private final Watch watch = new Watch();
    private final Meter meter = new Meter();
    private Optional<Screened> screened = Optional.empty();
    private Optional<Flight> flight = Optional.empty();
    private Optional<Upstream> upstream = Optional.empty();
    private Optional<Label> target = Optional.empty();

    Journey(Rooms rooms, Visit visit, Ending ending) {
        this.rooms = rooms;
        this.visit = visit;
        this.ending = ending;
        this.steps = new Steps(visit.context(), rooms.timer(), this);
        this.delivery = new Delivery(visit.reply(), visit.raw().dialect(), rooms.nanos());
    }

    void begin() {
        steps.hop(this::walk);
    }

    private void walk() {
        delivery.onAbort(() -> steps.hop(this::abandoned));
        rooms.receiver().receive(visit.raw()).then(this::known).either(this::screen, this::refuse);
    }

    private record Asked(Model model, Received received) {}

    private Outcome<Asked> known(Received received) {
        watch.ended(Phase.RECEIVE);
        Model model = rooms.models().get(received.model());
        return model == null
                ? Outcome.refused(RefusalCode.MODEL_NOT_FOUND)
                : Outcome.passed(new Asked(model, received));
    }

    /** A text that takes longer than a glance is read elsewhere, so that it holds nobody up. */
    private void screen(Asked asked) {
        Outcome<Screened> seen = rooms.screener().glance(asked.received(), caller());
        if (Screener.isUnfinished(seen)) {
            steps.aside(
                    () -> rooms.screener().screenAgain(asked.received(), caller()),
                    again -> screened(asked, again));
        } else {
            screened(asked, seen);
        }
    }

    private void screened(Asked asked, Outcome<Screened> seen) {
        seen.map(request -> way(asked.model(), request)).either(this::go, this::refuse);
    }

    private Way way(Model model, Screened request) {
        watch.ended(Phase.SCREEN);
        screened = Optional.of(request);
        Duration total = request.streamed() ? model.timeouts().total() : model.timeouts().plain();
        Deadline deadline =
                visit.raw()
                        .deadline()
                        .map(asked -> asked.noLaterThan(total))
                        .orElseGet(() -> Deadline.in(total, rooms.nanos()));
        return new Way(model, request, rooms.teller().begin(request), deadline);
    }

    private void go(Way way) {
        pulse(way);
        if (!steps.ended()) {
            remember(way);
        }
    }

    /** Wakes up at least every ten seconds: speaks up when it was silent, ends when it is time. */
    private void pulse(Way way) {
        if (way.deadline().passed()) {
            meter.cut();
            leave();
            refused(Refusal.of(RefusalCode.PROVIDER_TIMEOUT));
            return;
        }
        if (way.streamed() && delivery.silence() >= BEAT.toNanos() && !delivery.full()) {
            delivery.open();
            delivery.events(List.of(way.telling().heartbeat()));
        }
        Duration beat = BEAT.minusNanos(Math.min(delivery.silence(), BEAT.toNanos()));
        Duration rest = beat.compareTo(SHORTEST_BEAT) > 0 ? beat : SHORTEST_BEAT;
        Duration left = way.deadline().left().plus(GRACE);
        steps.after(rest.compareTo(left) < 0 ? rest : left, () -> pulse(way));
    }

    private void remember(Way way) {
        Recall recall = rooms.memory().recall(way.request(), way.model().cache());
        watch.ended(Phase.RECALL);
        switch (recall) {
            case Recall.Hit(Remembered answer) -> {
                cacheSays("hit");
                replay(way, answer, Decision.CACHED);
            }
            case Recall.Asking(Flight mine, var soon) -> {
                flight = Optional.of(mine);
                soon.thenAccept(found -> steps.hop(() -> foundElsewhere(way, mine, found)));
            }
            case Recall.Joined(Flight ahead) -> {
                cacheSays("joined");
                ahead.await(landing -> steps.hop(() -> landed(way, landing)));
            }
            case Recall.Miss(Flight mine) -> {
                cacheSays("miss");
                flight = Optional.of(mine);
                route(way);
            }
            case Recall.Off _ -> {
                cacheSays("off");
                route(way);
            }
        }
    }

    private void foundElsewhere(Way way, Flight mine, Optional<Remembered> found) {
        watch.ended(Phase.RECALL);
        if (found.isEmpty()) {
            cacheSays("miss");
            route(way);
            return;
        }
        flight = Optional.empty();
        rooms.memory().found(mine, found.get());
        cacheSays("hit");
        replay(way, found.get(), Decision.CACHED);
    }

    private void cacheSays(String word) {
        delivery.header("x-portcullis-cache", word);
    }

    private void landed(Way way, Landing landing) {
        switch (landing) {
            case Landing.Landed(Remembered answer) -> replay(way, answer, Decision.JOINED);
            case Landing.Lost(Refusal refusal) -> refuse(refusal);
            case Landing.Left _ -> remember(way);
        }
    }

    private void replay(Way way, Remembered answer, Decision decision) {
        watch.ended(Phase.QUEUE);
        aimedAt(answer.target());
        Replay replay = new Replay(way, delivery, steps);
        if (way.streamed()) {
            open();
            replay.events(answer, () -> finish(way, decision));
        } else {
            whole(way, replay.whole(answer), decision);
        }
    }

    private void route(Way way) {
        Upstream going = new Upstream(rooms, way, this);
        upstream = Optional.of(going);
        going.begin();
    }

    @Override
    public Permitted caller() {
        return visit.caller().caller();
    }

    @Override
    public Meter meter() {
        return meter;
    }

    @Override
    public Delivery delivery() {
        return delivery;
    }

    @Override
    public Steps steps() {
        return steps;
    }

    @Override
    public void aimedAt(Label label) {
        target = Optional.of(label);
        delivery.header("x-portcullis-target", label.value());
    }

    @Override
    public void asked() {
        watch.ended(Phase.QUEUE);
    }

    @Override
    public void open() {
        watch.ended(Phase.PROVIDER);
        watch.firstToken();
        delivery.header("server-timing", watch.header());
        delivery.open();
    }

    @Override
    public void answered(Way way, Optional<Frame> plain, Optional<Remembered> kept) {
        plain.ifPresentOrElse(
                frame -> whole(way, frame, Decision.ANSWERED),
                () -> finish(way, Decision.ANSWERED));
        flight.ifPresent(
                mine ->
                        kept.ifPresentOrElse(
                                answer -> rooms.memory().land(mine, answer),
                                () -> rooms.memory().end(mine, new Landing.Left())));
    }

    private void whole(Way way, Frame frame, Decision decision) {
        watch.ended(Phase.PROVIDER);
        watch.firstToken();
        byte[] body = way.telling().whole(frame);
        watch.ended(Phase.STREAM);
        delivery.header("server-timing", watch.header());
        delivery.whole(body);
        close(decision, Optional.empty());
    }

    private void finish(Way way, Decision decision) {
        List<byte[]> last = new ArrayList<>(way.telling().end());
        watch.ended(Phase.STREAM);
        last.addFirst(way.telling().comment("server-timing " + watch.header()));
        delivery.end(last);
        close(decision, Optional.empty());
    }

    /** Those who wait for the same answer would meet the same refusal. */
    @Override
    public void refuse(Refusal refusal) {
        flight.ifPresent(mine -> rooms.memory().end(mine, new Landing.Lost(refusal)));
        refused(refusal);
    }

    private void refused(Refusal refusal) {
        delivery.header("server-timing", watch.header());
        delivery.refuse(refusal);
        boolean failed = attempts() > 0 && refusal.code().status() >= 500;
        close(failed ? Decision.FAILED : Decision.REFUSED, Optional.of(refusal));
    }

    private void abandoned() {
        meter.cut();
        leave();
        close(Decision.CANCELLED, Optional.empty());
    }

    /** Frees the provider first, then those who wait. */
    private void leave() {
        upstream.ifPresent(Upstream::cancel);
        flight.ifPresent(mine -> rooms.memory().end(mine, new Landing.Left()));
    }

    private int attempts() {
        return upstream.map(Upstream::attempts).orElse(0);
    }

    @Override
    public void gone() {
        leave();
        close(Decision.CANCELLED, Optional.empty());
    }

    /** Receipt first: speaking to the caller may be what broke. */
    @Override
    public void broke(Throwable bug) {
        Refusal refusal = Refusal.of(RefusalCode.INTERNAL);
        rooms.log().write(GatewayEvent.JourneyBroke.of(visit.raw().request(), bug));
        meter.cut();
        close(Decision.FAILED, Optional.of(refusal));
        leave();
        delivery.refuse(refusal);
    }

    private void close(Decision decision, Optional<Refusal> refusal) {
        if (!steps.end()) {
            return;
        }
        Settled settled = meter.total();
        Optional<RefusalCode> code = refusal.map(Refusal::code);
        Ended ended = new Ended(decision, code, target, attempts(), settled, watch.took());
        rooms.recorder().record(visit.raw().request(), caller(), ended);
        visit.caller().settle(settled.tokens(), settled.costMicros());
        screened.ifPresent(request -> request.mapping().close());
        rooms.log().write(GatewayEvent.CallEnded.of(visit.raw(), ended, watch.toFirstToken()));
        ending.over(ended, refusal);
    }
}
