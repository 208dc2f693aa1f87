package portcullis.providers.line;

import io.vertx.core.Context;
import java.time.Duration;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Trouble.Phase;

/**
 * The limits of one attempt, kept with one timer. A plain answer has no first token to wait for: it
 * is bound by the total, and by the idle limit once its body has begun. While the reader downstream
 * holds the answer back, only the total runs.
 */
final class Limits {
    /** How long a complete answer may keep its token counts and its end mark to itself. */
    private static final long GRACE_NANOS = Duration.ofSeconds(2).toNanos();

    private final long totalAt;
    private final long connectAt;
    private final long firstTokenAt;
    private final long idleNanos;
    private final Watch watch;
    private Stage stage = Stage.CONNECTING;
    private Phase phase = Phase.CONNECT;
    private long sinceNanos;
    private boolean held;

    /** What is being waited for. */
    enum Stage {
        CONNECTING,
        FIRST_TOKEN,
        NEXT,
        END
    }

    /** Called when a limit has passed. */
    interface Late {
        void late(Stage stage, Phase phase);
    }

    Limits(Ask ask, Context context, Late passed) {
        long begun = System.nanoTime();
        long total = Math.min(ask.timeouts().total().toNanos(), ask.deadline().left().toNanos());
        this.totalAt = begun + total;
        this.connectAt = begun + ask.timeouts().connect().toNanos();
        this.firstTokenAt =
                ask.request().streamed() ? begun + ask.timeouts().firstToken().toNanos() : totalAt;
        this.idleNanos = ask.timeouts().idle().toNanos();
        this.watch = new Watch(context, () -> passed.late(stage, phase));
    }

    /** True when there is no time for an answer at all. */
    boolean spent() {
        return totalAt - System.nanoTime() <= 0;
    }

    /** Something has come, and this is what is waited for now. */
    void waitFor(Stage next) {
        stage = next;
        sinceNanos = System.nanoTime();
        plan();
    }

    void hold() {
        held = true;
        plan();
    }

    void release() {
        held = false;
        waitFor(stage);
    }

    void stop() {
        watch.stop();
    }

    private void plan() {
        long end = held ? totalAt : stageEnd();
        boolean whole = end - totalAt >= 0;
        phase = whole ? Phase.TOTAL : stagePhase();
        watch.at(whole ? totalAt : end);
    }

    private long stageEnd() {
        return switch (stage) {
            case CONNECTING -> connectAt;
            case FIRST_TOKEN -> firstTokenAt;
            case NEXT -> sinceNanos + idleNanos;
            case END -> sinceNanos + Math.min(idleNanos, GRACE_NANOS);
        };
    }

    private Phase stagePhase() {
        return switch (stage) {
            case CONNECTING -> Phase.CONNECT;
            case FIRST_TOKEN -> Phase.FIRST_TOKEN;
            case NEXT, END -> Phase.IDLE;
        };
    }
}
