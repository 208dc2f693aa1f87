package portcullis.gateway;

import static portcullis.governance.audit.Decision.CANCELLED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import portcullis.gateway.Resumption.Mark;
import portcullis.gateway.Watch.Phase;
import portcullis.gateway.receive.Received;
import portcullis.gateway.record.Ended;
import portcullis.gateway.remember.Flight;
import portcullis.gateway.remember.Recall;
import portcullis.gateway.remember.Remembered;
import portcullis.gateway.remember.Remembered.Form;
import portcullis.gateway.remember.Seat;
import portcullis.gateway.route.Frame;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.screen.Screener;
import portcullis.gateway.settle.Settled;
import portcullis.gateway.stream.Journal;
import portcullis.gateway.stream.Telling;
import portcullis.governance.audit.Decision;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;

/**
 * One call from its bytes to its receipt. Every step runs on the call's context, one at a time, so
 * nothing here is locked; whatever a step throws, the caller is answered and one receipt is left.
 */
final class Journey implements Listening.Ends, Resumption.Ends, Steps.Troubles {
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final byte[] COMMENT = JsonText.ascii(": heartbeat\n\n");
    private static final Duration LONGEST_RESUMPTION = Duration.ofMinutes(10);
    private static final Duration SHORTEST_BEAT = Duration.ofSeconds(1);

    /** Providers keep the same limit; the journey's own is the one that a broken one meets. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final Rooms rooms;
    private final Visit visit;
    private final Ending ending;
    private final Delivery delivery;
    private final Steps steps;
    private final Watch watch = new Watch();
    private final AtomicInteger attempts = new AtomicInteger();
    private Optional<Screened> screened = Optional.empty();
    private Optional<Listening> listening = Optional.empty();
    private Optional<Resumption> resumption = Optional.empty();
    private Optional<CompletableFuture<Settled>> bill = Optional.empty();
    private Decision heard = Decision.ANSWERED;
    private boolean answering;

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

    /** Ends before anything was read. */
    void turnAway(Refusal refusal) {
        steps.hop(() -> refuse(refusal));
    }

    private void walk() {
        delivery.onAbort(() -> steps.hop(this::abandoned));
        Optional.ofNullable(visit.raw().headers().get("last-event-id"))
                .ifPresentOrElse(this::comeBack, this::receive);
    }

    private void receive() {
        rooms.receiver().receive(visit.raw()).then(this::known).either(this::screen, this::refuse);
    }

    /** The caller goes on with a stream that it was told before; nothing is sent to anybody. */
    private void comeBack(SensitiveText lastEvent) {
        Mark.of(lastEvent.reveal())
                .ifPresentOrElse(this::find, () -> refuse(Refusal.of(RefusalCode.NOT_FOUND)));
    }

    /** Here, or else in another process, which takes a look into the database. */
    private void find(Mark mark) {
        Outcome<Journal> here = rooms.journals().find(mark.stream(), caller());
        if (here instanceof Outcome.Refused<Journal> && rooms.journals().shared()) {
            steps.aside(
                    () -> rooms.journals().fetch(mark.stream(), mark.number(), caller()),
                    there -> goOn(there, mark));
        } else {
            goOn(here, mark);
        }
    }

    private void goOn(Outcome<Journal> found, Mark mark) {
        found.then(journal -> read(journal, mark)).either(this::resume, this::refuse);
    }

    private Outcome<Journal.Reader> read(Journal journal, Mark mark) {
        return journal.read(
                        mark.number(),
                        () -> steps.hop(() -> resumption.ifPresent(Resumption::tell)))
                .map(Outcome::passed)
                .orElseGet(() -> Outcome.refused(RefusalCode.STREAM_EXPIRED));
    }

    private void resume(Journal.Reader reader) {
        resumption = Optional.of(new Resumption(reader, delivery, steps, this));
        heard = Decision.JOINED;
        delivery.header("x-portcullis-stream", reader.stream().value());
        delivery.open();
        pulse(new Pulse(Deadline.in(LONGEST_RESUMPTION, rooms.nanos()), Optional.of(COMMENT)));
        resumption.ifPresent(Resumption::tell);
    }

    @Override
    public void resumed() {
        delivery.close();
        close(heard, Optional.empty());
    }

    @Override
    public void cut() {
        refuse(Refusal.of(RefusalCode.PROVIDER_CUT));
    }

    @Override
    public void expired() {
        refuse(Refusal.of(RefusalCode.STREAM_EXPIRED));
    }

    private record Asked(Model model, Received received) {}

