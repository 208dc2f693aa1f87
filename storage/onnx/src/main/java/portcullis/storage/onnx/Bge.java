package portcullis.storage.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The loaded model with its own tokenizer. Loading takes about a second. Safe for many threads;
 * lives as long as the process.
 */
final class Bge {
    private static final String TOKENIZER = "/bge-small-en-v1.5-q-tokenizer.json";

    private final BgeSmallEnV15QuantizedEmbeddingModel model;
    private final HuggingFaceTokenizer tokenizer;

    private Bge(BgeSmallEnV15QuantizedEmbeddingModel model, HuggingFaceTokenizer tokenizer) {
        this.model = model;
        this.tokenizer = tokenizer;
    }

    static Bge load(Path natives) {
        stayAtHome(natives);
        // The model's own copy of the tokenizer cuts at 512 without a word; this one never cuts.
        return new Bge(new BgeSmallEnV15QuantizedEmbeddingModel(Runnable::run), uncut());
    }

    /**
     * The tokenizer's loader unpacks its native library under the home folder and fetches a variant
     * from the network when it sees a graphics card. It listens to system properties only.
     */
    static void stayAtHome(Path natives) {
        System.setProperty("DJL_CACHE_DIR", natives.toString());
        System.setProperty("RUST_FLAVOR", "cpu");
        System.setProperty("ai.djl.offline", "true");
    }

    private static HuggingFaceTokenizer uncut() {
        try (InputStream json =
                BgeSmallEnV15QuantizedEmbeddingModel.class.getResourceAsStream(TOKENIZER)) {
            if (json == null) {
                throw new IllegalStateException("the embedding model's tokenizer is not installed");
            }
            return HuggingFaceTokenizer.newInstance(
                    json, Map.of("padding", "false", "truncation", "false"));
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    /** Tokens without the two special ones around them. */
    int tokens(String text) {
        return tokenizer.encode(text, false, false).getIds().length;
    }

    float[] embed(String text) {
        return model.embed(TextSegment.from(text)).content().vector();
    }
}
