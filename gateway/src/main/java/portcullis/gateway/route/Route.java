package portcullis.gateway.route;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import portcullis.gateway.Target;
import portcullis.gateway.route.Step.Reason;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.kernel.Deadline;
import portcullis.kernel.RefusalCode;

/**
 * One call's way through its targets. Decides only before anything was released to the caller; each
 * decision leaves an event. Confined to the call.
 */
public final class Route {
    private static final int MOST_RETRIES = 2;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);

    /** How long a throttling vendor is waited for while another target could answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Router router;
    private final Plan plan;
    private final Deadline deadline;
    private final Deque<Target> ahead;
    private final List<Target> resting = new ArrayList<>();
    private Target current;
    private Watched watched;
    private long askedAt;
    private boolean asked;
    private int retries;
    private Optional<Trouble> lastTrouble = Optional.empty();

    /** Whom to ask in this order, for what, and whether two at a time. */
    record Plan(List<Target> targets, Wanted wanted, boolean hedged) {}

    Route(Router router, Plan plan, Deadline deadline) {
        this.router = router;
        this.plan = plan;
        this.deadline = deadline;
        this.ahead = new ArrayDeque<>(plan.targets());
        this.current = plan.targets().getFirst();
        this.watched = router.watched(current);
        this.askedAt = router.now();
    }

    /** The first target. */
    public Step begin() {
        return next(RefusalCode.PROVIDER_UNAVAILABLE, Reason.FIRST);
    }

    /** The time left, divided among the current target and those that were not asked. */
    public Duration share() {
        return deadline.left().dividedBy(1L + ahead.size());
    }

    /** The request goes to the current target now; its latency counts from here. */
    public void sent() {
        askedAt = router.now();
    }

    /** The current target has begun to answer. Told at most once for each attempt. */
    public void began() {
        long now = router.now();
        watched.latency().took(now - askedAt, now);
    }

    /** The current target gave its whole answer. */
    public void answered() {
        router.succeeded(watched, askedAt);
    }

    /** Why the last attempt failed; kept through retries and fallbacks. */
    public Optional<Trouble> lastTrouble() {
        return lastTrouble;
    }

    /** The vendor said that its quota is nearly used up: the next calls go elsewhere. */
    public void spare(Duration rest) {
        router.rest(watched, ErrorClass.THROTTLED, atMost(LONGEST_PAUSE, rest));
    }

    /** The current target broke off after its answer had begun to reach the caller. */
    public RefusalCode brokeOff(Trouble trouble) {
        note(watched, trouble);
        return Verdict.of(trouble);
    }

    /** The current target failed before anything was released. */
    public Step after(Trouble trouble) {
        note(watched, trouble);
        RefusalCode code = Verdict.of(trouble);
        return switch (trouble) {
            case Trouble.Rejected(var reason) -> rejected(reason, code);
            case Trouble.Throttled(var pause) -> throttled(pause.orElse(backoff()));
            case Trouble.Unavailable(var cause) ->
                    passes(cause) ? again(backoff(), code) : next(code, Reason.FALLBACK);
            case Trouble.TimedOut _, Trouble.Malformed _ -> next(code, Reason.FALLBACK);
            case Trouble.Parted _ -> chose(current, Duration.ZERO, Reason.ALONE);
        };
    }

    /** The current target may not be asked for what it billed before; nothing else is wrong. */
    public Step closed(RefusalCode code) {
        return next(code, Reason.PASSED_OVER);
    }

    /**
     * After how long without a first token a second target may be asked, too: the learned 95th
     * percentile of the current one. Empty when that is never done for this call.
     */
    public Optional<Duration> hedgeAfter() {
        OptionalLong late = watched.latency().p95();
        return plan.hedged() && !ahead.isEmpty() && late.isPresent()
                ? Optional.of(Duration.ofNanos(late.getAsLong()))
                : Optional.empty();
    }

    /**
     * The second target, when one is not resting and one call in twenty has not been doubled. It is
     * passed by in what follows. The caller cancels the loser (within 50 ms).
     */
    public Optional<Hedge> hedge() {
        Optional<Target> second =
                ahead.stream()
                        .filter(target -> !router.watched(target).circuit().isOpen())
                        .findFirst()
                        .filter(_ -> router.mayHedge());
        return second.map(
                target -> {
                    ahead.remove(target);
                    chose(target, Duration.ZERO, Reason.HEDGE);
                    return new Hedge(target);
                });
    }

    /** A second target that runs beside the current one. */
    public final class Hedge {
        private final Target target;
        private final long sentAt = router.now();

        private Hedge(Target target) {
            this.target = target;
        }

        public Target target() {
            return target;
        }

        /** It began to answer first and is the current target from now on. */
        public void won() {
            current = target;
            watched = router.watched(target);
            askedAt = sentAt;
            began();
        }

        /** It failed while the current target still runs. */
        public void lost(Trouble trouble) {
            note(router.watched(target), trouble);
        }

        /** The current target failed; this one runs on alone. */
        public void remains(Trouble trouble) {
            note(watched, trouble);
            current = target;
            watched = router.watched(target);
            askedAt = sentAt;
            retries = 0;
        }
    }

    /** Only a larger window can help against a conversation that is too long. */
    private Step rejected(Trouble.Reason reason, RefusalCode code) {
        if (reason != Trouble.Reason.CONTEXT_TOO_LONG) {
            return giveUp(code);
        }
        int window = current.traits().window();
        ahead.removeIf(target -> target.traits().window() <= window);
        resting.clear();
        return next(code, Reason.LARGER_WINDOW);
    }

    private Step throttled(Duration pause) {
        boolean tooLong = !ahead.isEmpty() && pause.compareTo(PATIENCE) > 0;
        if (tooLong || pause.compareTo(LONGEST_PAUSE) > 0) {
            router.rest(watched, ErrorClass.THROTTLED, atMost(LONGEST_PAUSE, pause));
            return next(RefusalCode.PROVIDER_UNAVAILABLE, Reason.FALLBACK);
        }
        return again(pause, RefusalCode.PROVIDER_UNAVAILABLE);
    }

    private Step again(Duration pause, RefusalCode code) {
        boolean inTime = pause.multipliedBy(2).compareTo(deadline.left()) < 0;
        boolean open = watched.circuit().isOpen();
        if (retries >= MOST_RETRIES || !inTime || open || !router.mayRetry()) {
            return next(code, Reason.FALLBACK);
        }
        retries++;
        return chose(current, pause, Reason.RETRY);
    }

    /** Targets in rest are passed over; when all rest, the one that wakes first is asked. */
    private Step next(RefusalCode code, Reason reason) {
        if (deadline.passed()) {
            return giveUp(RefusalCode.PROVIDER_TIMEOUT);
        }
        while (!ahead.isEmpty()) {
            Target target = ahead.removeFirst();
            if (router.watched(target).circuit().admits()) {
                boolean passedOver = reason == Reason.FIRST && !resting.isEmpty();
                return ask(target, passedOver ? Reason.PASSED_OVER : reason);
            }
            resting.add(target);
        }
        return asked ? giveUp(code) : ask(wakesFirst(), Reason.PROBE);
    }

    private Step ask(Target target, Reason reason) {
        asked = true;
        current = target;
        watched = router.watched(target);
        retries = 0;
        askedAt = router.now();
        return chose(target, Duration.ZERO, reason);
    }

    private Step chose(Target target, Duration pause, Reason reason) {
        router.tell(
                new RouteEvent.TargetChosen(
                        plan.wanted().request(), router.watched(target).label(), reason, pause));
        return new Step.Try(target, pause, reason);
    }

    private Step giveUp(RefusalCode code) {
        router.tell(
                new RouteEvent.GaveUp(
                        plan.wanted().request(), code, lastTrouble.map(RouteEvent::cause)));
        return new Step.GiveUp(code);
    }

    private Target wakesFirst() {
        Comparator<Target> wakes = (a, b) -> Long.signum(wakes(a) - wakes(b));
        return resting.stream().min(wakes).orElseThrow();
    }

    private long wakes(Target target) {
        return router.watched(target).circuit().restUntil();
    }

    private Duration backoff() {
        long bound = FIRST_BACKOFF.toNanos() << retries;
        return Duration.ofNanos(router.jitter(bound));
    }

    private void note(Watched target, Trouble trouble) {
        lastTrouble = Optional.of(trouble);
        Optional<ErrorClass> kind = ErrorClass.of(trouble);
        router.tell(
                new RouteEvent.TargetFailed(
                        plan.wanted().request(), target.label(), kind, RouteEvent.cause(trouble)));
        kind.ifPresentOrElse(counted -> router.failed(target, counted), target.circuit()::unsaid);
    }

    private static boolean passes(Cause cause) {
        return switch (cause) {
            case CONNECT, RESET, SERVER_ERROR, CUT, ERROR_EVENT, EMPTY -> true;
            case AUTHENTICATION, NOT_FOUND, BAD_JSON, BAD_FRAMING, NOT_JSON, BUSY -> false;
        };
    }

    private static Duration atMost(Duration most, Duration span) {
        return span.compareTo(most) < 0 ? span : most;
    }
}
