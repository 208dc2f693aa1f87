package portcullis.privacy.release;

import java.util.List;
import portcullis.privacy.Finding;
import portcullis.privacy.Placeholder;

/**
 * Reads one text of an answer while it comes, masks what is found in it, and lets everything else
 * go as soon as nothing can hang on it any more (SCR-38). Words between which a finding may stand
 * are held together and read as one window of at most 256 characters, 64 of them told before; all
 * other words go when they end. Where windows lie depends on the characters alone, so every way to
 * cut the stream gives the same text. For one thread at a time.
 */
public final class Releasing {
    /** Most characters that are held. */
    public static final int MOST_HELD = 192;

    private static final int BEFORE = 64;
    private static final int ENOUGH = 4;
    private static final String KEY_ENDS = "KEY-----";

    /** What the stream is made of. */
    public enum Form {
        /** Plain text, already decoded from JSON. */
        TEXT,
        /** JSON text, such as tool arguments: what is masked there stays JSON. */
        JSON
    }

    /** Finds what stands in a window; throws when it cannot say so. */
    @FunctionalInterface
    public interface Reader {
        /** Findings in order, in offsets of the text. */
        List<Finding> read(String text);
    }

    private enum Swallowing {
        NOTHING,
        WORD,
        KEY
    }

    private final Reader reader;
    private final Form form;
    private final Marks marks;
    private final StringBuilder held = new StringBuilder();
    private final StringBuilder shown = new StringBuilder();
    private final StringBuilder before = new StringBuilder();
    private final StringBuilder out = new StringBuilder();
    private String opening = "";
    private boolean first = true;
    private String quote = "";
    private int wordStart;
    private int distance;
    private boolean open;
    private Swallowing swallowing = Swallowing.NOTHING;
    private long masked;

    public Releasing(Reader reader, Form form) {
        this.reader = reader;
        this.form = form;
        this.marks = new Marks(form);
    }

    /** Takes the next piece; gives what can be told now. */
    public String feed(String piece) {
        for (int at = 0; at < piece.length(); at++) {
            take(piece.charAt(at));
        }
        return told();
    }

    /** The end of the text: gives the rest. */
    public String finish() {
        endWord(held.length());
        release(held.length(), open, false);
        return told();
    }

    /** How many findings were masked. */
    public long masked() {
        return masked;
    }

    /** Whether a finding may stand in what is held. */
    public boolean suspects() {
        return open || swallowing != Swallowing.NOTHING;
    }

    /** Characters held back now. */
    public int holding() {
        return held.length();
    }

    private String told() {
        if (out.isEmpty()) {
            return "";
        }
        String told = out.toString();
        out.setLength(0);
        return told;
    }

    private void take(char letter) {
        String around = marks.quote();
        Mark mark = marks.read(letter);
        if (swallowing != Swallowing.NOTHING) {
            swallow(letter, mark);
            return;
        }
        switch (mark) {
            case PART -> part(letter, around);
            case SPACE -> space(letter);
            case EDGE -> edge(letter);
        }
    }

    private void part(char letter, String around) {
        quote = held.isEmpty() ? around : quote;
        hold(letter, letter);
        if (first && form == Form.TEXT && Opening.is(opening + held)) {
            opening += held;
            release(held.length(), false, false);
        } else if (letter == ']' && !open && Word.endsWithPlaceholder(shown.substring(wordStart))) {
            release(held.length(), false, false);
        }
        cutWhenLong();
    }

    private void hold(char letter, char visible) {
        held.append(letter);
        shown.append(visible);
    }

    private void space(char letter) {
        int end = held.length() - marks.run();
        blank(end);
        endWord(end);
        hold(letter, marks.run() > 0 ? ' ' : letter);
        wordStart = held.length();
        if (!open) {
            release(held.length(), false, false);
        } else if (distance >= ENOUGH) {
            release(held.length(), true, false);
        } else {
            cutWhenLong();
        }
    }

    private void edge(char letter) {
        int end = held.length() - marks.run();
        endWord(end);
        String slashes = held.substring(end);
        held.setLength(end);
        shown.setLength(end);
        release(end, open, false);
        out.append(slashes).append(letter);
        remember(String.valueOf(letter));
    }

    private void blank(int from) {
        for (int at = from; at < shown.length(); at++) {
            shown.setCharAt(at, ' ');
        }
    }

    /** Says what the word that ends here is to its neighbours. */
    private void endWord(int end) {
        if (end <= wordStart) {
            opening = "";
            return;
        }
        first = false;
        int weight = Word.weight(opening + shown.substring(wordStart, end));
        opening = "";
        if (weight == Word.SUSPECT) {
            open = true;
            distance = 0;
        } else {
            distance += weight;
        }
    }

    private void cutWhenLong() {
        if (held.length() < MOST_HELD) {
            return;
        }
        if (wordStart > 0) {
            release(wordStart, true, true);
        } else {
            release(held.length() - BEFORE, true, true);
        }
    }

    /**
     * Lets the first characters go.
     *
     * @param read whether they must be read before
     * @param cut whether the text goes on within a word
     */
    private void release(int upTo, boolean read, boolean cut) {
        int done = read ? mask(upTo, cut) : 0;
        if (done < upTo) {
            out.append(held, done, upTo);
        }
        int gone = Math.max(done, upTo);
        remember(shown.substring(0, gone));
        held.delete(0, gone);
        shown.delete(0, gone);
        wordStart = Math.max(0, wordStart - gone);
        open = cut; // what remains of a word may be a part of something
        distance = 0;
    }

    /** Tells everything up to the last finding; gives how many held characters that were. */
    private int mask(int upTo, boolean cut) {
        int done = 0;
        for (Finding finding : reader.read(Word.blanked(before.toString() + shown))) {
            int start = Math.max(done, finding.start() - before.length());
            int end = finding.end() - before.length();
            if (end > done && start < upTo) {
                start = quote.isEmpty() ? Math.max(done, Escape.start(held, start)) : 0;
                end = quote.isEmpty() ? Escape.end(held, end) : upTo;
                out.append(held, done, start).append(quote);
                out.append(Placeholder.of(finding.types().iterator().next(), 0, 0)).append(quote);
                masked++;
                done = end;
                swallowing = cut && end == held.length() ? swallowing() : swallowing;
            }
        }
        return done;
    }

    private Swallowing swallowing() {
        return shown.indexOf("PRIVATE KEY") >= 0 ? Swallowing.KEY : Swallowing.WORD;
    }

    private void swallow(char letter, Mark mark) {
        if (swallowing == Swallowing.KEY && mark != Mark.EDGE) {
            remember(String.valueOf(letter));
            if (letter == '-' && before.toString().endsWith(KEY_ENDS)) {
                swallowing = Swallowing.WORD;
            }
            return;
        }
        if (mark != Mark.PART) {
            swallowing = Swallowing.NOTHING;
            out.repeat("\\", marks.run()).append(letter);
            remember(String.valueOf(letter));
        }
    }

    private void remember(String text) {
        before.append(text);
        if (before.length() > BEFORE) {
            before.delete(0, before.length() - BEFORE);
        }
    }
}
