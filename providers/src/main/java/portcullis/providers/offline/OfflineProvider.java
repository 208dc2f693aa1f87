package portcullis.providers.offline;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import portcullis.gateway.Dialect;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Signals;
import portcullis.gateway.route.Trouble.Throttled;
import portcullis.governance.audit.EgressPermit;

/**
 * A model for a house without vendors (AST-21): answers only with sentences that stand in the
 * passages, word for word, each with the number of its passage, or says that they hold no answer.
 * It is no language model and never pretends to be one. Runs on virtual threads of its own; signals
 * come on them.
 */
public final class OfflineProvider implements Provider {
    /** The model that answers. */
    public static final String MODEL = "offline-extractive";

    /** The model that turns texts into vectors. */
    public static final String EMBEDDING_MODEL = "bge-small-en-v1.5";

    /** What is said when nothing in the passages answers the question. */
    public static final String ABSTENTION =
            "The documents in this library do not answer this question.";

    /** Its work is pure computing: more at a time would only make all of them late. */
    private static final int MOST_AT_ONCE = 256;

    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private final Passages passages;
    private final TextVectors vectors;
    private final Clock clock;
    private final Semaphore permits = new Semaphore(MOST_AT_ONCE);

    /**
     * A model over these passages.
     *
     * @param passages asked when a request brings no passages itself
     * @param vectors the embedding model of this process
     * @param clock dates the answers
     */
    public OfflineProvider(Passages passages, TextVectors vectors, Clock clock) {
        this.passages = passages;
        this.vectors = vectors;
        this.clock = clock;
    }

    /** A model over these passages, without vectors. */
    public OfflineProvider(Passages passages, Clock clock) {
        this(passages, TextVectors.none(), clock);
    }

    @Override
    public boolean embeds(String model) {
        return model.equals(EMBEDDING_MODEL);
    }

    @Override
    public Attempt call(Ask ask, EgressPermit permit, Signals signals) {
        permit.use();
        if (ask.request().dialect() == Dialect.OPENAI_EMBEDDINGS) {
            VectorAttempt attempt = new VectorAttempt(ask, signals, vectors);
            start(ask, signals, attempt::run);
            return attempt;
        }
        OfflineAttempt attempt = new OfflineAttempt(ask, signals, passages, clock);
        start(ask, signals, attempt::run);
        return attempt;
    }

    private void start(Ask ask, Signals signals, Runnable work) {
        boolean mayRun = permits.tryAcquire();
        Thread.ofVirtual()
                .name("offline-" + ask.request().request())
                .start(
                        () -> {
                            if (mayRun) {
                                run(work);
                            } else {
                                signals.failed(new Throttled(Optional.of(COME_AGAIN)));
                            }
                        });
    }

    private void run(Runnable work) {
        try {
            work.run();
        } finally {
            permits.release();
        }
    }
}
