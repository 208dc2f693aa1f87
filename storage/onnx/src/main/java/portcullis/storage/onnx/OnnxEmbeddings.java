package portcullis.storage.onnx;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;
import portcullis.library.Embeddings;

/**
 * The model bge-small-en-v1.5 (quantised) inside this process: 384 floats of length 1, about 20–30
 * ms of one core per passage, no network. Questions get no instruction in front: measured worse
 * with it (LIB-76). Longer texts than 510 tokens are refused, never cut (LIB-28).
 */
public final class OnnxEmbeddings implements Embeddings {
    private static final int DIMENSION = 384;
    private static final int MAX_TOKENS = 510;
    private static final Duration LOADING = Duration.ofSeconds(60);

    private final CompletableFuture<Bge> loaded = new CompletableFuture<>();
    private final int atOnce;
    private final Semaphore cores;

    private OnnxEmbeddings(int atOnce) {
        this.atOnce = atOnce;
        this.cores = new Semaphore(atOnce, true);
    }

    /**
     * Starts loading in the background and returns at once; calls wait for the model within their
     * deadline.
     *
     * @param natives folder of this installation for the model's unpacked native libraries
     * @param atOnce how many texts are embedded at the same time; the number of cores is right
     */
    public static OnnxEmbeddings loading(Path natives, int atOnce) {
        OnnxEmbeddings embeddings = new OnnxEmbeddings(atOnce);
        Thread.ofPlatform()
                .daemon()
                .name("embedding-model-loader")
                .start(() -> embeddings.load(natives));
        return embeddings;
    }

    @SuppressWarnings("CatchingUnchecked") // native code fails with errors as well: all are told
    private void load(Path natives) {
        try {
            loaded.complete(Bge.load(natives));
        } catch (RuntimeException | LinkageError trouble) {
            loaded.completeExceptionally(trouble);
        }
    }

    /**
     * Lets what is being loaded or embedded finish and takes nothing more. Called before the
     * process ends: native code that still runs then brings the whole process down.
     */
    public void close(Deadline deadline) {
        try {
            loaded.handle((_, _) -> true).get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            cores.tryAcquire(atOnce, deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            cores.drainPermits();
        }
    }

    /** True once the model can answer. */
    public boolean ready() {
        return loaded.isDone() && !loaded.isCompletedExceptionally();
    }

    @Override
    public String space() {
        return "bge-small-en-v1.5-q/384/plain";
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public int maxTokens() {
        return MAX_TOKENS;
    }

    @Override
    public int tokens(SensitiveText text) {
        return model(Deadline.in(LOADING)).tokens(text.reveal());
    }

    @Override
    public List<float[]> embed(List<SensitiveText> texts, Deadline deadline) {
        Bge model = model(deadline);
        texts.forEach(text -> check(model.tokens(text.reveal())));
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (SensitiveText text : texts) {
            vectors.add(embed(model, text, deadline));
        }
        return vectors;
    }

    private static void check(int tokens) {
        if (tokens == 0) {
            throw new IllegalArgumentException("a text without words has no vector");
        }
        if (tokens > MAX_TOKENS) {
            throw new IllegalArgumentException("a text has more than 510 tokens");
        }
    }

    private float[] embed(Bge model, SensitiveText text, Deadline deadline) {
        acquire(deadline);
        try {
            return model.embed(text.reveal());
        } catch (RuntimeException trouble) {
            throw new StoreUnavailable(trouble);
        } finally {
            cores.release();
        }
    }

    private void acquire(Deadline deadline) {
        try {
            if (!cores.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)
                    || released(deadline)) {
                throw new StoreUnavailable(new TimeoutException("no core was free in time"));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable(stopped);
        }
    }

    /** A permit that came too late goes back. */
    private boolean released(Deadline deadline) {
        if (deadline.passed()) {
            cores.release();
            return true;
        }
        return false;
    }

    private Bge model(Deadline deadline) {
        try {
            return loaded.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable(stopped);
        } catch (ExecutionException | TimeoutException trouble) {
            throw new StoreUnavailable(trouble);
        }
    }
}
