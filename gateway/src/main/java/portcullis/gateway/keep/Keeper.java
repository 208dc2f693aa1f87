package portcullis.gateway.keep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import portcullis.gateway.receive.Received;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.StoreUnavailable;

/**
 * Keeps responses for the key that asked for them, for a limited time. Blocks while the store
 * works; says {@code STORE_UNAVAILABLE} when it does not.
 */
public final class Keeper {
    private static final FieldPath PREVIOUS = FieldPath.field("previous_response_id");

    private final ResponseStore store;
    private final Clock clock;
    private final Duration span;

    /**
     * @param span how long a response is kept
     */
    public Keeper(ResponseStore store, Clock clock, Duration span) {
        this.store = store;
        this.clock = clock;
        this.span = span;
    }

    /** Keeps nothing: for a process without a store. */
    public static Keeper ofNothing() {
        return new Keeper(new NoStore(), Clock.systemUTC(), Duration.ZERO);
    }

    /**
     * The body of a request that continues a kept response: what was said before stands in front of
     * its input. It is screened like any other body.
     */
    public Outcome<byte[]> continued(Owner owner, Received received) {
        String previous = received.wishes().keeping().previous().orElseThrow();
        return found(owner, previous)
                .then(Keeper::ended)
                .map(kept -> InputItems.continued(received, kept));
    }

    private static Outcome<Kept> ended(Kept kept) {
        return kept.runningUntil().isEmpty()
                ? Outcome.passed(kept)
                : Outcome.refused(Refusal.of(RefusalCode.CONFLICT).at(PREVIOUS));
    }

    private Outcome<Kept> found(Owner owner, String id) {
        return find(owner, id)
                .then(
                        kept ->
                                kept.<Outcome<Kept>>map(Outcome::passed)
                                        .orElseGet(
                                                () ->
                                                        Outcome.refused(
                                                                Refusal.of(RefusalCode.NOT_FOUND)
                                                                        .at(PREVIOUS))));
    }

    /** Keeps a whole answer. */
    public Outcome<Boolean> keep(Owner owner, Received received, byte[] response) {
        return begin(owner, received, response, Optional.empty());
    }

    /**
     * Keeps a response whose answer is still to come.
     *
     * @param longest time after which it counts as failed
     */
    public Outcome<Boolean> begin(
            Owner owner, Received received, byte[] response, Duration longest) {
        return begin(owner, received, response, Optional.of(clock.instant().plus(longest)));
    }

    private Outcome<Boolean> begin(
            Owner owner, Received received, byte[] response, Optional<Instant> until) {
        Instant now = clock.instant();
        ResponseId id = ResponseId.of(received.raw().request());
        byte[] input = InputItems.of(received, id);
        Kept kept = new Kept(id, owner, now, now.plus(span), until, input, response);
        return asked(
                () -> {
                    store.add(kept);
                    return true;
                });
    }

    /** The answer of a running response; false when it was cancelled or deleted meanwhile. */
    public Outcome<Boolean> complete(Owner owner, ResponseId id, byte[] response) {
        return asked(() -> store.complete(owner, id, response));
    }

    /** A running response ends without an answer. */
    public Outcome<Boolean> end(Owner owner, ResponseId id, Lost how) {
        return find(owner, id.value())
                .then(
                        kept ->
                                kept.filter(one -> one.runningUntil().isPresent())
                                        .map(one -> complete(owner, id, lost(one, how)))
                                        .orElseGet(() -> Outcome.passed(false)));
    }

    /**
     * How a response ends without an answer.
     *
     * @param refusal why; empty when it was cancelled
     */
    public record Lost(Optional<Refusal> refusal) {
        public static final Lost CANCELLED = new Lost(Optional.empty());
    }

    private static byte[] lost(Kept kept, Lost how) {
        ObjectNode response = (ObjectNode) InputItems.read(kept.response());
        response.put("status", how.refusal().isPresent() ? "failed" : "cancelled");
        how.refusal()
                .ifPresent(
                        why ->
                                response.putObject("error")
                                        .put("code", "server_error")
                                        .put("message", why.sentence()));
        return InputItems.written(response);
    }

    /**
     * What is kept under a name a caller wrote. One that should long have been answered shows as
     * failed: its process has ended.
     */
    public Outcome<Optional<Kept>> find(Owner owner, String id) {
        Instant now = clock.instant();
        return asked(
                () ->
                        ResponseId.read(id)
                                .flatMap(name -> store.find(owner, name, now))
                                .map(kept -> current(kept, now)));
    }

    private static Kept current(Kept kept, Instant now) {
        if (kept.runningUntil().filter(until -> until.isBefore(now)).isEmpty()) {
            return kept;
        }
        Lost interrupted = new Lost(Optional.of(Refusal.of(RefusalCode.PROVIDER_TIMEOUT)));
        return new Kept(
                kept.id(),
                kept.owner(),
                kept.created(),
                kept.expires(),
                Optional.empty(),
                kept.input(),
                lost(kept, interrupted));
    }

    /** False when this owner has none of that name. */
    public Outcome<Boolean> delete(Owner owner, String id) {
        return asked(
                () -> ResponseId.read(id).filter(name -> store.delete(owner, name)).isPresent());
    }

    /** Deletes what has expired; how many. */
    public Outcome<Integer> sweep() {
        return asked(() -> store.sweep(clock.instant()));
    }

    /** The items of a kept input. */
    public static JsonNode items(Kept kept) {
        return InputItems.read(kept.input());
    }

    private static <T> Outcome<T> asked(Supplier<T> question) {
        try {
            return Outcome.passed(question.get());
        } catch (StoreUnavailable away) {
            return Outcome.refused(RefusalCode.STORE_UNAVAILABLE);
        }
    }
}
