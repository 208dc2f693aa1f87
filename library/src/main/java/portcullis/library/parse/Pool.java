package portcullis.library.parse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import portcullis.kernel.Deadline;

/** Children that wait for a document: started when needed, reused, never more than agreed. */
final class Pool {
    /** Documents one child reads before it is replaced (LIB-16). */
    static final int REUSE = 50;

    private final Function<Path, List<String>> command;
    private final Path folder;
    private final Semaphore places;
    private final BlockingQueue<ChildProcess> idle;
    private final Set<ChildProcess> all = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Pool(Function<Path, List<String>> command, Path folder, int children) {
        this.command = command;
        this.folder = folder;
        this.places = new Semaphore(children, true);
        this.idle = new ArrayBlockingQueue<>(children);
    }

    /** Waits for a place; false when the deadline comes first. */
    boolean enter(Deadline deadline) throws InterruptedException {
        return places.tryAcquire(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
    }

    void leave() {
        places.release();
    }

    boolean closed() {
        return closed;
    }

    /** A living child that is fit to read more. */
    Optional<ChildProcess> waiting() {
        ChildProcess child = idle.poll();
        while (child != null && !child.alive()) {
            end(child);
            child = idle.poll();
        }
        return Optional.ofNullable(child);
    }

    /** A child that has not greeted yet. */
    ChildProcess start() throws IOException {
        Files.createDirectories(folder);
        Path own = Files.createTempDirectory(folder, "child");
        ChildProcess child = ChildProcess.start(command.apply(own), own);
        all.add(child);
        if (closed) {
            child.kill();
        }
        return child;
    }

    /** Takes a child back, or ends it when it has read enough. */
    void keep(ChildProcess child) {
        if (closed || child.documents() >= REUSE || !idle.offer(child)) {
            end(child);
        }
    }

    void end(ChildProcess child) {
        child.end();
        all.remove(child);
    }

    /** Kills every child, also those at work. */
    void close() {
        closed = true;
        all.forEach(this::end);
    }
}
