package portcullis.gateway;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import portcullis.gateway.remember.Seat;
import portcullis.gateway.settle.Settled;
import portcullis.governance.audit.Decision;
import portcullis.kernel.Refusal;

/**
 * The way out of one call: it leaves its flight at once and waits for the bill, which may be
 * others' to pay. The first reason to close is the one that counts. Confined to the call.
 */
final class Closing {
    private final Steps steps;
    private final Last last;
    private Optional<CompletableFuture<Settled>> bill = Optional.empty();

    /** What the journey does at the end. */
    interface Last {
        /** The bill is known. May be told more than once; the first time counts. */
        void closed(Decision decision, Optional<Refusal> refusal, Settled settled);
    }

    Closing(Steps steps, Last last) {
        this.steps = steps;
        this.last = last;
    }

    /** Nothing is heard any more; only the bill is waited for. */
    boolean begun() {
        return bill.isPresent();
    }

    /**
     * @param seat in the flight that the call heard, if any
     */
    void close(Optional<Seat> seat, Decision decision, Optional<Refusal> refusal) {
        if (begun()) {
            return;
        }
        CompletableFuture<Settled> due = bill(seat);
        if (due.isDone()) {
            last.closed(decision, refusal, due.join());
        } else {
            CompletionStage<Settled> later = due;
            later.thenAccept(settled -> steps.hop(() -> last.closed(decision, refusal, settled)));
        }
    }

    /** The context takes no more steps: the end comes on whatever thread knows the bill. */
    void gone(Optional<Seat> seat, Decision decision) {
        CompletionStage<Settled> due = bill(seat);
        due.thenAccept(settled -> last.closed(decision, Optional.empty(), settled));
    }

    private CompletableFuture<Settled> bill(Optional<Seat> seat) {
        if (bill.isEmpty()) {
            CompletableFuture<Settled> mine = new CompletableFuture<>();
            bill = Optional.of(mine);
            seat.ifPresentOrElse(
                    taken -> taken.leave(mine::complete), () -> mine.complete(Settled.NOTHING));
        }
        return bill.get();
    }
}
