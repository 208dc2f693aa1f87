package portcullis.library;

import java.util.List;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;

/** Turns texts into vectors of one space. */
public interface Embeddings {
    /** Model, revision and dimension; vectors of two spaces are never compared. */
    String space();

    /** Length of every vector. */
    int dimension();

    /**
     * Longest input in tokens of the model's own tokenizer, without the special ones it adds around
     * a text; longer ones are an error, never cut.
     */
    int maxTokens();

    /** How many tokens a text has, without the special ones the model adds around it. */
    int tokens(SensitiveText text);

    /**
     * One L2-normalised vector of {@link #dimension()} floats per text, in order.
     *
     * @throws portcullis.kernel.StoreUnavailable when the model cannot answer before the deadline
     * @throws IllegalArgumentException when a text has more than {@link #maxTokens()} tokens
     */
    List<float[]> embed(List<SensitiveText> texts, Deadline deadline);
}
