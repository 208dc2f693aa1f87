package portcullis.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Opens paced streams one after the other, listens to all of them, and counts what is missing. The
 * time to the first token counts from when a stream was due to be opened, its connection included.
 */
final class StreamCrowd implements AutoCloseable {
    private static final long LOOK = 20_000;
    private static final long PEEK = TimeUnit.MILLISECONDS.toNanos(250);

    /**
     * What a crowd heard.
     *
     * @param open most streams that were open at the same time
     * @param whole streams that ended as they should, nothing missing or twice
     * @param failed streams that were refused or broke off
     * @param lost tokens that never came, those of failed streams included
     * @param repeated tokens that came twice
     * @param firstToken from the time a stream was due
     * @param gaps between a token and the one before it in its stream
     * @param residentMiB most memory that the gateway's processes had meanwhile
     */
    record Outcome(
            int open,
            int whole,
            int failed,
            long lost,
            long repeated,
            Histogram firstToken,
            Histogram gaps,
            long residentMiB) {}

    /** One stream that is listened to. */
    private final class Listener {
        private final Tokens tokens = new Tokens(level.pace().events(), this::token);
        private final long due;
        private final Line line;
        private long lastToken;
        private boolean over;

        Listener(long due) throws IOException {
            this.due = due;
            this.line = new Line(selector, prompt, tokens, this);
        }

        private void token() {
            long now = System.nanoTime();
            if (lastToken == 0) {
                firstToken.record(now - due);
            } else {
                gaps.record(now - lastToken);
            }
            lastToken = now;
        }

        private void end(boolean well) throws IOException {
            if (over) {
                return;
            }
            over = true;
            boolean answered = well && line.status() == 200;
            lost += tokens.lost();
            repeated += tokens.repeated();
            failed += answered ? 0 : 1;
            whole += answered && tokens.lost() == 0 && tokens.repeated() == 0 ? 1 : 0;
            open--;
            line.close();
        }
    }

    private final Selector selector = Selector.open();
    private final ByteBuffer shared = ByteBuffer.allocate(65_536);
    private final List<Listener> listeners = new ArrayList<>();
    private final Histogram firstToken = new Histogram();
    private final Histogram gaps = new Histogram();
    private final Subject subject;
    private final Level level;
    private final Prompt prompt;
    private int open;
    private int mostOpen;
    private int whole;
    private int failed;
    private long lost;
    private long repeated;
    private long residentMiB;
    private long nextPeek;

    StreamCrowd(Subject subject, Level level, Words words) throws IOException {
        this.subject = subject;
        this.level = level;
        this.prompt = new Prompt(subject, Shape.PACED, level.pace().model(), words);
    }

    /** Ends when every stream has, or after twice the time that they should take and 5 s. */
    Outcome run() throws IOException {
        long start = System.nanoTime();
        long end = start + 2 * level.nanos() + TimeUnit.SECONDS.toNanos(5);
        while (System.nanoTime() < end && (listeners.size() < level.streams() || open > 0)) {
            boolean moved = openDue(start);
            peek();
            if (selector.selectNow(this::ready) == 0 && !moved) {
                LockSupport.parkNanos(LOOK);
            }
        }
        for (Listener late : listeners) {
            late.end(false);
        }
        return new Outcome(mostOpen, whole, failed, lost, repeated, firstToken, gaps, residentMiB);
    }

    private boolean openDue(long start) throws IOException {
        int before = listeners.size();
        long now = System.nanoTime();
        while (listeners.size() < level.streams()
                && start + level.dueNanos(listeners.size()) <= now) {
            Listener listener = new Listener(start + level.dueNanos(listeners.size()));
            listeners.add(listener);
            open++;
            mostOpen = Math.max(mostOpen, open);
            if (!listener.line.send()) {
                listener.end(false);
            }
        }
        return listeners.size() > before;
    }

    private void peek() {
        if (System.nanoTime() >= nextPeek) {
            residentMiB = Math.max(residentMiB, subject.residentMiB());
            nextPeek = System.nanoTime() + PEEK;
        }
    }

    private void ready(SelectionKey key) {
        Listener listener = (Listener) key.attachment();
        try {
            switch (listener.line.read(shared)) {
                case PART -> {}
                case WHOLE -> listener.end(true);
                case BROKEN -> listener.end(false);
            }
        } catch (IOException closing) {
            key.cancel();
        }
    }

    @Override
    public void close() throws IOException {
        for (Listener listener : listeners) {
            listener.line.close();
        }
        selector.close();
    }
}
