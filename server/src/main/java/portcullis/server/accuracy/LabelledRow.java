package portcullis.server.accuracy;

import java.util.List;
import java.util.Set;

/**
 * A text whose identifiers are known.
 *
 * @param spans where they stand
 * @param scope origin types for which the labels are complete; empty for all
 * @param group what must stay together: a template, a file
 * @param disguise name of the transformation of the value, or empty
 */
record LabelledRow(
        String text, List<Label> spans, Set<String> scope, String group, String disguise) {
    /**
     * One identifier.
     *
     * @param start first UTF-16 unit
     * @param end one past the last unit
     * @param type the name its origin uses
     */
    record Label(int start, int end, String type) {}

    String value(Label label) {
        return text.substring(label.start(), label.end());
    }

    @Override
    public String toString() {
        return "LabelledRow[" + text.length() + "]";
    }
}
