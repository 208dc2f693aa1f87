package portcullis.privacy.names;

import java.util.Arrays;

/** A text cut into words, with the shape of each and what stands before it. Made in one pass. */
final class Words {
    /** How a word is written. */
    enum Shape {
        LOWER,
        /** One capital, then small letters. */
        CAPITAL,
        /** One capital alone. */
        INITIAL,
        /** Capitals only. */
        LOUD,
        /** Capitals inside. */
        CAMEL,
        /** With digits, or in an alphabet without capitals. */
        OTHER
    }

    /** What stands between a word and the one before. */
    enum Gap {
        SPACE,
        /** A full stop and space. */
        STOP,
        HYPHEN,
        COMMA,
        COLON,
        /** A line break. */
        BREAK,
        OTHER
    }

    private static final int FEWEST = 16;
    private static final int LETTERS_PER_WORD = 5;

    final String text;
    int count;
    int[] starts;
    int[] ends;

    /** The hash of the plain letters of each word, as the vocabulary wants it. */
    int[] hashes;

    Shape[] shapes;

    Words(String text) {
        this.text = text;
        int length = text.length();
        int size = Math.max(FEWEST, length / LETTERS_PER_WORD);
        this.starts = new int[size];
        this.ends = new int[size];
        this.hashes = new int[size];
        this.shapes = new Shape[size];
        for (int at = 0; at < length; ) {
            char letter = text.charAt(at);
            if (Letters.isLetter(letter) || Letters.isDigit(letter)) {
                at = word(at, length);
            } else {
                at++;
            }
        }
    }

    /** Reads a word; most are small ASCII letters and need nothing else. */
    private int word(int start, int length) {
        int hash = 0;
        int at = start;
        while (at < length && text.charAt(at) >= 'a' && text.charAt(at) <= 'z') {
            hash = hash * 31 + text.charAt(at++);
        }
        if (at == length || !goesOn(text.charAt(at))) {
            add(start, at, hash, Shape.LOWER);
            return at;
        }
        return oddWord(start, length);
    }

    private static boolean goesOn(char letter) {
        return Letters.isLetter(letter) || Letters.isDigit(letter) || Letters.isApostrophe(letter);
    }

    private int oddWord(int start, int length) {
        int uppers = 0;
        int letters = 0;
        int hash = 0;
        boolean digits = false;
        boolean small = false;
        int at = start;
        for (; at < length; at++) {
            char letter = text.charAt(at);
            if (Letters.isLetter(letter)) {
                boolean upper = Letters.isUpper(letter);
                uppers += upper ? 1 : 0;
                small |= !upper && (letter < 128 || Character.isLowerCase(letter));
                letters++;
                byte plain = Letters.fold(letter);
                hash = plain == 0 ? hash : hash * 31 + plain;
            } else if (Letters.isDigit(letter)) {
                digits = true;
            } else if (!joins(start, at)) {
                break;
            }
        }
        boolean caseless = uppers == 0 && !small;
        add(start, at, hash, digits || caseless ? Shape.OTHER : shape(start, uppers, letters));
        return skipEnding(at);
    }

    private Shape shape(int start, int uppers, int letters) {
        if (uppers == 0) {
            return Shape.LOWER;
        }
        if (uppers == letters) {
            return letters == 1 ? Shape.INITIAL : Shape.LOUD;
        }
        boolean first = Letters.isUpper(text.charAt(start));
        return first && uppers == 1 ? Shape.CAPITAL : camel(start);
    }

    /** O'Brien and the like hold one capital per part: the second does not make them odd. */
    private Shape camel(int start) {
        boolean elided =
                start + 2 < text.length()
                        && Letters.isUpper(text.charAt(start))
                        && Letters.isApostrophe(text.charAt(start + 1));
        return elided ? Shape.CAPITAL : Shape.CAMEL;
    }

    /** The apostrophe of O'Brien and D'Souza: after one letter, before another. */
    private boolean joins(int start, int at) {
        return at == start + 1
                && Letters.isApostrophe(text.charAt(at))
                && Letters.isUpper(text.charAt(start))
                && at + 2 < text.length()
                && Letters.isUpper(text.charAt(at + 1))
                && Letters.isLetter(text.charAt(at + 2));
    }

    /** The end of an apostrophe's ending ('s, 't, 'll), which is no word. */
    private int skipEnding(int end) {
        if (end >= text.length() || !Letters.isApostrophe(text.charAt(end))) {
            return end;
        }
        int at = end + 1;
        while (at < text.length() && at < end + 4 && Letters.isLetter(text.charAt(at))) {
            at++;
        }
        return at < end + 4 ? at : end;
    }

    private void add(int start, int end, int hash, Shape shape) {
        if (count == starts.length) {
            grow();
        }
        starts[count] = start;
        ends[count] = end;
        hashes[count] = hash;
        shapes[count++] = shape;
    }

    /** Whether a sentence, line or list entry begins with the word. */
    boolean isFirst(int word) {
        if (word == 0) {
            return true;
        }
        return switch (gap(word)) {
            case STOP -> shapes[word - 1] != Shape.INITIAL;
            case COLON, BREAK -> true;
            case SPACE, HYPHEN, COMMA -> false;
            case OTHER -> marked(ends[word - 1], starts[word]);
        };
    }

    private boolean marked(int from, int to) {
        for (int at = from; at < to; at++) {
            if (".!?:;\"\u201C\u2022*|\t#>[{=".indexOf(text.charAt(at)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** What separates a word from the one before it; not for the first word. */
    Gap gap(int word) {
        int from = ends[word - 1];
        int to = starts[word];
        int length = to - from;
        char first = length > 0 ? text.charAt(from) : 0;
        if (length == 1) {
            return single(first);
        }
        boolean blank = true;
        for (int at = from; at < to; at++) {
            char letter = text.charAt(at);
            if (letter == '\n' || letter == '\r') {
                return Gap.BREAK;
            }
            blank &= letter == ' ' || at == from;
        }
        if (!blank || length == 0) {
            return Gap.OTHER;
        }
        return switch (first) {
            case ' ' -> Gap.SPACE;
            case '.' -> Gap.STOP;
            case ',' -> Gap.COMMA;
            case ':' -> Gap.COLON;
            default -> Gap.OTHER;
        };
    }

    private static Gap single(char first) {
        return switch (first) {
            case ' ', '\u00A0' -> Gap.SPACE;
            case '-', '\u2010', '\u2011' -> Gap.HYPHEN;
            case '.' -> Gap.STOP;
            case ',' -> Gap.COMMA;
            case ':' -> Gap.COLON;
            case '\n', '\r' -> Gap.BREAK;
            default -> Gap.OTHER;
        };
    }

    private void grow() {
        int size = count * 2;
        starts = Arrays.copyOf(starts, size);
        ends = Arrays.copyOf(ends, size);
        hashes = Arrays.copyOf(hashes, size);
        shapes = Arrays.copyOf(shapes, size);
    }

    /** The letters of a word, small and without accents; others are left out. */
    String plain(int word) {
        StringBuilder plain = new StringBuilder(length(word));
        for (int at = starts[word]; at < ends[word]; at++) {
            byte letter = Letters.fold(text.charAt(at));
            if (letter != 0) {
                plain.append((char) letter);
            }
        }
        return plain.toString();
    }

    int length(int word) {
        return ends[word] - starts[word];
    }
}
