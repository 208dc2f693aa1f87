package portcullis.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Does the steps of one call in its context, one at a time, until the call is over. Whatever a step
 * throws is told and goes no further.
 */
final class Steps {
    private final Executor context;
    private final ScheduledExecutorService timer;
    private final Troubles troubles;
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Future<?>> alarms = new ArrayList<>();

    /** What the call does when a step cannot be done. */
    interface Troubles {
        /** A step threw: a bug. */
        void broke(Throwable bug);

        /** The context takes no more steps; told on another thread. */
        void gone();
    }

    Steps(Executor context, ScheduledExecutorService timer, Troubles troubles) {
        this.context = context;
        this.timer = timer;
        this.troubles = troubles;
    }

    void hop(Runnable step) {
        try {
            context.execute(() -> step(step));
        } catch (RejectedExecutionException gone) {
            troubles.gone();
        }
    }

    private void step(Runnable step) {
        if (over.get()) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException | StackOverflowError bug) {
            troubles.broke(bug);
        }
    }

    /** Works on a thread of its own, because it may take longer than the context may be held. */
    <T> void aside(Supplier<T> work, Consumer<T> next) {
        Thread.ofVirtual()
                .name("aside")
                .start(
                        () -> {
                            try {
                                T made = work.get();
                                hop(() -> next.accept(made));
                            } catch (RuntimeException | StackOverflowError bug) {
                                hop(() -> troubles.broke(bug));
                            }
                        });
    }

    /** Called in the context. */
    Alarm after(Duration span, Runnable step) {
        Future<?> alarm = timer.schedule(() -> hop(step), span.toNanos(), TimeUnit.NANOSECONDS);
        alarms.removeIf(Future::isDone);
        alarms.add(alarm);
        return () -> alarm.cancel(false);
    }

    boolean ended() {
        return over.get();
    }

    /** True for the one who ends the call; no step is done after that. */
    boolean end() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            alarms.forEach(alarm -> alarm.cancel(false));
        }
        return first;
    }
}
