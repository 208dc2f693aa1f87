package portcullis.library;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.StoreUnavailable;

/** Virtual threads that claim versions one after the other and keep their claims fresh. */
final class Workers {
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int LONGEST_LABEL = 128;

    private final Workbench workbench;
    private final IngestSettings settings;
    private final EventLog log;
    private final Consumer<Claimed> work;
    private final List<Thread> threads = new ArrayList<>();
    private final ScheduledExecutorService heart =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().daemon().name("ingest-lease").unstarted(task));
    private volatile boolean stopping;

    Workers(Workbench workbench, IngestSettings settings, EventLog log, Consumer<Claimed> work) {
        this.workbench = workbench;
        this.settings = settings;
        this.log = log;
        this.work = work;
    }

    void start() {
        for (int i = 0; i < settings.workers(); i++) {
            threads.add(Thread.ofVirtual().name("ingest-" + i).start(this::run));
        }
    }

    private void run() {
        while (!stopping) {
            try {
                Optional<Claimed> claimed = workbench.claim(settings.lease());
                if (claimed.isPresent()) {
                    keepAndWork(claimed.get());
                } else {
                    workbench.awaitWork(Deadline.in(IDLE));
                }
            } catch (StoreUnavailable e) {
                if (stopping) {
                    return; // Interrupted in the middle of a question.
                }
                stumbled(e);
                pause();
            } catch (RejectedExecutionException closed) {
                return; // The heart has stopped; the claim runs out and is handed out again.
            }
        }
    }

    private void keepAndWork(Claimed claimed) {
        long beat = settings.lease().toMillis() / 3;
        ScheduledFuture<?> beats =
                heart.scheduleWithFixedDelay(
                        () -> renew(claimed), beat, beat, TimeUnit.MILLISECONDS);
        try {
            work.accept(claimed);
        } catch (StoreUnavailable e) {
            throw e; // The lease runs out and the version is handed out again.
        } catch (RuntimeException e) {
            stumbled(e);
            Duration pause = settings.pauseAfter(claimed.attempt());
            workbench.giveBack(claimed, RefusalCode.INTERNAL, pause);
        } finally {
            beats.cancel(false);
        }
    }

    /** A beat that fails is not the last: the store may be back for the next. */
    private void renew(Claimed claimed) {
        try {
            workbench.renew(claimed, settings.lease());
        } catch (StoreUnavailable e) {
            stumbled(e);
        }
    }

    private void stumbled(RuntimeException e) {
        String kind = e.getClass().getName().replace('$', '.');
        String fitting = kind.substring(0, Math.min(kind.length(), LONGEST_LABEL));
        log.write(new IngestEvent.Stumbled(new Label(fitting)));
    }

    private void pause() {
        try {
            heart.schedule(() -> {}, settings.pause().toMillis(), TimeUnit.MILLISECONDS).get();
        } catch (RejectedExecutionException closed) {
            stopping = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing can fail here", e);
        }
    }

    /** No version is claimed any more; what is in work goes on. */
    void stop() {
        stopping = true;
    }

    void close() {
        stop();
        heart.shutdownNow();
        threads.forEach(Thread::interrupt);
        Deadline end = Deadline.in(PATIENCE);
        for (Thread thread : threads) {
            try {
                thread.join(end.left());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
