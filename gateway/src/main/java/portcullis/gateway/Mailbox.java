package portcullis.gateway;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does steps one at a time and in order, on whichever thread brings one: a step that is brought
 * while another is being done is left to the thread that does it. For short steps that do not
 * throw; how many wait is bounded by the backpressure of those who bring them.
 */
final class Mailbox implements Executor {
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger brought = new AtomicInteger();

    @Override
    public void execute(Runnable step) {
        waiting.add(step);
        if (brought.getAndIncrement() > 0) {
            return;
        }
        do {
            Optional.ofNullable(waiting.poll()).orElseThrow().run();
        } while (brought.decrementAndGet() > 0);
    }
}
