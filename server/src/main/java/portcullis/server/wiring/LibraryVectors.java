package portcullis.server.wiring;

import java.util.List;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.library.Embeddings;
import portcullis.providers.offline.TextVectors;

/** The bridge between two strangers: the library's embedding model also serves callers. */
record LibraryVectors(Embeddings embeddings) implements TextVectors {

    @Override
    public int dimension() {
        return embeddings.dimension();
    }

    @Override
    public int mostTokens() {
        return embeddings.maxTokens();
    }

    @Override
    public int tokens(SensitiveText text) {
        return embeddings.tokens(text);
    }

    @Override
    public List<float[]> of(List<SensitiveText> texts, Deadline deadline) {
        return embeddings.embed(texts, deadline);
    }
}
