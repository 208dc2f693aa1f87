package portcullis.library.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.kernel.Deadline;
import portcullis.kernel.Event;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;
import portcullis.library.Change;
import portcullis.library.ChangeFeed;
import portcullis.library.VectorIndex.Entry;
import portcullis.library.retrieve.HandIndex;
import portcullis.library.retrieve.HandStore;

@Tag("LIB-55")
class IndexerTest {
    private static final TenantId EAST = new TenantId("east");
    private final Feed feed = new Feed();
    private final HandIndex index = new HandIndex();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Indexer indexer = new Indexer(feed, index, "hand/2", events::add);

    @Test
    void itIsReadyOnlyWhenEveryChangeIsApplied() {
        feed.publish(1, "a");
        assertThat(indexer.ready()).isFalse();
        assertThat(indexer.round()).isTrue();
        assertThat(indexer.ready()).isFalse();
        assertThat(indexer.round()).isFalse();
        assertThat(indexer.ready()).isTrue();
        assertThat(index.ids()).hasSize(1);
    }

    @Test
    void manyChangesAreAppliedInOrderAndInPortions() {
        for (int i = 1; i <= 350; i++) {
            feed.publish(i, "a" + i);
        }
        for (int i = 1; i <= 50; i++) {
            feed.delete(i);
        }
        catchUp();
        assertThat(index.ids()).hasSize(300);
        assertThat(index.commits()).isEqualTo(4);
        assertThat(index.position()).isEqualTo(400);
    }

    @Test
    void aNewVersionReplacesTheOld() {
        feed.publish(7, "old");
        catchUp();
        List<Long> before = index.ids();
        feed.publish(7, "new");
        catchUp();
        assertThat(index.ids()).hasSize(1).doesNotContainAnyElementsOf(before);
    }

    @Test
    @Tag("LIB-56")
    void aLostIndexIsBuiltAnewAndNotReadyMeanwhile() {
        feed.publish(1, "a");
        feed.publish(2, "b");
        catchUp();
        index.lose();
        assertThat(indexer.round()).isTrue();
        assertThat(indexer.ready()).isFalse();
        catchUp();
        assertThat(index.ids()).hasSize(2);
        assertThat(events).hasAtLeastOneElementOfType(IndexBehind.class);
    }

    @Test
    void anIndexOfAnotherDatabaseIsBuiltAnew() {
        index.commit(99);
        feed.publish(1, "a");
        catchUp();
        assertThat(index.position()).isEqualTo(1);
        assertThat(index.ids()).hasSize(1);
    }

    @Test
    void itFollowsByItselfAndRecoversFromOutages() {
        feed.down = true;
        indexer.start();
        try (indexer) {
            assertThat(feed.troubled(2)).isTrue();
            assertThat(indexer.ready()).isFalse();
            feed.down = false;
            feed.publish(1, "a");
            assertThat(indexer.awaitPosition(1, Deadline.in(Duration.ofSeconds(20)))).isTrue();
            feed.publish(2, "b");
            assertThat(indexer.awaitPosition(2, Deadline.in(Duration.ofSeconds(20)))).isTrue();
            assertThat(index.ids()).hasSize(2);
        }
        assertThat(indexer.ready()).isFalse();
        assertThat(indexer.awaitReady(Deadline.in(Duration.ZERO))).isFalse();
    }

    private void catchUp() {
        for (int i = 0; i < 50 && indexer.round(); i++) {
            assertThat(i).isLessThan(49);
        }
    }

    /** A change feed in memory; each document is one chunk. */
    private static final class Feed implements ChangeFeed {
        private final HandStore store = new HandStore();
        private final List<Change> changes = new CopyOnWriteArrayList<>();
        private final Map<Long, Entry> entries = new ConcurrentHashMap<>();
        private final Semaphore told = new Semaphore(0);
        private final Semaphore trouble = new Semaphore(0);
        private volatile boolean down;

        void publish(int document, String text) {
            long position = changes.size() + 1L;
            Entry made = store.add(EAST, "", text, new float[] {1, 0});
            var chunk = made.chunk();
            var id = new portcullis.library.DocumentId(new java.util.UUID(3, document));
            entries.put(
                    position,
                    new Entry(
                            EAST,
                            new portcullis.library.Chunk(
                                    chunk.id(),
                                    id,
                                    (int) position,
                                    1,
                                    0,
                                    text.length(),
                                    chunk.section(),
                                    chunk.text()),
                            made.title(),
                            made.vector()));
            changes.add(new Change(position, EAST, id, (int) position));
            told.release();
        }

        void delete(int document) {
            var id = new portcullis.library.DocumentId(new java.util.UUID(3, document));
            changes.add(new Change(changes.size() + 1L, EAST, id, 0));
        }

        boolean troubled(int times) {
            try {
                return trouble.tryAcquire(times, 20, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public List<Change> changesSince(long position, int max) {
            check();
            List<Change> later = new ArrayList<>();
            for (Change change : changes) {
                if (change.position() > position && later.size() < max) {
                    later.add(change);
                }
            }
            return later;
        }

        @Override
        public long head() {
            check();
            return changes.size();
        }

        @Override
        public List<Entry> chunksOf(Change change, String space) {
            return List.of(entries.get(change.position()));
        }

        @Override
        public boolean awaitChange(long position, Deadline deadline) {
            try {
                return told.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private void check() {
            if (down) {
                trouble.release();
                throw new StoreUnavailable(new IllegalStateException("unplugged"));
            }
        }
    }
}
