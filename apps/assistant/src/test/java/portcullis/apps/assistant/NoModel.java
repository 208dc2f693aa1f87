package portcullis.apps.assistant;

import java.util.List;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;
import portcullis.library.Embeddings;

/** An embedding model that is out of order. */
final class NoModel implements Embeddings {
    @Override
    public String space() {
        return "none";
    }

    @Override
    public int dimension() {
        return 1;
    }

    @Override
    public int maxTokens() {
        return 10;
    }

    @Override
    public int tokens(SensitiveText text) {
        throw new StoreUnavailable(new IllegalStateException("out of order"));
    }

    @Override
    public List<float[]> embed(List<SensitiveText> texts, Deadline deadline) {
        throw new StoreUnavailable(new IllegalStateException("out of order"));
    }
}
