package portcullis.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import portcullis.governance.audit.Action;
import portcullis.governance.audit.Actor;
import portcullis.governance.audit.Decision;
import portcullis.governance.audit.EgressPermit;
import portcullis.governance.audit.Intent;
import portcullis.governance.audit.Receipt;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;

/**
 * Writes what a visit owes the audit chain, around its handler. Called on the visit's virtual
 * thread, because an intent is waited for.
 */
public final class Bookkeeper {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private final Function<Intent, CompletionStage<Outcome<EgressPermit>>> intend;
    private final Consumer<Receipt> record;

    public Bookkeeper(
            Function<Intent, CompletionStage<Outcome<EgressPermit>>> intend,
            Consumer<Receipt> record) {
        this.intend = intend;
        this.record = record;
    }

    Outcome<Answer> around(
            Auditing auditing, Visit visit, Function<Visit, Outcome<Answer>> handler) {
        return switch (auditing) {
            case Auditing.Nothing _, Auditing.ByTheJourney _ -> handler.apply(visit);
            case Auditing.Afterwards(Action action) -> receipted(action, 0, visit, handler);
            case Auditing.Before(Action action) ->
                    intended(action, visit).then(_ -> receipted(action, 1, visit, handler));
        };
    }

    private Outcome<EgressPermit> intended(Action action, Visit visit) {
        Intent intent =
                new Intent(
                        visit.request(),
                        actor(visit),
                        action,
                        Optional.empty(),
                        1,
                        Map.of(),
                        Optional.empty());
        try {
            return intend.apply(intent)
                    .toCompletableFuture()
                    .get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException unwritten) {
            return Outcome.refused(RefusalCode.AUDIT_UNAVAILABLE);
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return Outcome.refused(RefusalCode.DRAINING);
        }
    }

    private Outcome<Answer> receipted(
            Action action, int intents, Visit visit, Function<Visit, Outcome<Answer>> handler) {
        long began = System.nanoTime();
        Decision decision = Decision.FAILED;
        Optional<RefusalCode> refusal = Optional.of(RefusalCode.INTERNAL);
        try {
            Outcome<Answer> outcome = handler.apply(visit);
            refusal = refusalOf(outcome);
            decision = refusal.isEmpty() ? Decision.ANSWERED : Decision.REFUSED;
            return outcome;
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            record.accept(
                    new Receipt(
                            visit.request(),
                            actor(visit),
                            action,
                            decision,
                            refusal,
                            Optional.empty(),
                            intents,
                            0,
                            0,
                            0,
                            false,
                            took));
        }
    }

    private static Optional<RefusalCode> refusalOf(Outcome<Answer> outcome) {
        return switch (outcome) {
            case Outcome.Passed<Answer> _ -> Optional.empty();
            case Outcome.Refused<Answer>(var refusal) -> Optional.of(refusal.code());
        };
    }

    private static Actor actor(Visit visit) {
        return new Actor(visit.caller().tenant(), Optional.of(visit.caller().key()));
    }
}