    private Outcome<Asked> known(Received received) {
        watch.ended(Phase.RECEIVE);
        return rooms.catalogue().find(received).map(model -> new Asked(model, received));
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
        boolean streamed = request.streamed() && rooms.streaming().enabled();
        Duration total = streamed ? model.timeouts().total() : model.timeouts().plain();
        Deadline deadline =
                visit.raw()
                        .deadline()
                        .map(asked -> asked.noLaterThan(total))
                        .orElseGet(() -> Deadline.in(total, rooms.nanos()));
        Form form = streamed ? Form.EVENTS : Form.WHOLE;
        Telling telling = rooms.teller().begin(request);
        delivery.tells(telling);
        return new Way(model, request, telling, deadline, form);
    }

    private void go(Way way) {
        if (way.streamed() && wantsToResume(way.request())) {
            Journal journal = rooms.journals().open(visit.raw().request(), caller());
            journal.onTaken(() -> steps.hop(this::away));
            delivery.keep(journal, () -> steps.hop(() -> close(CANCELLED, Optional.empty())));
        }
        Optional<byte[]> beat =
                way.streamed() ? Optional.of(way.telling().heartbeat()) : Optional.empty();
        pulse(new Pulse(way.deadline(), beat));
        if (!leaving()) {
            remember(way);
        }
    }

    private static boolean wantsToResume(Screened request) {
        return request.header("x-portcullis-resume")
                .filter(wish -> wish.reveal().equalsIgnoreCase("on"))
                .isPresent();
    }

    /**
     * What a call does while nothing is heard.
     *
     * @param beat what is said to a caller of a stream
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pulse(Deadline deadline, Optional<byte[]> beat) {}

    /** Wakes up at least every ten seconds: speaks up when it was silent, ends when it is time. */
    private void pulse(Pulse pulse) {
        if (leaving()) {
            return;
        }
        if (pulse.deadline().passed()) {
            refuse(Refusal.of(RefusalCode.PROVIDER_TIMEOUT));
            return;
        }
        if (delivery.silence() >= BEAT.toNanos() && !delivery.full()) {
            pulse.beat().ifPresent(this::beat);
        }
        Duration beat = BEAT.minusNanos(Math.min(delivery.silence(), BEAT.toNanos()));
        Duration rest = beat.compareTo(SHORTEST_BEAT) > 0 ? beat : SHORTEST_BEAT;
        Duration left = pulse.deadline().left().plus(GRACE);
        steps.after(rest.compareTo(left) < 0 ? rest : left, () -> pulse(pulse));
    }

    private void beat(byte[] event) {
        aimed();
        delivery.open();
        delivery.told(List.of(event));
    }

    private void remember(Way way) {
        Recall recall = rooms.memory().recall(way.request(), way.model().cache());
        watch.ended(Phase.RECALL);
        switch (recall) {
            case Recall.Hit(Remembered answer) -> {
                heard = Decision.CACHED;
                listen(way, Flight.of(answer), "hit");
            }
            case Recall.Joined(Flight ahead) -> {
                heard = Decision.JOINED;
                listen(way, ahead, "joined");
            }
            case Recall.Miss(Flight mine) -> fly(way, mine, "miss");
            case Recall.Off _ -> fly(way, Flight.alone(), "off");
        }
    }

    private void fly(Way way, Flight flight, String cache) {
        heard = Decision.ANSWERED;
        listen(way, flight, cache);
        new Run(rooms, way, flight).begin();
    }

    /**
     * A flight that has just ended or grown too long is not joined: the next look finds another.
     */
    private void listen(Way way, Flight flight, String cache) {
        delivery.header("x-portcullis-cache", cache);
        Optional<Seat> seat = flight.board(new Ear(way.request()));
        listening = seat.map(taken -> new Listening(way, taken, delivery, steps, this));
        listening.ifPresentOrElse(Listening::hear, () -> steps.hop(() -> remember(way)));
    }

    /** What a flight knows of this call; used by other threads. */
    private final class Ear implements Flight.Listener {
        private final Screened request;

        private Ear(Screened request) {
            this.request = request;
        }

        @Override
        public void news() {
            steps.hop(() -> listening.ifPresent(Listening::hear));
        }

        @Override
        public Screened request() {
            return request;
        }

        @Override
        public void carry(Runnable step) {
            try {
                visit.context().execute(step);
            } catch (RejectedExecutionException gone) {
                Thread.ofVirtual().name("run").start(step);
            }
        }

        @Override
        public void attempts(int more) {
            attempts.addAndGet(more);
        }
    }

    private Permitted caller() {
        return visit.caller().caller();
    }

    @Override
    public void open() {
        if (!answering) {
            answering = true;
            began();
            delivery.header("server-timing", watch.header());
            delivery.open();
        }
    }

    /** The first words are there: what was waited for is known now. */
    private void began() {
        Optional<Flight> flight = listening.map(Listening::seat).map(Seat::flight);
        flight.ifPresentOrElse(
                known -> watch.ended(Phase.QUEUE, known.asked().orElse(System.nanoTime())),
                () -> watch.ended(Phase.QUEUE));
        watch.ended(Phase.PROVIDER);
        watch.firstToken();
        aimed();
    }

