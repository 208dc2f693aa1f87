package portcullis.storage.postgres;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.library.Embeddings;

/** Vectors that depend on the text alone, and a count of how many were made. */
final class WordVectors implements Embeddings {
    final AtomicInteger made = new AtomicInteger();

    @Override
    public String space() {
        return "words/1/8";
    }

    @Override
    public int dimension() {
        return 8;
    }

    @Override
    public int maxTokens() {
        return 500;
    }

    @Override
    public int tokens(SensitiveText text) {
        return 2 + text.reveal().strip().split("\\s+").length;
    }

    @Override
    public List<float[]> embed(List<SensitiveText> texts, Deadline deadline) {
        made.addAndGet(texts.size());
        return texts.stream().map(WordVectors::vector).toList();
    }

    private static float[] vector(SensitiveText text) {
        Random random = new Random(text.reveal().hashCode());
        float[] vector = new float[8];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }
}
