package portcullis.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Signals;
import portcullis.gateway.route.Trouble;

/** Signals of one attempt, kept; notices when they overlap or go on after the end. */
public class Witness implements Signals {
    private final List<Frame> frames = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();
    private final List<String> faults = new ArrayList<>();
    private Optional<Trouble> trouble = Optional.empty();
    private int ends;

    @Override
    public void frame(Frame frame) {
        signal(() -> frames.add(frame));
    }

    @Override
    public void done() {
        signal(() -> ends++);
        end.countDown();
    }

    @Override
    public void failed(Trouble why) {
        signal(
                () -> {
                    ends++;
                    trouble = Optional.of(why);
                });
        end.countDown();
    }

    private void signal(Runnable work) {
        int others = inside.getAndIncrement();
        synchronized (this) {
            if (others > 0) {
                faults.add("two signals at once");
            }
            if (ends > 0) {
                faults.add("a signal after the end");
            }
            work.run();
            notifyAll();
        }
        inside.decrementAndGet();
    }

    /** Waits for the end; fails the test when it does not come within ten seconds. */
    public Witness atEnd() throws InterruptedException {
        assertThat(end.await(10, TimeUnit.SECONDS)).as("an end came").isTrue();
        synchronized (this) {
            assertThat(faults).isEmpty();
            assertThat(ends).isEqualTo(1);
        }
        return this;
    }

    /** Waits until so many frames came; false when they do not within the span. */
    public synchronized boolean awaitFrames(int count, Duration span) throws InterruptedException {
        long until = System.nanoTime() + span.toNanos();
        long left = span.toMillis();
        while (frames.size() < count && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
        return frames.size() >= count;
    }

    public boolean ended() {
        return end.getCount() == 0;
    }

    public synchronized List<Frame> frames() {
        return List.copyOf(frames);
    }

    public List<Piece> pieces() {
        return frames().stream().flatMap(frame -> frame.pieces().stream()).toList();
    }

    public synchronized Optional<Trouble> trouble() {
        return trouble;
    }

    /** The text of one choice. */
    public String text(int choice) {
        StringBuilder all = new StringBuilder();
        for (Piece piece : pieces()) {
            if (piece instanceof Piece.Text(int at, String text) && at == choice) {
                all.append(text);
            }
        }
        return all.toString();
    }

    public String text() {
        return text(0);
    }

    public static String json(Frame frame) {
        return new String(frame.json(), StandardCharsets.UTF_8);
    }
}
