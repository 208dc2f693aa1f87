package portcullis.privacy.find;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a pattern of a rule as a {@link Piece} that takes at least every text the pattern takes:
 * what stands around is not looked at, a repeated group may differ, long repetitions are endless.
 * Only a word edge at the very end is kept, because it tells most numbers apart.
 */
final class PatternReader {
    private static final int MOST_COUNTED = 6;

    private final String regex;
    private final Map<Integer, Piece> groups = new HashMap<>();
    private int at;
    private int depth;
    private int opened;
    private boolean anyCase;

    private PatternReader(String regex) {
        this.regex = regex;
    }

    /**
     * @throws IllegalArgumentException for what no rule has needed yet; the message names it
     */
    static Piece read(String regex) {
        PatternReader reader = new PatternReader(regex);
        Piece piece = reader.choice();
        if (reader.at < regex.length()) {
            throw reader.unknown();
        }
        return piece;
    }

    private IllegalArgumentException unknown() {
        return new IllegalArgumentException("cannot read the pattern at " + at + ": " + regex);
    }

    private boolean next(String text) {
        boolean there = regex.startsWith(text, at);
        at += there ? text.length() : 0;
        return there;
    }

    private Piece choice() {
        List<Piece> choices = new ArrayList<>();
        do {
            choices.add(chain());
        } while (next("|"));
        return choices.size() == 1 ? choices.getFirst() : new Piece.Choice(choices);
    }

    private Piece chain() {
        List<Piece> pieces = new ArrayList<>();
        while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            pieces.add(repeated(atom()));
        }
        return pieces.size() == 1 ? pieces.getFirst() : new Piece.Chain(pieces);
    }

    private Piece repeated(Piece piece) {
        Piece repeated = piece;
        if (next("?")) {
            repeated = new Piece.Repeat(piece, 0, 1);
        } else if (next("*")) {
            repeated = new Piece.Repeat(piece, 0, Piece.Repeat.ENDLESS);
        } else if (next("+")) {
            repeated = new Piece.Repeat(piece, 1, Piece.Repeat.ENDLESS);
        } else if (next("{")) {
            repeated = counted(piece);
        } else {
            return piece;
        }
        lazyOrPossessive();
        return repeated;
    }

    /** Takes the same texts, or fewer. */
    private void lazyOrPossessive() {
        at += regex.startsWith("?", at) || regex.startsWith("+", at) ? 1 : 0;
    }

    private Piece counted(Piece piece) {
        int end = regex.indexOf('}', at);
        String[] bounds = regex.substring(at, end).split(",", -1);
        at = end + 1;
        int least = Integer.parseInt(bounds[0]);
        String most = bounds[bounds.length - 1];
        int more = most.isEmpty() ? Piece.Repeat.ENDLESS : Integer.parseInt(most) - least;
        return new Piece.Repeat(piece, least, more > MOST_COUNTED ? Piece.Repeat.ENDLESS : more);
    }

    private Piece atom() {
        if (next("(")) {
            return group();
        }
        if (next("[")) {
            return one(set());
        }
        if (next("\\")) {
            return escape();
        }
        if (next("^") || next("$")) {
            return Piece.NOTHING;
        }
        char letter = regex.charAt(at++);
        return one(letter == '.' ? Symbols.others(new BitSet()) : single(letter));
    }

    private Piece group() {
        boolean before = anyCase;
        if (next("?=") || next("?<=") || next("?<!")) {
            body();
            return Piece.NOTHING;
        }
        if (next("?!")) {
            Piece not = body();
            boolean last = depth == 0 && at == regex.length();
            return last && not instanceof Piece.One(BitSet set) ? edge(set) : Piece.NOTHING;
        }
        if (next("?i:")) {
            anyCase = true;
        } else if (!next("?:")) {
            at = next("?<") ? regex.indexOf('>', at) + 1 : at;
            int number = ++opened;
            groups.put(number, body());
            return groups.getOrDefault(number, Piece.NOTHING);
        }
        Piece piece = body();
        anyCase = before;
        return piece;
    }

    private Piece body() {
        depth++;
        Piece piece = choice();
        depth--;
        if (!next(")")) {
            throw unknown();
        }
        return piece;
    }

    private static Piece edge(BitSet set) {
        BitSet others = Symbols.others(set);
        others.set(Symbols.END);
        return new Piece.One(others);
    }

    private Piece one(BitSet set) {
        return new Piece.One(anyCase ? Symbols.anyCase(set) : set);
    }

    private BitSet single(char letter) {
        if (letter >= 128) {
            throw unknown();
        }
        return Symbols.range(letter, letter);
    }

    private Piece escape() {
        char letter = regex.charAt(at);
        if (letter == 'b') {
            at++;
            return Piece.NOTHING;
        }
        if (letter >= '1' && letter <= '9') {
            at++;
            return groups.getOrDefault(letter - '0', Piece.NOTHING);
        }
        return one(escaped());
    }

    private BitSet escaped() {
        char letter = regex.charAt(at++);
        return switch (letter) {
            case 'p' -> {
                int end = regex.indexOf('}', at);
                String name = regex.substring(at + 1, end);
                at = end + 1;
                yield Symbols.category(name);
            }
            case 's' -> blanks();
            case 'd' -> Symbols.range('0', '9');
            case 't' -> single('\t');
            case 'r' -> single('\r');
            case 'n' -> single('\n');
            default -> {
                if (Character.isLetterOrDigit(letter)) {
                    throw unknown();
                }
                yield single(letter);
            }
        };
    }

    private static BitSet blanks() {
        BitSet blanks = Symbols.range('\t', '\r');
        blanks.set(' ');
        return blanks;
    }

    private BitSet set() {
        boolean not = next("^");
        BitSet set = new BitSet(Symbols.COUNT);
        while (!next("]")) {
            if (regex.startsWith("[", at) || regex.startsWith("&&", at)) {
                throw unknown();
            }
            set.or(item());
        }
        BitSet cased = anyCase ? Symbols.anyCase(set) : set;
        return not ? Symbols.others(cased) : cased;
    }

    private BitSet item() {
        if (next("\\")) {
            return escaped();
        }
        char first = regex.charAt(at++);
        boolean range = regex.startsWith("-", at) && regex.charAt(at + 1) != ']';
        if (!range || first >= 128) {
            return single(first);
        }
        char last = regex.charAt(at + 1);
        at += 2;
        return Symbols.range(first, last);
    }
}
