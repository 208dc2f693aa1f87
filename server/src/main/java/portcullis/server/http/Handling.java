package portcullis.server.http;

import java.util.concurrent.Executor;
import java.util.function.Function;
import portcullis.gateway.Reply;
import portcullis.kernel.Outcome;

/** How a visit is handled, and on which kind of thread. */
public sealed interface Handling {
    /** A plain function on a virtual thread; it may block as long as the visit's deadline. */
    record Blocking(Function<Visit, Outcome<Answer>> handler) implements Handling {}

    /**
     * A journey that never blocks: on the event loop while the body is small, on a serial executor
     * of virtual threads otherwise.
     */
    record Flowing(Journey journey) implements Handling {}

    /** Answers through a reply, on the given executor. */
    @FunctionalInterface
    interface Journey {
        void answer(Visit visit, Executor context, Reply reply);
    }
}
