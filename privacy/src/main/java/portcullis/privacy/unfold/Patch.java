package portcullis.privacy.unfold;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects changes to a view and shows only their surroundings: the rest is in the base already.
 */
final class Patch {
    /** Units around a change; longer than an identifier with six words of context. */
    private static final int REACH = 160;

    private final View base;
    private final List<Change> changes = new ArrayList<>(4);

    private record Change(String text, int start, int end) {}

    Patch(View base) {
        this.base = base;
    }

    /** Other text in place of the base's units; changes come in order and never overlap. */
    void replace(String text, int start, int end) {
        changes.add(new Change(text, start, end));
    }

    /** The surroundings, apart from each other; the base itself when nothing changed. */
    View near(View.Kind kind) {
        if (changes.isEmpty()) {
            return base;
        }
        int length = base.text().length();
        Tape tape = new Tape(base, Math.min(length, changes.size() * REACH + 2 * REACH) + 16);
        int done = 0;
        for (int index = 0; index < changes.size(); index++) {
            Change change = changes.get(index);
            int start = Math.max(done, change.start() - REACH);
            if (start > done && done > 0) {
                tape.replace("\n", start, start + 1);
            }
            tape.keep(start, change.start());
            tape.replace(change.text(), change.start(), change.end());
            int next = index + 1 < changes.size() ? changes.get(index + 1).start() : length;
            done = Math.min(next, Math.min(length, change.end() + REACH));
            tape.keep(change.end(), done);
        }
        return tape.view(kind);
    }
}
