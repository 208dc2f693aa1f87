package portcullis.privacy.mask;

import java.util.List;
import java.util.Map;
import portcullis.kernel.SensitiveText;

/**
 * Texts whose confirmed spans are gone, and the values, in memory only.
 *
 * @param texts one per leaf; the same instance when nothing changed
 * @param places where placeholders stand in each text
 * @param values placeholder to value; without secrets
 */
public record Masked(
        List<SensitiveText> texts, List<List<Place>> places, Map<String, String> values) {
    /** A placeholder in a masked text, and the source interval it stands for. */
    public record Place(int start, int end, int sourceStart, int sourceEnd) {}

    public Masked {
        texts = List.copyOf(texts);
        places = List.copyOf(places);
        values = Map.copyOf(values);
    }

    @Override
    public String toString() {
        return "Masked[" + texts.size() + "]";
    }
}
