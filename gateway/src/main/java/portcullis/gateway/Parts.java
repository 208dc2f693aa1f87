package portcullis.gateway;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import portcullis.gateway.EmbeddingList.Encoding;
import portcullis.gateway.remember.Flight;
import portcullis.gateway.remember.Landing;
import portcullis.gateway.remember.Remembered;
import portcullis.gateway.remember.Remembered.Form;
import portcullis.gateway.remember.Seat;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.settle.Settled;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/**
 * Brings the vectors of more texts than a vendor takes at once: one run after the other, each with
 * its part of the texts, and one answer for the flight. All parts or none.
 */
final class Parts implements Flight.Pilot, Steps.Troubles {
    /** Texts of one vendor call (gateway specification, section 10). */
    static final int LARGEST = 64;

    private final Rooms rooms;
    private final Way way;
    private final Flight flight;
    private final int count;
    private final Steps steps;
    private EmbeddingList gathered = new EmbeddingList(List.of(), OptionalLong.of(0));
    private Settled cost = Settled.NOTHING;
    private Optional<Seat> seat = Optional.empty();
    private int attempts;
    private int from;
    private boolean over;

    Parts(Rooms rooms, Way way, Flight flight) {
        this.rooms = rooms;
        this.way = way;
        this.flight = flight;
        this.count = EmbeddingQuestion.of(way.request().body()).texts().size();
        this.steps = new Steps(new Mailbox(), rooms.timer(), this);
        flight.flownBy(this);
    }

    /** Whether a request has more texts than one call takes. */
    static boolean needs(Screened request) {
        return request.dialect() == Dialect.OPENAI_EMBEDDINGS
                && EmbeddingQuestion.of(request.body()).texts().size() > LARGEST;
    }

    /** Called in the context of the leader. */
    void begin() {
        steps.hop(this::next);
    }

    private void next() {
        flight.leader().ifPresent(this::ask);
    }

    private void ask(Flight.Listener leader) {
        Screened part = leader.request().part(from, Math.min(count, from + LARGEST));
        Flight one = Flight.alone();
        seat = one.board(new Ear(leader, part));
        flight.asked(System.nanoTime());
        int before = attempts;
        leader.carry(() -> new Run(rooms, way, one, before).begin());
    }

    /** Hears one part. */
    private final class Ear implements Flight.Listener {
        private final Flight.Listener leader;
        private final Screened part;

        private Ear(Flight.Listener leader, Screened part) {
            this.leader = leader;
            this.part = part;
        }

        @Override
        public void news() {
            steps.hop(Parts.this::hear);
        }

        @Override
        public Screened request() {
            return part;
        }

        @Override
        public void carry(Runnable step) {
            leader.carry(step);
        }

        @Override
        public void attempts(int more) {
            leader.attempts(more);
            steps.hop(() -> attempts += more);
        }
    }

    private void hear() {
        seat.filter(_ -> !over).ifPresent(this::hear);
    }

    private void hear(Seat part) {
        part.flight().target().ifPresent(flight::aim);
        part.next(1).forEach(this::take);
        part.landing().ifPresent(landing -> landed(part, landing));
    }

    private void take(Frame frame) {
        int size = Math.min(count - from, LARGEST);
        gathered =
                gathered.plus(
                        EmbeddingList.read(frame.json(), size)
                                .orElseThrow(
                                        () ->
                                                new IllegalStateException(
                                                        "a provider checks its answer")));
        from += size;
    }

    private void landed(Seat part, Landing landing) {
        seat = Optional.empty();
        part.leave(paid -> cost = cost.plus(paid));
        switch (landing) {
            case Landing.Lost(Refusal refusal) -> end(new Landing.Lost(refusal));
            case Landing.Landed _ when from < count -> next();
            case Landing.Landed _ -> whole();
        }
    }

    private void whole() {
        long tokens = gathered.tokens().orElse(cost.inputTokens());
        byte[] json = gathered.document(Encoding.BASE64, way.request().wishes().model(), tokens);
        Frame frame =
                new Frame(
                        Dialect.OPENAI_EMBEDDINGS,
                        json,
                        List.of(
                                new Piece.Finished(0, FinishReason.STOP),
                                new Piece.Used(tokens, 0)));
        flight.target()
                .ifPresent(
                        target ->
                                rooms.memory()
                                        .keep(
                                                flight,
                                                new Remembered(
                                                        List.of(frame), Form.WHOLE, target)));
        flight.add(frame, Form.WHOLE);
        end(new Landing.Landed());
    }

    @Override
    public void changed() {
        steps.hop(this::heed);
    }

    /** A part that nobody wants any more is cut, and paid for when it is known what it cost. */
    private void heed() {
        if (over || flight.mood() != Flight.Mood.ABANDONED) {
            return;
        }
        Landing left = new Landing.Lost(Refusal.of(RefusalCode.CANCELLED));
        over = true;
        seat.ifPresentOrElse(
                part ->
                        part.leave(
                                paid ->
                                        steps.hop(
                                                () -> {
                                                    cost = cost.plus(paid);
                                                    end(left);
                                                })),
                () -> end(left));
    }

    private void end(Landing how) {
        over = true;
        steps.end();
        rooms.memory().ended(flight);
        flight.end(how, cost);
    }

    @Override
    public void broke(Throwable bug) {
        rooms.log().write(GatewayEvent.JourneyBroke.of(way.request().request(), bug));
        seat.ifPresent(part -> part.leave(_ -> {}));
        end(new Landing.Lost(Refusal.of(RefusalCode.INTERNAL)));
    }

    /** A mailbox takes every step. */
    @Override
    public void gone() {
        throw new IllegalStateException("a mailbox refused a step");
    }
}
