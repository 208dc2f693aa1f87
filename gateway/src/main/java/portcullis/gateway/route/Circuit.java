package portcullis.gateway.route;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Keeps calls away from a target that fails: all its breakers together. */
final class Circuit {
    private final LongSupplier nanos;
    private final Map<ErrorClass, Breaker> breakers = new EnumMap<>(ErrorClass.class);

    Circuit(LongSupplier nanos) {
        this.nanos = nanos;
        for (ErrorClass kind : ErrorClass.values()) {
            breakers.put(kind, new Breaker());
        }
    }

    /** True when a call may go now. While a breaker is open that makes it the probe. */
    synchronized boolean admits() {
        long now = nanos.getAsLong();
        if (all().stream().anyMatch(breaker -> breaker.refuses(now))) {
            return false;
        }
        all().forEach(breaker -> breaker.probed(now));
        return true;
    }

    synchronized boolean isOpen() {
        return all().stream().anyMatch(Breaker::isOpen);
    }

    /** When the last breaker that is open has rested, in nanoseconds; now when none is. */
    synchronized long restUntil() {
        return all().stream()
                .filter(Breaker::isOpen)
                .map(Breaker::restUntil)
                .reduce((a, b) -> a - b > 0 ? a : b)
                .orElseGet(nanos::getAsLong);
    }

    /**
     * True when that closed it: the target is back.
     *
     * @param sent when the call was sent, in nanoseconds
     */
    synchronized boolean succeeded(long sent) {
        boolean back = false;
        for (Breaker breaker : all()) {
            back |= breaker.succeeded(sent);
        }
        return back;
    }

    /** Says how long the target rests, when that failure makes it rest. */
    synchronized Optional<Duration> failed(ErrorClass kind) {
        Optional<Duration> counted = breaker(kind).failed(isOpen());
        Optional<Duration> rest = kind.restAtOnce().or(() -> counted);
        rest.ifPresent(span -> rest(kind, span));
        return rest;
    }

    /** Opens at once. */
    synchronized void rest(ErrorClass kind, Duration span) {
        breaker(kind).rest(nanos.getAsLong(), span);
    }

    /** The call ended without saying anything about the target; if it was a probe, send another. */
    synchronized void unsaid() {
        all().forEach(breaker -> breaker.probeGone(nanos.getAsLong()));
    }

    private Breaker breaker(ErrorClass kind) {
        return Optional.ofNullable(breakers.get(kind)).orElseThrow();
    }

    private Collection<Breaker> all() {
        return breakers.values();
    }
}
