package portcullis.library.retrieve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;
import portcullis.library.Embeddings;

/** Vectors by a rule of the test; counts what it embeds; can be out of order. */
public final class HandEmbeddings implements Embeddings {
    private final Function<String, float[]> rule;
    private final List<String> seen = new ArrayList<>();
    private boolean down;

    public HandEmbeddings(Function<String, float[]> rule) {
        this.rule = rule;
    }

    public List<String> seen() {
        return List.copyOf(seen);
    }

    public void goDown() {
        down = true;
    }

    @Override
    public String space() {
        return "hand/2";
    }

    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public int maxTokens() {
        return 10;
    }

    @Override
    public int tokens(SensitiveText text) {
        return text.reveal().isBlank() ? 0 : text.reveal().strip().split("\\s+").length;
    }

    @Override
    public List<float[]> embed(List<SensitiveText> texts, Deadline deadline) {
        if (down) {
            throw new StoreUnavailable(new IllegalStateException("out of order"));
        }
        List<float[]> vectors = new ArrayList<>();
        for (SensitiveText text : texts) {
            seen.add(text.reveal());
            vectors.add(rule.apply(text.reveal()));
        }
        return vectors;
    }
}
