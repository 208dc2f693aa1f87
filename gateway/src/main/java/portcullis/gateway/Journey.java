package portcullis.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import portcullis.gateway.Watch.Phase;
import portcullis.gateway.receive.Received;
import portcullis.gateway.record.Ended;
import portcullis.gateway.remember.Flight;
import portcullis.gateway.remember.Landing;
import portcullis.gateway.remember.Recall;
import portcullis.gateway.remember.Remembered;
import portcullis.gateway.remember.Remembered.Form;
import portcullis.gateway.route.Frame;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.settle.Meter;
import portcullis.gateway.settle.Settled;
import portcullis.gateway.stream.Telling;
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
final class Journey implements Upstream.Caller {
    private static final Duration BEAT = Duration.ofSeconds(10);

    private static final Duration SHORTEST_BEAT = Duration.ofSeconds(1);

    /** Providers keep the same limit; the journey's own is the one that a broken one meets. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private static final int FRAMES_PER_STEP = 64;

    private final Rooms rooms;
    private final Visit visit;
    private final Ending ending;
    private final Delivery delivery;
    private final Watch watch = new Watch();
    private final Meter meter = new Meter();
    private final List<Future<?>> alarms = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private Optional<Screened> screened = Optional.empty();
    private Optional<Flight> flight = Optional.empty();
    private Optional<Upstream> upstream = Optional.empty();
    private Optional<Label> target = Optional.empty();

    Journey(Rooms rooms, Visit visit, Ending ending) {
        this.rooms = rooms;
        this.visit = visit;
        this.ending = ending;
        this.delivery = new Delivery(visit.reply(), visit.raw().dialect(), rooms.nanos());
    }

    /** What stays the same for one understood call. */
    record Way(Model model, Screened request, Telling telling, Deadline deadline) {
        boolean streamed() {
            return request.streamed();
        }
    }

    void begin() {
        hop(this::walk);
    }

    private void walk() {
        delivery.onAbort(() -> hop(this::abandoned));
        rooms.receiver().receive(visit.raw()).then(this::find).either(this::remember, this::refuse);
    }

    private Outcome<Way> find(Received received) {
        watch.ended(Phase.RECEIVE);
        Model model = rooms.models().get(received.model());
        return model == null
                ? Outcome.refused(RefusalCode.MODEL_NOT_FOUND)
                : rooms.screener().screen(received, caller().tenant()).map(it -> way(model, it));
    }

    private Way way(Model model, Screened request) {
        watch.ended(Phase.SCREEN);
        screened = Optional.of(request);
        Duration total = model.timeouts().total();
        Deadline deadline =
                visit.raw()
                        .deadline()
                        .map(asked -> asked.noLaterThan(total))
                        .orElseGet(() -> Deadline.in(total, rooms.nanos()));
        Way way = new Way(model, request, rooms.teller().begin(request), deadline);
        alarm(deadline.left().plus(GRACE), this::timeUp);
        if (way.streamed()) {
            alarm(BEAT, () -> beat(way));
        }
        return way;
    }

