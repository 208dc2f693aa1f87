package portcullis.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import portcullis.kernel.Deadline;
import portcullis.kernel.Event;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.StoreUnavailable;
import portcullis.library.embed.Embedded;

class WorkersTest {
    /** A store that goes away in the moment in which the workers are told to stop. */
    private static final class Leaving implements Workbench {
        final CountDownLatch asked = new CountDownLatch(1);

        @Override
        public Optional<Claimed> claim(Duration lease) {
            asked.countDown();
            try {
                new CountDownLatch(1).await(30, TimeUnit.SECONDS);
                return Optional.empty();
            } catch (InterruptedException stopped) {
                throw new StoreUnavailable(stopped);
            }
        }

        @Override
        public boolean renew(Claimed claimed, Duration lease) {
            return false;
        }

        @Override
        public Outcome<Published> publish(Embedded embedded) {
            return Outcome.refused(RefusalCode.CONFLICT);
        }

        @Override
        public void refuse(Claimed claimed, Status status, RefusalCode reason) {}

        @Override
        public void giveBack(Claimed claimed, RefusalCode reason, Duration pause) {}

        @Override
        public void awaitWork(Deadline deadline) {}
    }

    @Test
    void aStoreThatLeavesWithThemEndsThemQuietly() throws InterruptedException {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        List<Event> events = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, trouble) -> uncaught.add(trouble));
        try {
            Leaving store = new Leaving();
            Workers workers = new Workers(store, IngestSettings.DEFAULT, events::add, _ -> {});
            workers.start();
            assertThat(store.asked.await(30, TimeUnit.SECONDS)).isTrue();
            workers.close();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(events).isEmpty();
        assertThat(uncaught).isEmpty();
    }
}
