package portcullis.gateway.remember;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import portcullis.gateway.remember.Remembered.Form;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.settle.Settled;
import portcullis.kernel.Label;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/**
 * One answer on its way, and those who listen to it (GTW-35). Frames are added at its end; each
 * listener reads from a seat of its own, from the first frame on and at its own speed. Who has sat
 * longest leads: the vendors are asked in its name, and it pays. Safe for use by many threads.
 */
public final class Flight {
    /** Beyond this what everybody has read is let go, and a newcomer cannot hear the beginning. */
    private static final int MOST_KEPT = 1 << 20;

    /** Who is further behind than this while others follow is not waited for. */
    private static final int MOST_BEHIND = 4 << 20;

    private static final int MOST_SEATS = 4096;
    private static final int FRAME_OVERHEAD = 256;

    private final Optional<Question> question;
    private final List<Frame> frames = new ArrayList<>();
    private final List<Seat> seats = new ArrayList<>();
    private Pilot pilot = () -> {};
    private Optional<Label> target = Optional.empty();
    private Map<String, String> headers = Map.of();
    private OptionalLong asked = OptionalLong.empty();
    private Form form = Form.EVENTS;
    private long base;
    private long bytes;
    private boolean abandoned;
    private Optional<Landing> landing = Optional.empty();
    private Optional<Seat> payer = Optional.empty();
    private Optional<Consumer<Settled>> unpaid = Optional.empty();
    private Settled bill = Settled.NOTHING;

    /** Somebody who wants to hear the answer. */
    public interface Listener {
        /** There is something to read. Called on any thread; must return at once. */
        void news();

        /** What this listener asked: the same as all others, masked. */
        Screened request();

        /** Runs what is done in this listener's name. */
        void carry(Runnable step);

        /**
         * Attempts made in this listener's name.
         *
         * @param more 1, or -1 for one that was not allowed
         */
        void attempts(int more);
    }

    /** Who brings the answer. */
    public interface Pilot {
        /** Everybody has left, or has fallen behind, or follows again. Called on any thread. */
        void changed();
    }

    /** Whether there is somebody to fly for. */
    public enum Mood {
        FOLLOWED,
        /** Everybody who listens is slow. */
        BEHIND,
        ABANDONED
    }

    private Flight(Optional<Question> question) {
        this.question = question;
    }

    Flight(Question question) {
        this(Optional.of(question));
    }

    /** A flight that nobody else can join. */
    public static Flight alone() {
        return new Flight(Optional.empty());
    }

    /** A flight that has landed with an answer. */
    public static Flight of(Remembered answer) {
        Flight flight = alone();
        flight.bring(answer);
        return flight;
    }

    /** What the answer is to; empty when it is not to be remembered. */
    Optional<Question> question() {
        return question;
    }

    /** False when a newcomer would not hear the whole answer. */
    synchronized boolean open() {
        return landing.isEmpty() && !abandoned && base == 0 && seats.size() < MOST_SEATS;
    }

    /** Takes a seat; empty when it is too late to hear the whole answer. */
    public synchronized Optional<Seat> board(Listener listener) {
        if (abandoned || base > 0 || seats.size() >= MOST_SEATS) {
            return Optional.empty();
        }
        Seat seat = new Seat(this, listener);
        seats.add(seat);
        return Optional.of(seat);
    }

    public synchronized void flownBy(Pilot who) {
        pilot = who;
    }

    /** The one in whose name vendors are asked. */
    public synchronized Optional<Listener> leader() {
        return seats.isEmpty() ? Optional.empty() : Optional.of(seats.getFirst().listener);
    }

    /** A vendor is about to be asked. */
    public synchronized void aim(Label vendor) {
        target = Optional.of(vendor);
        headers = Map.of();
    }

    /** The vendor tells of its limits. */
    public synchronized void told(Map<String, String> limits) {
        headers = limits;
    }

    /** What the vendor tells of its limits, as headers for callers. */
    public synchronized Map<String, String> headers() {
        return headers;
    }

    /** Who answers, or was asked last. */
    public synchronized Optional<Label> target() {
        return target;
    }

    /** The first question went out to a vendor. */
    public synchronized void asked(long nanos) {
        asked = asked.isPresent() ? asked : OptionalLong.of(nanos);
    }

    /** When the first question went out, on the clock it was told by. */
    public synchronized OptionalLong asked() {
        return asked;
    }

    /** Whether the frames are events or one whole answer. */
    public synchronized Form form() {
        return form;
    }