    private void remember(Way way) {
        Recall recall = rooms.memory().recall(way.request(), way.model().cache());
        watch.ended(Phase.RECALL);
        switch (recall) {
            case Recall.Hit(Remembered answer) -> {
                cacheSays("hit");
                replay(way, answer, Decision.CACHED);
            }
            case Recall.Joined(Flight ahead) -> {
                cacheSays("joined");
                ahead.await(landing -> hop(() -> landed(way, landing)));
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
        if (!way.streamed()) {
            whole(
                    way,
                    answer.form() == Form.WHOLE
                            ? answer.frames().getFirst()
                            : way.telling().asWhole(answer.frames()),
                    decision);
            return;
        }
        List<Frame> frames =
                answer.form() == Form.EVENTS
                        ? answer.frames()
                        : way.telling().asEvents(answer.frames().getFirst());
        open();
        replay(way, frames, decision);
    }

    /** In portions, so that a long answer neither holds the context nor floods a slow caller. */
    private void replay(Way way, List<Frame> frames, Decision decision) {
        int count = 0;
        while (count < frames.size() && count < FRAMES_PER_STEP && !delivery.full()) {
            delivery.events(way.telling().event(frames.get(count++)));
        }
        List<Frame> left = frames.subList(count, frames.size());
        if (left.isEmpty()) {
            finish(way, decision);
        } else if (delivery.full()) {
            delivery.onDrain(() -> hop(() -> replay(way, left, decision)));
        } else {
            hop(() -> replay(way, left, decision));
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
    public void aimedAt(Label label) {
        target = Optional.of(label);
        delivery.header("x-portcullis-target", label.value());
    }

    @Override
    public void asked() {
        watch.ended(Phase.QUEUE);
    }

    /** The head of a stream, at its first content. */
    @Override
    public void open() {
        watch.ended(Phase.PROVIDER);
        watch.firstToken();
        delivery.header("server-timing", watch.header());
        delivery.open();
    }

    @Override
    public void answered(Way way, Optional<Frame> plain, Optional<Remembered> kept) {
        if (plain.isPresent()) {
            watch.ended(Phase.PROVIDER);
            whole(way, plain.get(), Decision.ANSWERED);
        } else {
            finish(way, Decision.ANSWERED);
        }
        flight.ifPresent(
                mine ->
                        kept.ifPresentOrElse(
                                answer -> rooms.memory().land(mine, answer),
                                () -> rooms.memory().end(mine, new Landing.Left())));
    }

    private void whole(Way way, Frame frame, Decision decision) {
        byte[] body = way.telling().whole(frame);
        watch.firstToken();
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

    private void timeUp() {
        meter.cut();
        leave();
        refused(Refusal.of(RefusalCode.PROVIDER_TIMEOUT));
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

    private void beat(Way way) {
        if (delivery.silence() >= BEAT.toNanos() && !delivery.full()) {
            delivery.open();
            delivery.events(List.of(way.telling().heartbeat()));
        }
        long rest = Math.max(SHORTEST_BEAT.toNanos(), BEAT.toNanos() - delivery.silence());
        alarm(Duration.ofNanos(rest), () -> beat(way));
    }

    private int attempts() {
        return upstream.map(Upstream::attempts).orElse(0);
    }

    @Override
    public Alarm alarm(Duration after, Runnable step) {
        Future<?> alarm =
                rooms.timer().schedule(() -> hop(step), after.toNanos(), TimeUnit.NANOSECONDS);
        alarms.removeIf(Future::isDone);
        alarms.add(alarm);
        return () -> alarm.cancel(false);
    }

    /** Goes on in the call's context. A context that is gone ends the call. */
    @Override
    public void hop(Runnable step) {
        try {
            visit.context().execute(() -> step(step));
        } catch (RejectedExecutionException gone) {
            leave();
            close(Decision.CANCELLED, Optional.empty());
        }
    }

    private void step(Runnable step) {
        if (over.get()) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException | StackOverflowError bug) {
            broke(bug);
        }
    }

    /** Receipt first: speaking to the caller may be what broke. */
    private void broke(Throwable bug) {
        Refusal refusal = Refusal.of(RefusalCode.INTERNAL);
        rooms.log().write(new GatewayEvent.JourneyBroke(visit.raw().request(), kind(bug)));
        meter.cut();
        close(Decision.FAILED, Optional.of(refusal));
        leave();
        delivery.refuse(refusal);
    }

    private static Label kind(Throwable bug) {
        String name = bug.getClass().getName().replace('$', '.');
        return new Label(name.substring(0, Math.min(name.length(), 128)));
    }

    private void close(Decision decision, Optional<Refusal> refusal) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        Settled settled = meter.total();
        Ended ended =
                new Ended(
                        decision,
                        refusal.map(Refusal::code),
                        target,
                        attempts(),
                        settled,
                        watch.took());
        rooms.recorder().record(visit.raw().request(), caller(), ended);
        visit.caller().settle(settled.tokens(), settled.costMicros());
        alarms.forEach(alarm -> alarm.cancel(false));
        screened.ifPresent(request -> request.mapping().close());
        tell(ended);
        ending.over(ended, refusal);
    }

    private void tell(Ended ended) {
        rooms.log()
                .write(
                        new GatewayEvent.CallEnded(
                                visit.raw().request(),
                                caller().tenant(),
                                ended.decision(),
                                ended.refusal(),
                                ended.target(),
                                ended.attempts(),
                                ended.settled().inputTokens(),
                                ended.settled().outputTokens(),
                                ended.took(),
                                watch.toFirstToken()));
    }
}
