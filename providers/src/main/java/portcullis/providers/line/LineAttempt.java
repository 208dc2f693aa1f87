package portcullis.providers.line;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Signals;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Malformed;
import portcullis.gateway.route.Trouble.Phase;
import portcullis.gateway.route.Trouble.TimedOut;
import portcullis.providers.line.Limits.Stage;
import portcullis.providers.line.Tongue.Framing;

/**
 * One call on the line, from the request to its last signal. All of it runs on one context; only
 * {@link #cancel}, {@link #pause} and {@link #resume} come from elsewhere.
 */
final class LineAttempt implements Attempt, Ear {
    /** How long the rest of a complete answer may take before its connection is given up. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final Ask ask;
    private final Tongue tongue;
    private final Signals signals;
    private final Context context;
    private final Limits limits;
    private final Watch drain;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private boolean held;
    private boolean complete;

    /** Nothing may be signalled any more. Written by any thread through {@code cancel}. */
    private volatile boolean over;

    LineAttempt(Ask ask, Tongue tongue, Signals signals, Context context) {
        this.ask = ask;
        this.tongue = tongue;
        this.signals = signals;
        this.context = context;
        this.limits = new Limits(ask, context, this::late);
        this.drain = new Watch(context, this::hangUp);
    }

    void start(HttpClient client, RequestOptions options, byte[] body) {
        if (over) {
            return;
        }
        if (limits.spent()) {
            failed(new TimedOut(Phase.TOTAL));
            return;
        }
        limits.waitFor(Stage.CONNECTING);
        client.request(options)
                .onSuccess(opened -> send(opened, body))
                .onFailure(how -> failed(Failures.opening(how)));
    }

    private void send(HttpClientRequest opened, byte[] body) {
        request = opened;
        // the response tells of it; without a handler the client would print it
        opened.exceptionHandler(_ -> {});
        if (over) {
            hangUp();
            return;
        }
        limits.waitFor(Stage.FIRST_TOKEN);
        opened.response()
                .onSuccess(this::listen)
                .onFailure(how -> failed(Failures.beforeHead(how)));
        opened.end(Buffer.buffer(body));
    }

    private void listen(HttpClientResponse answer) {
        response = answer;
        Head head =
                new Head(answer.statusCode(), name -> Optional.ofNullable(answer.getHeader(name)));
        tell(head);
        Listener listener = listener(head);
        answer.exceptionHandler(listener::broken);
        answer.handler(bytes -> listener.bytes(bytes.getBytes()));
        answer.endHandler(_ -> ended(listener));
        if (over) {
            hangUp();
        } else if (head.unreadable(expected())) {
            failed(new Malformed(Cause.NOT_JSON));
        } else if (held) {
            answer.pause();
        }
    }

    private void tell(Head head) {
        if (!over) {
            Quotas.of(head, tongue.sparesQuota()).ifPresent(signals::quota);
        }
    }

    private Optional<Framing> expected() {
        return ask.request().streamed() ? Optional.of(tongue.framing()) : Optional.empty();
    }

    private Listener listener(Head head) {
        if (!head.welcome()) {
            return new RefusalListener(head, tongue, this);
        }
        Hearing hearing = tongue.hear(ask);
        return ask.request().streamed()
                ? new StreamListener(hearing, tongue.framing(), this)
                : new PlainListener(hearing, this);
    }

    private void ended(Listener listener) {
        complete = true;
        drain.stop();
        listener.end();
    }

    @Override
    public void waitFor(Stage next) {
        if (!over) {
            limits.waitFor(next);
        }
    }

    @Override
    public void said(Frame frame) {
        if (!over) {
            signals.frame(frame);
        }
    }

    /** The bytes that may still come are read and dropped, so that the connection can be reused. */
    @Override
    public void finished() {
        if (over) {
            return;
        }
        over = true;
        limits.stop();
        if (!complete) {
            drain.in(DRAIN);
            resumeReading();
        }
        signals.done();
    }

    @Override
    public void failed(Trouble trouble) {
        if (over) {
            return;
        }
        over = true;
        limits.stop();
        hangUp();
        signals.failed(trouble);
    }

    private void late(Stage stage, Phase phase) {
        if (stage == Stage.END && phase == Phase.IDLE) {
            finished();
        } else {
            failed(new TimedOut(phase));
        }
    }

    @Override
    public void cancel() {
        over = true;
        onContext(
                () -> {
                    limits.stop();
                    hangUp();
                });
    }

    @Override
    public void pause() {
        onContext(
                () -> {
                    held = true;
                    if (!over) {
                        limits.hold();
                        Optional.ofNullable(response).ifPresent(HttpClientResponse::pause);
                    }
                });
    }

    @Override
    public void resume() {
        onContext(
                () -> {
                    held = false;
                    if (!over) {
                        limits.release();
                        resumeReading();
                    }
                });
    }

    private void resumeReading() {
        Optional.ofNullable(response).ifPresent(HttpClientResponse::resume);
    }

    /** Frees the connection: what is still on its way belongs to nobody. */
    private void hangUp() {
        HttpClientRequest open = request;
        if (open != null && !complete) {
            open.reset();
        }
    }

    private void onContext(Runnable work) {
        if (context.equals(Vertx.currentContext())) {
            work.run();
        } else {
            context.runOnContext(_ -> work.run());
        }
    }
}