    /** The next frame for everybody. */
    public void add(Frame frame, Form how) {
        tell(added(frame, how));
    }

    private synchronized List<Seat> added(Frame frame, Form how) {
        if (frames.isEmpty() && base == 0) {
            form = how;
        }
        frames.add(frame);
        bytes += weight(frame);
        if (bytes > MOST_KEPT) {
            letGo();
        }
        if (bytes > MOST_BEHIND) {
            leaveBehind();
        }
        return unaware();
    }

    private void letGo() {
        long read = seats.stream().mapToLong(seat -> seat.read).min().orElse(base + frames.size());
        List<Frame> known = frames.subList(0, (int) (read - base));
        bytes -= known.stream().mapToLong(Flight::weight).sum();
        known.clear();
        base = read;
    }

    /** Only when somebody follows: when all are slow the vendor waits. */
    private void leaveBehind() {
        if (seats.stream().allMatch(seat -> seat.slow)) {
            return;
        }
        List<Seat> last = seats.stream().filter(seat -> seat.slow && seat.read == base).toList();
        last.forEach(seat -> seat.lost = Optional.of(Refusal.of(RefusalCode.READER_TOO_SLOW)));
        seats.removeAll(last);
        letGo();
    }

    private List<Seat> unaware() {
        List<Seat> some = seats.stream().filter(seat -> !seat.aware).toList();
        some.forEach(seat -> seat.aware = true);
        return some;
    }

    private static void tell(List<Seat> some) {
        some.forEach(seat -> seat.listener.news());
    }

    /** Brings a remembered answer and lands. */
    public void bring(Remembered answer) {
        aim(answer.target());
        answer.frames().forEach(frame -> add(frame, answer.form()));
        end(new Landing.Landed(), Settled.NOTHING);
    }

    /** No frame comes any more. What it cost is paid once, by who leads now or left last. */
    public void end(Landing how, Settled cost) {
        List<Seat> told;
        Optional<Consumer<Settled>> open;
        synchronized (this) {
            if (landing.isPresent()) {
                return;
            }
            landing = Optional.of(how);
            bill = cost;
            payer = seats.stream().findFirst();
            open = unpaid;
            told = unaware();
        }
        open.ifPresent(left -> left.accept(cost));
        tell(told);
    }

    /** Whether there is somebody to fly for. */
    public synchronized Mood mood() {
        if (abandoned) {
            return Mood.ABANDONED;
        }
        boolean all = !seats.isEmpty() && seats.stream().allMatch(seat -> seat.slow);
        return all ? Mood.BEHIND : Mood.FOLLOWED;
    }

    synchronized List<Frame> next(Seat seat, int most) {
        seat.aware = false;
        if (seat.lost.isPresent()) {
            return List.of();
        }
        int from = (int) (seat.read - base);
        List<Frame> part = List.copyOf(frames.subList(from, Math.min(frames.size(), from + most)));
        seat.read += part.size();
        return part;
    }

    synchronized Optional<Landing> landing(Seat seat) {
        if (seat.lost.isPresent()) {
            return seat.lost.map(Landing.Lost::new);
        }
        return seat.read < base + frames.size() ? Optional.empty() : landing;
    }

    synchronized boolean pays(Seat seat) {
        return payer.filter(seat::equals).isPresent();
    }

    void slow(Seat seat, boolean isSlow) {
        Mood before;
        Mood after;
        Pilot told;
        synchronized (this) {
            before = mood();
            seat.slow = isSlow;
            after = mood();
            told = pilot;
        }
        if (before != after) {
            told.changed();
        }
    }

    void leave(Seat seat, Consumer<Settled> pay) {
        Optional<Settled> now;
        Pilot told;
        synchronized (this) {
            boolean sat = seats.remove(seat);
            boolean last = sat && seats.isEmpty() && landing.isEmpty();
            if (last) {
                abandoned = true;
                unpaid = Optional.of(pay);
            }
            now = last ? Optional.empty() : Optional.of(pays(seat) ? bill : Settled.NOTHING);
            told = landing.isEmpty() ? pilot : () -> {};
        }
        now.ifPresent(pay);
        told.changed();
    }

    /** The pieces repeat the text, in two bytes a character. */
    static long weight(Frame frame) {
        long weight = FRAME_OVERHEAD;
        weight += frame.json().length;
        for (Piece piece : frame.pieces()) {
            weight += 2L * piece.characters();
        }
        return weight;
    }
}
