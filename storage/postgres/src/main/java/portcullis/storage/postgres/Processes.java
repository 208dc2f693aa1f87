package portcullis.storage.postgres;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import portcullis.governance.audit.Presence;
import portcullis.kernel.Label;

/**
 * The processes that share a database, by the database's own clock. One that was silent for 40 s is
 * dead; with a beat of 10 s somebody notices within 50 s (GOV-33).
 */
final class Processes implements Presence {
    /** How often a process speaks, and after which silence it is dead. */
    record Rhythm(Duration every, Duration dead) {
        static final Rhythm STANDARD = new Rhythm(Duration.ofSeconds(10), Duration.ofSeconds(40));
    }

    private static final String SPEAK =
            "INSERT INTO processes (id, seen) VALUES (:self, clock_timestamp())"
                    + " ON CONFLICT (id) DO UPDATE SET seen = clock_timestamp()";

    private final Database database;
    private final Rhythm rhythm;
    private final Label self = new Label(UUID.randomUUID().toString());
    private final AtomicLong spoke;

    Processes(Database database, Rhythm rhythm) {
        this.database = database;
        this.rhythm = rhythm;
        this.spoke = new AtomicLong(System.nanoTime() - rhythm.every().toNanos());
    }

    @Override
    public Label self() {
        return self;
    }

    @Override
    public Duration every() {
        return rhythm.every();
    }

    Duration dead() {
        return rhythm.dead();
    }

    @Override
    public void beat() {
        database.acrossTenants(handle -> speak(handle));
        spoke.set(System.nanoTime());
    }

    /**
     * Speaks inside another transaction when it is time, so that a process is known before its
     * first intent is.
     *
     * @return to be run once the transaction is committed
     */
    Runnable beatAlong(Handle handle) {
        long now = System.nanoTime();
        if (!silentForLong()) {
            return () -> {};
        }
        speak(handle);
        return () -> spoke.set(now);
    }

    /** It is time to speak. */
    boolean silentForLong() {
        return System.nanoTime() - spoke.get() >= rhythm.every().toNanos();
    }

    @Override
    public void ended(Label process) {
        database.acrossTenants(
                handle ->
                        handle.createUpdate("DELETE FROM processes WHERE id = :id")
                                .bind("id", process.value())
                                .execute());
    }

    private int speak(Handle handle) {
        return handle.createUpdate(SPEAK).bind("self", self.value()).execute();
    }
}
