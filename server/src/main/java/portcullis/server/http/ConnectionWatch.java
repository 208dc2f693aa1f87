package portcullis.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;

/**
 * Closes a connection that is open without a whole request: one that never sends its head, sends it
 * byte by byte (slow loris), or stays idle after an answer. Lives on the connection's event loop.
 */
final class ConnectionWatch {
    private final Vertx vertx;
    private final HttpConnection connection;
    private final Porch.Patience patience;
    private long timer = -1;
    private boolean closed;
    private boolean last;
    private int busy;

    ConnectionWatch(Vertx vertx, HttpConnection connection, Porch.Patience patience) {
        this.vertx = vertx;
        this.connection = connection;
        this.patience = patience;
    }

    void begin() {
        arm(patience.head());
    }

    /** A request has arrived; its own limits hold now. */
    void busy() {
        busy++;
        vertx.cancelTimer(timer);
    }

    /** Nothing more is answered on this connection: what follows may be a smuggled request. */
    void lastOne() {
        last = true;
    }

    boolean over() {
        return last;
    }

    /** Its answer has ended. */
    void free() {
        busy--;
        if (busy == 0) {
            arm(patience.idle());
        }
    }

    void closed() {
        closed = true;
        vertx.cancelTimer(timer);
    }

    private void arm(Duration wait) {
        vertx.cancelTimer(timer);
        if (!closed) {
            timer = vertx.setTimer(Math.max(1, wait.toMillis()), _ -> connection.close());
        }
    }
}