    private void aimed() {
        target().ifPresent(label -> delivery.header("x-portcullis-target", label.value()));
    }

    private Optional<Label> target() {
        return listening.flatMap(heard -> heard.seat().flight().target());
    }

    @Override
    public void whole(Way way, Frame frame) {
        began();
        byte[] body = way.telling().whole(frame);
        watch.ended(Phase.STREAM);
        delivery.header("server-timing", watch.header());
        delivery.whole(body);
        close(told(), Optional.empty());
    }

    @Override
    public void finish(Way way) {
        open();
        List<byte[]> last = new ArrayList<>(way.telling().end());
        watch.ended(Phase.STREAM);
        last.addFirst(way.telling().comment("server-timing " + watch.header()));
        delivery.end(last);
        close(told(), Optional.empty());
    }

    /** Who leads at the end has had the answer brought; the others heard it with them. */
    private Decision told() {
        if (heard == Decision.CACHED) {
            return heard;
        }
        boolean led = listening.filter(hearing -> hearing.seat().pays()).isPresent();
        return led ? Decision.ANSWERED : Decision.JOINED;
    }

    /** The flight was lost. Who has time left and did not lead asks in the own name. */
    @Override
    public void lost(Way way, Refusal refusal) {
        boolean late = refusal.code() == RefusalCode.PROVIDER_TIMEOUT;
        boolean other = late && told() == Decision.JOINED && !answering;
        if (other && way.deadline().left().compareTo(SHORTEST_BEAT) > 0) {
            listening.ifPresent(hearing -> hearing.seat().leave(_ -> {}));
            remember(way);
        } else {
            refuse(refusal);
        }
    }

    private void refuse(Refusal refusal) {
        aimed();
        delivery.header("server-timing", watch.header());
        delivery.refuse(refusal);
        boolean asked = listening.filter(it -> it.seat().flight().asked().isPresent()).isPresent();
        boolean failed = asked && refusal.code().status() >= 500;
        close(failed ? Decision.FAILED : Decision.REFUSED, Optional.of(refusal));
    }

    /** A stream that can be resumed goes on without its caller, within its deadline. */
    private void abandoned() {
        if (delivery.mayComeBack()) {
            away();
        } else {
            close(CANCELLED, Optional.empty());
        }
    }

    private void away() {
        delivery.leave();
        listening.ifPresent(Listening::drained);
    }

    @Override
    public void gone() {
        CompletionStage<Settled> due = bill();
        due.thenAccept(settled -> receipt(CANCELLED, Optional.empty(), settled));
    }

    /** Receipt first: speaking to the caller may be what broke. */
    @Override
    public void broke(Throwable bug) {
        Refusal refusal = Refusal.of(RefusalCode.INTERNAL);
        rooms.log().write(GatewayEvent.JourneyBroke.of(visit.raw().request(), bug));
        close(Decision.FAILED, Optional.of(refusal));
        delivery.refuse(refusal);
    }

    /** Nothing is heard any more; only the bill is waited for. */
    private boolean leaving() {
        return bill.isPresent() || steps.ended();
    }

    /** Leaves the flight: at once, whatever the bill takes. */
    private CompletableFuture<Settled> bill() {
        if (bill.isEmpty()) {
            CompletableFuture<Settled> mine = new CompletableFuture<>();
            bill = Optional.of(mine);
            listening.ifPresentOrElse(
                    hearing -> hearing.seat().leave(mine::complete),
                    () -> mine.complete(Settled.NOTHING));
        }
        return bill.get();
    }

    private void close(Decision decision, Optional<Refusal> refusal) {
        if (bill.isPresent()) {
            return;
        }
        CompletableFuture<Settled> due = bill();
        if (due.isDone()) {
            receipt(decision, refusal, due.join());
        } else {
            CompletionStage<Settled> later = due;
            later.thenAccept(settled -> steps.hop(() -> receipt(decision, refusal, settled)));
        }
    }

    private void receipt(Decision decision, Optional<Refusal> refusal, Settled settled) {
        if (!steps.end()) {
            return;
        }
        Optional<RefusalCode> code = refusal.map(Refusal::code);
        Ended ended = new Ended(decision, code, target(), attempts.get(), settled, watch.took());
        delivery.forget();
        resumption.ifPresent(Resumption::leave);
        rooms.recorder().record(visit.raw().request(), caller(), ended);
        visit.caller().settle(settled.tokens(), settled.costMicros());
        screened.ifPresent(request -> request.mapping().close());
        rooms.log().write(GatewayEvent.CallEnded.of(visit.raw(), ended, watch.toFirstToken()));
        ending.over(ended, refusal);
    }
}
