package portcullis.providers.line;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Malformed;
import portcullis.gateway.route.Trouble.Unavailable;

/** What the client library's exceptions mean to the router. */
final class Failures {
    private Failures() {}

    /** No connection could be had: none of ours is free, or the vendor is not there. */
    static Trouble opening(Throwable how) {
        return how instanceof ConnectionPoolTooBusyException
                ? new Unavailable(Cause.BUSY)
                : new Unavailable(Cause.CONNECT);
    }

    /** The connection stood, but no status line came. */
    static Trouble beforeHead(Throwable how) {
        return closed(how) ? new Unavailable(Cause.RESET) : new Malformed(Cause.BAD_FRAMING);
    }

    /** The body did not end as the head promised. */
    static Malformed inBody(Throwable how) {
        return new Malformed(closed(how) ? Cause.CUT : Cause.BAD_FRAMING);
    }

    private static boolean closed(Throwable how) {
        return how instanceof HttpClosedException
                || how instanceof StreamResetException
                || how instanceof IOException;
    }
}
