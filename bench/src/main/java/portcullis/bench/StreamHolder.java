package portcullis.bench;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps paced streams open, crowd after crowd, until it is told to end. */
final class StreamHolder implements Runnable {
    private final Subject subject;
    private final Words words = new Words();
    private final AtomicLong troubles = new AtomicLong();
    private volatile boolean ending;

    StreamHolder(Subject subject) {
        this.subject = subject;
    }

    @Override
    public void run() {
        while (!ending) {
            try (StreamCrowd crowd = new StreamCrowd(subject, Plan.SOAK, words)) {
                StreamCrowd.Outcome heard = crowd.run();
                troubles.addAndGet(heard.failed() + heard.lost() + heard.repeated());
            } catch (IOException broken) {
                troubles.incrementAndGet();
            }
        }
    }

    /** The crowd that is open is the last one. */
    void end() {
        ending = true;
    }

    /** Streams that failed, and tokens that were lost or came twice. */
    long troubles() {
        return troubles.get();
    }
}
