package portcullis.gateway;

import java.util.Optional;
import java.util.function.Consumer;
import portcullis.gateway.keep.Keeper.Lost;
import portcullis.gateway.keep.Owner;
import portcullis.gateway.keep.ResponseId;
import portcullis.gateway.receive.Keeping;
import portcullis.gateway.receive.Received;
import portcullis.gateway.route.Frame;
import portcullis.gateway.stream.Keepable;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/**
 * One call's dealings with the keeper: what was said before it, what is kept of it, and whether it
 * goes on without its caller. Confined to the call; the store is waited for elsewhere.
 */
final class Custody {
    private final Rooms rooms;
    private final Raw raw;
    private final Owner owner;
    private final ResponseId id;
    private final Steps steps;
    private Optional<Received> request = Optional.empty();
    private boolean alone;
    private boolean complete;

    Custody(Rooms rooms, Visit visit, Steps steps) {
        this.rooms = rooms;
        this.raw = visit.raw();
        this.owner = Owner.of(visit.caller().caller());
        this.id = ResponseId.of(raw.request());
        this.steps = steps;
    }

    /** The request with all that was said before it, when it continues a kept response. */
    void recollect(Received received, Consumer<Outcome<Received>> next) {
        if (received.wishes().keeping().previous().isEmpty()) {
            request = Optional.of(received);
            next.accept(Outcome.passed(received));
            return;
        }
        steps.aside(
                () -> rooms.keeper().continued(owner, received).then(this::again),
                whole -> {
                    whole.either(read -> request = Optional.of(read), _ -> {});
                    next.accept(whole);
                });
    }

    private Outcome<Received> again(byte[] body) {
        return rooms.receiver().receive(raw.with(body));
    }

    /**
     * What follows for a call that may begin.
     *
     * @param answer what its caller is told at once, when the call goes on without it
     */
    record Begun(Way way, Optional<byte[]> answer) {}

    /**
     * Keeps the place of an answer that its caller does not wait for.
     *
     * @param cancel ends the call; used by other threads
     */
    void begin(Way way, Runnable cancel, Consumer<Outcome<Begun>> next) {
        Keeping keeping = way.request().wishes().keeping();
        if (!keeping.background() || !(way.telling() instanceof Keepable answer)) {
            next.accept(Outcome.passed(new Begun(way, Optional.empty())));
        } else if (!keeping.stored()) {
            FieldPath store = FieldPath.field("store");
            next.accept(Outcome.refused(Refusal.of(RefusalCode.INVALID_VALUE).at(store)));
        } else if (!rooms.background().begin(id, cancel)) {
            next.accept(Outcome.refused(RefusalCode.OVERLOADED));
        } else {
            alone = true;
            byte[] running = answer.pending(Keepable.Pending.IN_PROGRESS);
            steps.aside(
                    () ->
                            rooms.keeper()
                                    .begin(
                                            owner,
                                            request.orElseThrow(),
                                            running,
                                            way.deadline().left()),
                    kept -> next.accept(kept.map(_ -> begun(way, answer))));
        }
    }

    private static Begun begun(Way way, Keepable answer) {
        return new Begun(
                way,
                way.streamed()
                        ? Optional.empty()
                        : Optional.of(answer.pending(Keepable.Pending.QUEUED)));
    }

    /** True when the call does not end because its caller left. */
    boolean goesOnAlone() {
        return alone;
    }

    /** Keeps the whole answer when its caller wants that, once. A failure to keep it is told. */
    void keep(Way way, Optional<Frame> plain, Runnable next) {
        if (complete) {
            return;
        }
        boolean wanted = way.request().wishes().keeping().stored();
        if (!wanted || !(way.telling() instanceof Keepable answer)) {
            next.run();
            return;
        }
        byte[] document = answer.document(plain);
        complete = true;
        steps.aside(
                () -> kept(document),
                kept -> {
                    if (kept instanceof Outcome.Refused) {
                        answer.notKept();
                    }
                    next.run();
                });
    }

    private Outcome<Boolean> kept(byte[] document) {
        return alone
                ? rooms.keeper().complete(owner, id, document)
                : rooms.keeper().keep(owner, request.orElseThrow(), document);
    }

    /** The call is over; what was begun and has no answer is marked so. */
    void over(Optional<Refusal> refusal) {
        if (!alone) {
            return;
        }
        rooms.background().over(id);
        if (!complete) {
            Thread.ofVirtual()
                    .name("custody")
                    .start(() -> rooms.keeper().end(owner, id, new Lost(refusal)));
        }
    }
}
