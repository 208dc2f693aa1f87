package portcullis.privacy.unfold;

import java.util.Arrays;

/** Writes a new view over an old one and carries the map along. */
final class Tape {
    private final View base;
    private final StringBuilder text;
    private int[] from;
    private int[] to;
    private boolean changed;

    Tape(View base) {
        this(base, base.text().length() + 16);
    }

    /** For a view of so many units, more or less. */
    Tape(View base, int size) {
        this.base = base;
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
        changed = true;
        for (int at = 0; at < other.length(); at++) {
            put(other.charAt(at), start, end);
        }
    }

    private void put(char letter, int start, int end) {
        int at = text.length();
        if (at == from.length) {
            from = Arrays.copyOf(from, at * 2);
            to = Arrays.copyOf(to, at * 2);
        }
        from[at] = base.sourceStart(start);
        to[at] = base.sourceEnd(end - 1);
        text.append(letter);
    }

    boolean changed() {
        return changed;
    }

    /** The whole text with its changes. */
    View view(View.Kind kind) {
        int size = text.length();
        boolean full = from.length == size;
        return new View(
                kind,
                text.toString(),
                full ? from : Arrays.copyOf(from, size),
                full ? to : Arrays.copyOf(to, size));
    }
}
