package portcullis.gateway.route;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import portcullis.gateway.Target;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.kernel.Deadline;
import portcullis.kernel.RefusalCode;

/**
 * One call's way through its targets. Decides only before anything was released to the caller.
 * Confined to the call.
 */
public final class Route {
    private static final int MOST_RETRIES = 2;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    private static final Duration WRONG_KEY = Duration.ofMinutes(5);
    private static final Duration WRONG_NAME = Duration.ofMinutes(1);

    /** How long a throttling vendor is waited for while another target could answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Router router;
    private final Deadline deadline;
    private final Deque<Target> ahead;
    private Target current;
    private final List<Target> resting = new ArrayList<>();
    private boolean asked;
    private int retries;

    Route(Router router, List<Target> targets, Deadline deadline) {
        this.router = router;
        this.deadline = deadline;
        this.ahead = new ArrayDeque<>(targets);
        this.current = targets.getFirst();
    }

    /** The first target. */
    public Step begin() {
        return next(RefusalCode.PROVIDER_UNAVAILABLE);
    }

    /** The time left, divided among the current target and those that were not asked. */
    public Duration share() {
        return deadline.left().dividedBy(1L + ahead.size());
    }

    /** The current target gave its whole answer. */
    public void answered() {
        breaker().succeeded();
    }

    /** The current target broke off after its answer had begun to reach the caller. */
    public RefusalCode brokeOff(Trouble trouble) {
        note(trouble);
        return code(trouble);
    }

    /** The current target failed before anything was released. */
    public Step after(Trouble trouble) {
        note(trouble);
        return switch (trouble) {
            case Trouble.Rejected _ -> new Step.GiveUp(code(trouble));
            case Trouble.Throttled(var pause) -> throttled(pause.orElse(backoff()));
            case Trouble.Unavailable(var cause) ->
                    passes(cause) ? again(backoff(), code(trouble)) : next(code(trouble));
            case Trouble.TimedOut _, Trouble.Malformed _ -> next(code(trouble));
        };
    }

    private Step throttled(Duration pause) {
        boolean tooLong = !ahead.isEmpty() && pause.compareTo(PATIENCE) > 0;
        if (tooLong || pause.compareTo(LONGEST_PAUSE) > 0) {
            breaker().rest(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
            return next(RefusalCode.PROVIDER_UNAVAILABLE);
        }
        return again(pause, RefusalCode.PROVIDER_UNAVAILABLE);
    }

    private Step again(Duration pause, RefusalCode code) {
        boolean inTime = pause.multipliedBy(2).compareTo(deadline.left()) < 0;
        if (retries >= MOST_RETRIES || !inTime || breaker().isOpen() || !router.mayRetry()) {
            return next(code);
        }
        retries++;
        return new Step.Try(current, pause);
    }

    /** Targets in rest are passed over; when all rest, the one that wakes first is asked. */
    private Step next(RefusalCode code) {
        if (deadline.passed()) {
            return new Step.GiveUp(RefusalCode.PROVIDER_TIMEOUT);
        }
        while (!ahead.isEmpty()) {
            Target target = ahead.removeFirst();
            if (router.breaker(target).admits()) {
                return ask(target);
            }
            resting.add(target);
        }
        return asked ? new Step.GiveUp(code) : ask(wakesFirst());
    }

    private Step ask(Target target) {
        asked = true;
        current = target;
        retries = 0;
        return new Step.Try(target, Duration.ZERO);
    }

    private Target wakesFirst() {
        Comparator<Target> wakes =
                (a, b) ->
                        Long.signum(router.breaker(a).restUntil() - router.breaker(b).restUntil());
        return resting.stream().min(wakes).orElseThrow();
    }

    private Duration backoff() {
        long bound = FIRST_BACKOFF.toNanos() << retries;
        return Duration.ofNanos(router.jitter(bound));
    }

    /** A request that is refused for what it is says nothing against the target. */
    private void note(Trouble trouble) {
        switch (trouble) {
            case Trouble.Unavailable(var cause) when cause == Cause.AUTHENTICATION ->
                    breaker().rest(WRONG_KEY);
            case Trouble.Unavailable(var cause) when cause == Cause.NOT_FOUND ->
                    breaker().rest(WRONG_NAME);
            case Trouble.Unavailable _,
                    Trouble.Malformed _,
                    Trouble.TimedOut _,
                    Trouble.Throttled _ ->
                    breaker().failed();
            case Trouble.Rejected _ -> {}
        }
    }

    private Breaker breaker() {
        return router.breaker(current);
    }

    private static boolean passes(Cause cause) {
        return switch (cause) {
            case CONNECT, RESET, SERVER_ERROR, CUT, ERROR_EVENT, EMPTY -> true;
            case AUTHENTICATION, NOT_FOUND, BAD_JSON, BAD_FRAMING, NOT_JSON -> false;
        };
    }

    private static RefusalCode code(Trouble trouble) {
        return switch (trouble) {
            case Trouble.Throttled _, Trouble.Unavailable _ -> RefusalCode.PROVIDER_UNAVAILABLE;
            case Trouble.TimedOut _ -> RefusalCode.PROVIDER_TIMEOUT;
            case Trouble.Malformed(var cause) ->
                    cause == Cause.CUT ? RefusalCode.PROVIDER_CUT : RefusalCode.PROVIDER_MALFORMED;
            case Trouble.Rejected(var reason) -> rejected(reason);
        };
    }

    private static RefusalCode rejected(Reason reason) {
        return switch (reason) {
            case BAD_REQUEST -> RefusalCode.PROVIDER_REJECTED;
            case CONTEXT_TOO_LONG -> RefusalCode.CONTEXT_TOO_LONG;
            case CONTENT_FILTER -> RefusalCode.CONTENT_FILTERED;
        };
    }
}
