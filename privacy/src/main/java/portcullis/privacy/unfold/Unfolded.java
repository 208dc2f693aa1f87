package portcullis.privacy.unfold;

import java.util.List;

/**
 * A specimen in every view.
 *
 * @param characters UTF-16 units of source text read, keys included
 */
public record Unfolded(List<Sheet> sheets, long characters) {
    public Unfolded {
        sheets = List.copyOf(sheets);
    }

    /** How many views were built. */
    public int views() {
        return sheets.stream().mapToInt(sheet -> sheet.views().size()).sum();
    }
}
