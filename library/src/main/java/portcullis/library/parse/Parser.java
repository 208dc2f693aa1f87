package portcullis.library.parse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.library.Claimed;
import portcullis.parser.Caps;

/**
 * Reads documents in child processes (LIB-16 to LIB-19), so that a hostile file can break nothing
 * but its own child. A child that breaks, stalls or says something unexpected is killed.
 *
 * <p>Refuses with DOCUMENT_ENCRYPTED, DOCUMENT_UNREADABLE, DOCUMENT_WITHOUT_TEXT,
 * DOCUMENT_OVER_CAP, DOCUMENT_QUARANTINED (the child broke), OVERLOADED (no child was free before
 * the deadline), DRAINING and INTERNAL (no child can be started).
 */
public final class Parser implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final int HEAP_FULL = 3;
    private static final int TOO_LONG = 4;

    private final Pool pool;
    private final Caps caps;
    private final Isolation isolation;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().daemon().name("parser-watch").unstarted(task));

    /**
     * Finds out what the system offers and starts nothing yet.
     *
     * @throws IllegalStateException when isolation is required and the system offers none
     */
    public static Parser open(ParserSettings settings) {
        Isolation isolation = Isolation.available();
        check(settings, isolation);
        return new Parser(settings, isolation, settings::command);
    }

    static void check(ParserSettings settings, Isolation isolation) {
        if (settings.isolation() == Isolation.Wanted.REQUIRED && isolation == Isolation.PROCESS) {
            throw new IllegalStateException(
                    "parser isolation is required, but this system offers no namespaces (unshare)");
        }
    }

    Parser(ParserSettings settings, Isolation isolation, Function<Path, List<String>> command) {
        this.caps = settings.caps();
        this.isolation = isolation;
        this.pool =
                new Pool(
                        folder -> isolation.around(command.apply(folder)),
                        settings.folder(),
                        settings.children());
    }

    /** The isolation in force. */
    public Isolation isolation() {
        return isolation;
    }

    /** Waits for a free child until the deadline; reading then takes no longer than its cap. */
    public Outcome<Parsed> parse(Claimed claimed, Deadline deadline) {
        try {
            if (!pool.enter(deadline)) {
                return Outcome.refused(RefusalCode.OVERLOADED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.refused(RefusalCode.DRAINING);
        }
        try {
            return read(child(), new Reading(claimed, caps));
        } catch (IOException e) {
            return Outcome.refused(pool.closed() ? RefusalCode.DRAINING : RefusalCode.INTERNAL);
        } finally {
            pool.leave();
        }
    }

    /** A child that has greeted. */
    private ChildProcess child() throws IOException {
        Optional<ChildProcess> waiting = pool.waiting();
        return waiting.isPresent() ? waiting.get() : started();
    }

    private ChildProcess started() throws IOException {
        ChildProcess child = pool.start();
        ScheduledFuture<?> kill = killAfter(child, START);
        try {
            child.greet();
        } catch (IOException e) {
            pool.end(child);
            throw e;
        } finally {
            kill.cancel(false);
        }
        return child;
    }

    private Outcome<Parsed> read(ChildProcess child, Reading reading) {
        ScheduledFuture<?> kill = killAfter(child, caps.wall().plus(GRACE));
        try {
            Outcome<Parsed> outcome = reading.with(child);
            if (kill.cancel(false)) {
                pool.keep(child);
            } else {
                pool.end(child);
            }
            return outcome;
        } catch (IOException e) {
            // A JVM whose heap is full says so on standard output before it ends: no frame either.
            int code = child.exit(Deadline.in(LAST_WORDS)).orElse(-1);
            boolean capped = !kill.cancel(false) || code == HEAP_FULL || code == TOO_LONG;
            return Outcome.refused(lost(child, capped));
        }
    }

    private RefusalCode lost(ChildProcess child, boolean capped) {
        pool.end(child);
        if (pool.closed()) {
            return RefusalCode.DRAINING;
        }
        return capped ? RefusalCode.DOCUMENT_OVER_CAP : RefusalCode.DOCUMENT_QUARANTINED;
    }

    private ScheduledFuture<?> killAfter(ChildProcess child, Duration span) {
        return watch.schedule(child::kill, span.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        watch.shutdownNow();
        pool.close();
    }
}
