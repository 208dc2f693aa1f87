package portcullis.privacy.names;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;

/**
 * Some seventy thousand words and what each is: the allow-list of strict mode, the cues, and the
 * lists of names and places. One table of bytes; a look-up makes no object. Sources and licences
 * stand at the head of each list.
 */
final class Vocabulary {
    private static final int LONGEST = 40;
    private static final int SHORTEST_STEM = 3;
    private static final int LONGEST_STEM = 10;
    private static final int BEFORE_STEM = 4;
    private static final int SLOTS = 1 << 18;
    private static final int SHIFT = 14;
    private static final int GOLDEN = 0x9E3779B9;
    private static final int FILTER = 1 << 15;
    private static final int STARTERS =
            Kind.HONORIFIC | Kind.KIN | Kind.ROLE | Kind.NAMED | Kind.SPOKEN | Kind.BY | Kind.LABEL;

    private byte[] letters = new byte[1 << 20];
    private int used = 1;
    private final int[] places = new int[SLOTS];
    private final int[] flags = new int[SLOTS];
    private final long[] starters = new long[FILTER / Long.SIZE];

    private Vocabulary() {}

    private static final class BuiltIn {
        static final Vocabulary WORDS = read(Set.of());
    }

    /** All lists, read once. */
    static Vocabulary builtIn() {
        return BuiltIn.WORDS;
    }

    /**
     * All lists.
     *
     * @param words more words that are no names, in any case; others than Latin letters are left
     *     out
     */
    static Vocabulary with(Collection<String> words) {
        return words.isEmpty() ? builtIn() : read(words);
    }

    private static Vocabulary read(Collection<String> words) {
        Vocabulary vocabulary = withoutNames(words);
        vocabulary.read("given", Kind.GIVEN);
        vocabulary.read("surnames", Kind.SURNAME);
        return vocabulary;
    }

    /** All lists but those of given names and surnames: what strict mode must do without. */
    static Vocabulary withoutNames(Collection<String> words) {
        Vocabulary vocabulary = new Vocabulary();
        vocabulary.read("ordinary", Kind.ORDINARY);
        vocabulary.read("namelike", Kind.NAMELIKE);
        vocabulary.read("clinical", Kind.CLINICAL);
        vocabulary.read("places", Kind.CITY);
        vocabulary.read("cues", Kind.ORDINARY);
        words.forEach(word -> vocabulary.add(word, Kind.ORDINARY));
        return vocabulary;
    }

    private void read(String list, int bit) {
        try (InputStream stream = Vocabulary.class.getResourceAsStream(list + ".txt")) {
            if (stream == null) {
                throw new IllegalStateException("a word list is missing: " + list);
            }
            var reader =
                    new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII));
            int now = bit;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("[")) {
                    now = Kind.of(line.substring(1, line.length() - 1));
                } else if (!line.startsWith("#")) {
                    addAll(line, now);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void addAll(String line, int bit) {
        int start = 0;
        for (int space = line.indexOf(' '); space >= 0; space = line.indexOf(' ', start)) {
            add(line.substring(start, space), bit);
            start = space + 1;
        }
        add(line.substring(start), bit);
    }

    private void add(String word, int bit) {
        int line = word.indexOf('_');
        if (line > 0) {
            add(word.substring(0, line), Kind.HEAD);
        }
        int length = length(word, 0, word.length());
        if (length == 0) {
            return;
        }
        int hash = hash(word, 0, word.length());
        int slot = slot(word, 0, word.length(), hash);
        if (places[slot] == 0) {
            places[slot] = used;
            store(word, length);
        }
        flags[slot] |= bit;
        if (Kind.any(bit, STARTERS | Kind.GIVEN | Kind.STREET | Kind.UNIT)) {
            starters[(hash & (FILTER - 1)) >>> 6] |= 1L << hash;
        }
    }

    /** Whether a word with this hash may be a cue or a given name; rarely true of others. */
    boolean mayStart(int hash) {
        return (starters[(hash & (FILTER - 1)) >>> 6] & (1L << hash)) != 0;
    }

    private void store(String word, int length) {
        if (used + length + 1 > letters.length) {
            letters = Arrays.copyOf(letters, letters.length * 2);
        }
        letters[used++] = (byte) length;
        for (int at = 0; at < word.length(); at++) {
            byte letter = Letters.fold(word.charAt(at));
            if (letter != 0) {
                letters[used++] = letter;
            }
        }
    }

    /** How many plain letters a word has; 0 when it has others, or too many. */
    private static int length(String text, int start, int end) {
        int length = 0;
        for (int at = start; at < end; at++) {
            char letter = text.charAt(at);
            if (Letters.fold(letter) != 0) {
                length++;
            } else if (Letters.isLetter(letter)
                    && Character.getType(letter) != Character.NON_SPACING_MARK) {
                return 0;
            }
        }
        return length <= LONGEST ? length : 0;
    }

    /**
     * What is known of a word; marks inside it do not count.
     *
     * @param start first UTF-16 unit of the word
     * @param end one past its last
     */
    int of(String text, int start, int end) {
        return of(text, start, end, hash(text, start, end));
    }

    /** The same when the hash of the word's plain letters is known. */
    int of(String text, int start, int end, int hash) {
        return length(text, start, end) == 0 ? 0 : flags[slot(text, start, end, hash)];
    }

    /** Whether a word of plain small letters is an ordinary or clinical one. */
    boolean isOrdinary(String plain) {
        int known = of(plain, 0, plain.length());
        return Kind.any(known, Kind.ORDINARY | Kind.CLINICAL | Kind.ROLE | Kind.KIN);
    }

    /** The "van" or "de" of a name. */
    boolean isParticle(String plain) {
        return Kind.any(of(plain, 0, plain.length()), Kind.PARTICLE);
    }

    /** Whether a long word ends like words of medicine: names of drugs, diseases, operations. */
    boolean isMedical(String text, int start, int end) {
        int most = Math.min(LONGEST_STEM, end - start - BEFORE_STEM);
        for (int length = SHORTEST_STEM; length <= most; length++) {
            if (Kind.any(of(text, end - length, end), Kind.STEM)) {
                return true;
            }
        }
        return false;
    }

    private static int hash(String text, int start, int end) {
        int hash = 0;
        for (int at = start; at < end; at++) {
            byte letter = Letters.fold(text.charAt(at));
            hash = letter == 0 ? hash : hash * 31 + letter;
        }
        return hash;
    }

    /** The slot of a word, or the free one where it would stand. */
    private int slot(String text, int start, int end, int hash) {
        int slot = (hash * GOLDEN) >>> SHIFT;
        while (places[slot] != 0 && !same(places[slot], text, start, end)) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        return slot;
    }

    private boolean same(int place, String text, int start, int end) {
        int next = place + 1;
        int last = next + letters[place];
        for (int at = start; at < end; at++) {
            byte letter = Letters.fold(text.charAt(at));
            if (letter != 0 && (next == last || letters[next++] != letter)) {
                return false;
            }
        }
        return next == last;
    }
}
