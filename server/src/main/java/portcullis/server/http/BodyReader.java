package portcullis.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/**
 * Reads one body up to its cap and within its time. Whatever is over is refused without being kept
 * (GTW-18, GOV-72).
 */
final class BodyReader {
    private final Vertx vertx;
    private final Exchange exchange;
    private final long cap;
    private final Buffer body = Buffer.buffer();
    private long timer = -1;
    private boolean over;

    BodyReader(Vertx vertx, Exchange exchange, long cap) {
        this.vertx = vertx;
        this.exchange = exchange;
        this.cap = cap;
    }

    /** Declared length, or 0 when none is declared; a chunked body shows its size only later. */
    static long declared(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException notANumber) {
            return Long.MAX_VALUE;
        }
    }

    /** Gives the whole body once, on the loop, or refuses. The request must be paused. */
    void read(Duration patience, Consumer<byte[]> whole) {
        HttpServerRequest request = exchange.request();
        if (declared(request) > cap) {
            exchange.refuseAndClose(tooLarge());
            return;
        }
        timer = vertx.setTimer(Math.max(1, patience.toMillis()), _ -> late());
        request.handler(this::take);
        request.exceptionHandler(_ -> stop());
        request.endHandler(
                _ -> {
                    if (stop()) {
                        whole.accept(body.getBytes());
                    }
                });
        exchange.onGone(this::stop);
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            exchange.response().writeContinue();
        }
        request.resume();
    }

    private void take(Buffer part) {
        if (over) {
            return;
        }
        if (body.length() + (long) part.length() > cap) {
            stop();
            exchange.refuseAndClose(tooLarge());
            return;
        }
        body.appendBuffer(part);
    }

    private void late() {
        if (stop()) {
            exchange.refuseAndClose(Refusal.of(RefusalCode.TOO_SLOW));
        }
    }

    /** True the first time. */
    private boolean stop() {
        boolean first = !over;
        over = true;
        vertx.cancelTimer(timer);
        return first;
    }

    private Refusal tooLarge() {
        return Refusal.of(RefusalCode.TOO_LARGE).withLimit(cap);
    }
}
