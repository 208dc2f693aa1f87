package portcullis.server.http;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import portcullis.gateway.Reply;

/**
 * A journey's reply over a caller's connection. May be called on the loop or on the journey's own
 * executor; call-backs run on that executor.
 */
final class CallerReply implements Reply {
    // Bytes handed to the loop and not yet to the socket: beyond this the reader counts as slow.
    private static final long MOST_IN_FLIGHT = 256 * 1024;
    private final Exchange exchange;
    private final Executor journey;
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private volatile boolean socketFull;
    private volatile Runnable resume = () -> {};

    CallerReply(Exchange exchange, Executor journey) {
        this.exchange = exchange;
        this.journey = journey;
    }

    @Override
    public void whole(int status, Map<String, String> headers, byte[] body) {
        exchange.onLoop(() -> exchange.whole(status, headers, body));
    }

    @Override
    public void open(Map<String, String> headers) {
        exchange.onLoop(
                () -> {
                    exchange.response().drainHandler(_ -> drained());
                    exchange.open(headers);
                });
    }

    @Override
    public void event(byte[] bytes) {
        inFlight.addAndGet(bytes.length);
        exchange.onLoop(() -> write(bytes));
    }

    private void write(byte[] bytes) {
        boolean wasFull = full();
        exchange.write(bytes);
        inFlight.addAndGet(-bytes.length);
        socketFull = exchange.streaming() && exchange.response().writeQueueFull();
        if (wasFull && !full()) {
            journey.execute(resume);
        }
    }

    private void drained() {
        socketFull = false;
        if (!full()) {
            journey.execute(resume);
        }
    }

    @Override
    public void close() {
        exchange.onLoop(exchange::close);
    }

    @Override
    public boolean full() {
        return socketFull || inFlight.get() > MOST_IN_FLIGHT;
    }

    @Override
    public void onDrain(Runnable handler) {
        resume = handler;
    }

    @Override
    public void onAbort(Runnable cancel) {
        exchange.onLoop(() -> exchange.onGone(() -> once(cancel)));
    }

    private void once(Runnable cancel) {
        if (cancelled.compareAndSet(false, true)) {
            journey.execute(cancel);
        }
    }
}
