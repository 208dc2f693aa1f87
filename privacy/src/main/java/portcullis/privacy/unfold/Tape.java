package portcullis.privacy.unfold;

import java.util.Arrays;

/** Writes a new view over an old one and carries the map along. */
final class Tape {
    /** Units around a change; longer than an identifier with six words of context. */
    private static final int REACH = 160;

    private final View base;
    private final StringBuilder text;
    private int[] from;
    private int[] to;
    private int[] changes = new int[8];
    private int changed;

    Tape(View base) {
        this.base = base;
        int size = base.text().length() + 16;
        this.text = new StringBuilder(size);
        this.from = new int[size];
        this.to = new int[size];
    }

    /** One unit of the base as it is. */
    void keep(int unit) {
        put(base.text().charAt(unit), unit, unit + 1);
    }

    void keep(int start, int end) {
        for (int unit = start; unit < end; unit++) {
            keep(unit);
        }
    }

    /** Other text in place of the base's units; an empty text removes them. */
    void replace(CharSequence other, int start, int end) {
        if (changed == changes.length) {
            changes = Arrays.copyOf(changes, changed * 2);
        }
        changes[changed++] = text.length();
        for (int at = 0; at < other.length(); at++) {
            put(other.charAt(at), start, end);
        }
    }

    private void put(char letter, int start, int end) {
        add(letter, base.sourceStart(start), base.sourceEnd(end - 1));
    }

    private void add(char letter, int sourceStart, int sourceEnd) {
        int at = text.length();
        if (at == from.length) {
            from = Arrays.copyOf(from, at * 2);
            to = Arrays.copyOf(to, at * 2);
        }
        from[at] = sourceStart;
        to[at] = sourceEnd;
        text.append(letter);
    }

    boolean changed() {
        return changed > 0;
    }

    /** The whole text with its changes. */
    View view(View.Kind kind) {
        int size = text.length();
        return new View(kind, text.toString(), Arrays.copyOf(from, size), Arrays.copyOf(to, size));
    }

    /**
     * Only the surroundings of the changes, apart from each other: the rest stands in the base
     * already and need not be read again.
     */
    View near(View.Kind kind) {
        Tape near = new Tape(base);
        int done = 0;
        for (int at = 0; at < changed; at++) {
            int start = Math.max(done, changes[at] - REACH);
            int end = Math.max(start, Math.min(text.length(), changes[at] + REACH));
            if (start > done && start < end) {
                near.add('\n', from[start], from[start]);
            }
            for (int unit = start; unit < end; unit++) {
                near.add(text.charAt(unit), from[unit], to[unit]);
            }
            done = Math.max(done, end);
        }
        return near.view(kind);
    }
}
