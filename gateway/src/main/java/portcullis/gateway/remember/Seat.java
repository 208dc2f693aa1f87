package portcullis.gateway.remember;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import portcullis.gateway.remember.Flight.Listener;
import portcullis.gateway.route.Frame;
import portcullis.gateway.settle.Settled;
import portcullis.kernel.Refusal;

/** One listener's place in a {@link Flight}. Its fields are the flight's, under its lock. */
public final class Seat {
    private final Flight flight;
    final Listener listener;
    long read;
    boolean aware;
    boolean slow;
    Optional<Refusal> lost = Optional.empty();

    Seat(Flight flight, Listener listener) {
        this.flight = flight;
        this.listener = listener;
    }

    public Flight flight() {
        return flight;
    }

    /** The frames that were not read yet, in order; news come again when there are more. */
    public List<Frame> next(int most) {
        return flight.next(this, most);
    }

    /** How the flight ended; empty until then, and until every frame was read. */
    public Optional<Landing> landing() {
        return flight.landing(this);
    }

    /** Whether this listener cannot take more for the moment. */
    public void slow(boolean isSlow) {
        flight.slow(this, isSlow);
    }

    /** Whether this listener led when the flight ended, and pays for all. */
    public boolean pays() {
        return flight.pays(this);
    }

    /**
     * Hears nothing any more.
     *
     * @param pay called once, on any thread, with what this listener pays: all, when the flight had
     *     ended and it led, or when nobody is left; else nothing
     */
    public void leave(Consumer<Settled> pay) {
        flight.leave(this, pay);
    }
}
