package portcullis.library.index;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.StoreUnavailable;
import portcullis.library.Change;
import portcullis.library.ChangeFeed;
import portcullis.library.DocumentId;
import portcullis.library.VectorIndex;

/**
 * Keeps the index up with the document store: reads the change feed from where the index stands,
 * applies it, commits. An index that lost its place, or that is further than the store, has seen
 * something else and is built anew.
 */
public final class Indexer implements AutoCloseable {
    private static final int CHANGES_AT_ONCE = 100;
    private static final Duration WAKE_UP = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofMillis(250);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final ChangeFeed feed;
    private final VectorIndex index;
    private final String space;
    private final EventLog log;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CatchUp catchUp = new CatchUp();
    private long reached;

    /**
     * @param space of the vectors that the index holds
     */
    public Indexer(ChangeFeed feed, VectorIndex index, String space, EventLog log) {
        this.feed = feed;
        this.index = index;
        this.space = space;
        this.log = log;
    }

    /** Follows the feed on a thread of its own until {@link #close}. Call once. */
    public void start() {
        Thread.ofVirtual().name("indexer").start(this::follow);
    }

    /** True while the index holds everything that the feed has told. */
    public boolean ready() {
        return catchUp.ready();
    }

    /** Waits until the index is ready; false when the deadline comes first. */
    public boolean awaitReady(Deadline deadline) {
        return catchUp.await(0, deadline);
    }

    /** Waits until the index is ready and has applied the change at a position (LIB-55). */
    public boolean awaitPosition(long position, Deadline deadline) {
        return catchUp.await(position, deadline);
    }

    private void follow() {
        try {
            while (closing.getCount() > 0) {
                if (!step()
                        && closing.await(PAUSE_AFTER_TROUBLE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            catchUp.behind();
            closed.countDown();
        }
    }

    /** False when store or index did not answer. */
    private boolean step() {
        try {
            if (!round()) {
                feed.awaitChange(reached, Deadline.in(WAKE_UP));
            }
            return true;
        } catch (StoreUnavailable away) {
            log.write(new FeedUnread(reached));
            return false;
        }
    }

    /** Applies the next changes; false when there were none, so that the index is up to date. */
    boolean round() {
        startOverWhenLost();
        List<Change> changes = feed.changesSince(reached, CHANGES_AT_ONCE);
        if (changes.isEmpty()) {
            if (catchUp.reached(reached)) {
                log.write(new IndexReady(reached));
            }
            return false;
        }
        newestOf(changes).values().forEach(this::apply);
        index.commit(changes.getLast().position());
        reached = index.position();
        return true;
    }

    private void startOverWhenLost() {
        long position = index.position();
        if (position < reached || position > feed.head()) {
            catchUp.behind();
            log.write(new IndexBehind(position));
            index.clear();
        }
        reached = index.position();
    }

    private static Map<DocumentId, Change> newestOf(List<Change> changes) {
        Map<DocumentId, Change> newest = new LinkedHashMap<>();
        changes.forEach(change -> newest.put(change.document(), change));
        return newest;
    }

    /** New chunks come and old ones go with one commit: nobody sees both or neither. */
    private void apply(Change change) {
        if (change.version() > 0) {
            index.put(feed.chunksOf(change, space));
        }
        index.remove(change.tenant(), change.document(), change.version());
    }

    /** Stops following and waits for the step in hand. */
    @Override
    public void close() {
        closing.countDown();
        try {
            closed.await(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
