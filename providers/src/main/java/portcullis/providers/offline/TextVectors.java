package portcullis.providers.offline;

import java.util.List;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;

/** The embedding model inside this process; bridged to the library's in wiring. */
public interface TextVectors {

    /** Length of every vector. */
    int dimension();

    /** Longest text in tokens; longer ones are refused, never cut. */
    int mostTokens();

    /** How many tokens a text has. Blocks while the model loads. */
    int tokens(SensitiveText text);

    /**
     * One vector of length 1 for each text, in order. Blocks, at most until the deadline. Throws
     * {@code StoreUnavailable} when the model cannot answer.
     */
    List<float[]> of(List<SensitiveText> texts, Deadline deadline);

    /** A house without such a model. */
    static TextVectors none() {
        return new TextVectors() {
            @Override
            public int dimension() {
                return 0;
            }

            @Override
            public int mostTokens() {
                return 0;
            }

            @Override
            public int tokens(SensitiveText text) {
                return 0;
            }

            @Override
            public List<float[]> of(List<SensitiveText> texts, Deadline deadline) {
                throw new StoreUnavailable(new IllegalStateException("no model is here"));
            }
        };
    }
}
