package portcullis.gateway;

import static portcullis.governance.audit.Decision.CANCELLED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import portcullis.gateway.Watch.Phase;
import portcullis.gateway.receive.Received;
import portcullis.gateway.record.Ended;
import portcullis.gateway.remember.Flight;
import portcullis.gateway.remember.Seat;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.settle.Settled;
import portcullis.gateway.stream.Journal;
import portcullis.governance.audit.Decision;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Unread;

/**
 * One call from its bytes to its receipt. Every step runs on the call's context, one at a time, so
 * nothing here is locked; whatever a step throws, the caller is answered and one receipt is left.
 */
final class Journey
        implements Boarding.Host,
                Listening.Ends,
                Resumption.Ends,
                Closing.Last,
                Pulse.Heart,
                Steps.Troubles {
    private static final Duration LONGEST_RESUMPTION = Duration.ofMinutes(10);
    private static final Duration SHORTEST_TRY = Duration.ofSeconds(1); // else nobody asks again

    private final Rooms rooms;
    private final Visit visit;
    private final Ending ending;
    private final Delivery delivery;
    private final Steps steps;
    private final Pulse pulse;
    private final Custody custody;
    private final Watch watch = new Watch();
    private final Boarding boarding;
    private final Closing closing;
    private final AtomicInteger attempts = new AtomicInteger();
    private Optional<Screened> screened = Optional.empty();
    private Optional<Listening> listening = Optional.empty();
    private Optional<Resumption> resumption = Optional.empty();
    private boolean answering;

    Journey(Rooms rooms, Visit visit, Ending ending) {
        this.rooms = rooms;
        this.visit = visit;
        this.ending = ending;
        this.steps = new Steps(visit.context(), rooms.timer(), this);
        this.custody = new Custody(rooms, visit, steps);
        this.delivery = new Delivery(visit.reply(), visit.raw(), rooms.nanos());
        this.closing = new Closing(steps, this);
        this.pulse = new Pulse(delivery, steps, this);
        this.boarding = new Boarding(rooms, new Boarding.Lobby(delivery, steps, watch), this);
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
        rooms.receiver()
                .receive(visit.raw())
                .then(this::known)
                .either(this::recollect, this::refuse);
    }

    /** A request that continues a kept response is read once more, with all that was said. */
    private void recollect(Asked asked) {
        custody.recollect(
                asked.received(),
                whole ->
                        whole.map(received -> new Asked(asked.model(), received))
                                .either(this::screen, this::refuse));
    }

    /** The caller goes on with a stream that it was told before; nothing is sent to anybody. */
    private void comeBack(SensitiveText lastEvent) {
        Resumption returning = new Resumption(rooms.journals(), delivery, steps, this);
        resumption = Optional.of(returning);
        returning.begin(lastEvent.reveal(), caller());
    }

    @Override
    public void resumes() {
        delivery.open();
        pulse.begin(
                Deadline.in(LONGEST_RESUMPTION, rooms.nanos()),
                Optional.of(JsonText.ascii(": heartbeat\n\n")));
    }

    @Override
    public void resumed() {
        delivery.close();
        close(Decision.JOINED, Optional.empty());
    }

    private Outcome<Asked> known(Received received) {
        watch.ended(Phase.RECEIVE);
        return Asked.of(rooms, received, caller());
    }

    private void screen(Asked asked) {
        new Checkpoint(rooms, visit, steps)
                .read(
                        asked.received(),
                        seen ->
                                seen.map(request -> way(asked.model(), request))
                                        .either(this::go, this::refuse));
    }

    private Way way(Model model, Screened request) {
        watch.ended(Phase.SCREEN);
        screened = Optional.of(request);
        Way way = Way.of(rooms, visit.raw(), model, request);
        delivery.tells(way.telling());
        return way;
    }

    private void go(Way way) {
        boolean kept =
                Resumption.isWanted(way.request()) || way.request().wishes().keeping().background();
        if (way.streamed() && kept) {
            Journal journal = rooms.journals().open(visit.raw().request(), caller());
            journal.onTaken(() -> steps.hop(this::away));
            delivery.keep(journal, () -> steps.hop(this::unkept));
        }
        Optional<byte[]> beat =
                way.streamed() ? Optional.of(way.telling().heartbeat()) : Optional.empty();
        pulse.begin(way.deadline(), beat);
        if (leaving()) {
            return;
        }
        if (way.request().dialect() == Dialect.ANTHROPIC_COUNT) {
            count(way);
        } else {
            custody.begin(way, this::cancelled, begun -> begun.either(this::begun, this::refuse));
        }
    }

    /** The vendor that would answer counts, when it can; else the house does, and says so. */
    private void count(Way way) {
        if (rooms.provider(way.model().targets().getFirst()).counts()) {
            Way counting = way.through(target -> rooms.provider(target).counts());
            boarding.fly(counting, Flight.alone(), "off");
            return;
        }
        delivery.header("x-portcullis-token-count", "estimated");
        String model = way.model().targets().getFirst().model();
        steps.aside(
                () -> way.request().sum(text -> rooms.tokens().of(model, text)),
                tokens -> {
                    began();
                    told(way, Frame.meaning(List.of(new Piece.Counted(tokens))), Decision.ANSWERED);
                });
    }

    private void begun(Custody.Begun begun) {
        if (leaving()) {
            return;
        }
        begun.answer().ifPresent(delivery::whole);
        begun.answer().ifPresent(_ -> delivery.detach());
        boarding.remember(begun.way());
    }

    /** The owner does not want the answer of a call that goes on without a caller. */
    private void cancelled() {
        steps.hop(
                () -> {
                    delivery.refuse(Refusal.of(RefusalCode.CANCELLED));
                    close(CANCELLED, Optional.empty());
                });
    }

    /** The caller is away and what it would need to come back is not kept any more. */
    private void unkept() {
        if (!custody.goesOnAlone()) {
            close(CANCELLED, Optional.empty());
        }
    }

    @Override
    public void late() {
        refuse(Refusal.of(RefusalCode.PROVIDER_TIMEOUT));
    }

    @Override
    public void beat(byte[] event) {
        aimed();
        delivery.open();
        delivery.told(List.of(event));
    }

    @Override
    public Passenger passenger(Way way) {
        Runnable hear = () -> steps.hop(() -> listening.ifPresent(Listening::hear));
        return new Passenger(way.request(), visit.context(), attempts, hear);
    }

    @Override
    public void takes(Way way, Seat seat) {
        Listening hearing = new Listening(way, seat, delivery, steps, this);
        listening = Optional.of(hearing);
        hearing.hear();
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
        listening.ifPresent(heard -> heard.seat().flight().headers().forEach(delivery::header));
    }

    private Optional<Label> target() {
        return listening.flatMap(heard -> heard.seat().flight().target());
    }

    @Override
    public void whole(Way way, Frame frame) {
        began();
        custody.keep(way, Optional.of(frame), () -> told(way, frame, told()));
    }

    private void told(Way way, Frame frame, Decision decision) {
        byte[] body = way.telling().whole(frame);
        way.masked(rooms.log())
                .ifPresent(count -> delivery.header("x-portcullis-masked-output", count));
        watch.ended(Phase.STREAM);
        delivery.header("server-timing", watch.header());
        delivery.whole(body);
        close(decision, Optional.empty());
    }

    @Override
    public void finish(Way way) {
        open();
        custody.keep(way, Optional.empty(), () -> ended(way));
    }

    private void ended(Way way) {
        List<byte[]> last = new ArrayList<>(way.telling().end());
        watch.ended(Phase.STREAM);
        way.masked(rooms.log())
                .ifPresent(c -> last.addFirst(way.telling().comment("masked-output " + c)));
        last.addFirst(way.telling().comment("server-timing " + watch.header()));
        delivery.end(last);
        close(told(), Optional.empty());
    }

    /** Who leads at the end has had the answer brought; the others heard it with them. */
    private Decision told() {
        if (boarding.heard() == Decision.CACHED) {
            return Decision.CACHED;
        }
        boolean followed = listening.filter(hearing -> !hearing.seat().pays()).isPresent();
        return followed ? Decision.JOINED : Decision.ANSWERED;
    }

    /** The flight was lost. Who has time left and did not lead asks in the own name. */
    @Override
    public void lost(Way way, Refusal refusal) {
        boolean late = refusal.code() == RefusalCode.PROVIDER_TIMEOUT;
        boolean other = late && told() == Decision.JOINED && !answering;
        if (other && way.deadline().left().compareTo(SHORTEST_TRY) > 0) {
            listening.ifPresent(hearing -> hearing.seat().leave(_ -> {}));
            boarding.remember(way);
        } else {
            refuse(refusal);
        }
    }

    @Override
    public void refuse(Refusal refusal) {
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
        } else if (custody.goesOnAlone()) {
            delivery.detach();
            listening.ifPresent(Listening::drained);
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
        closing.gone(seat(), CANCELLED);
    }

    /** Receipt first: speaking to the caller may be what broke. */
    @Override
    public void broke(Throwable bug) {
        if (bug instanceof Unread unread) {
            refuse(unread.refusal());
            return;
        }
        Refusal refusal = Refusal.of(RefusalCode.INTERNAL);
        rooms.log().write(GatewayEvent.JourneyBroke.of(visit.raw().request(), bug));
        close(Decision.FAILED, Optional.of(refusal));
        delivery.refuse(refusal);
    }

    /** Nothing is heard any more; only the bill is waited for. */
    @Override
    public boolean leaving() {
        return closing.begun() || steps.ended();
    }

    private Optional<Seat> seat() {
        return listening.map(Listening::seat);
    }

    private void close(Decision decision, Optional<Refusal> refusal) {
        closing.close(seat(), decision, refusal);
    }

    @Override
    public void closed(Decision decision, Optional<Refusal> refusal, Settled settled) {
        if (!steps.end()) {
            return;
        }
        Optional<RefusalCode> code = refusal.map(Refusal::code);
        Ended ended = new Ended(decision, code, target(), attempts.get(), settled, watch.took());
        delivery.forget();
        resumption.ifPresent(Resumption::leave);
        rooms.recorder().record(visit.raw().request(), caller(), ended);
        custody.over(refusal);
        visit.caller().settle(settled.tokens());
        screened.ifPresent(request -> request.mapping().close());
        rooms.log().write(GatewayEvent.CallEnded.of(visit.raw(), ended, watch.toFirstToken()));
        ending.over(ended, refusal);
    }
}
