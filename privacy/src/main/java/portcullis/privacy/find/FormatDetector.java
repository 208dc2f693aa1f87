package portcullis.privacy.find;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import portcullis.kernel.Deadline;
import portcullis.privacy.entities.Anchor;
import portcullis.privacy.entities.Register;
import portcullis.privacy.entities.Rule;
import portcullis.privacy.unfold.View;

/**
 * Finds identifiers by their format, context words and check digits. One pass yields anchors; rules
 * are tried at anchors only, so that text without any costs tens of microseconds.
 */
public final class FormatDetector implements Detector {
    private static final int NAME_TOKENS = 10;
    private static final int BEFORE = 8;

    private final List<Rule> rules;
    private final Lexicon lexicon;
    private final Gates gates;
    private final int[] numbers;
    private final int[] dials;
    private final int[] mixed;
    private final int[] codes;
    private final int[] signs;
    private final int[] schemes;
    private final int[] colons;
    private final int[] pairs;

    /** With every rule of the register. */
    public FormatDetector() {
        this(Register.rules());
    }

    FormatDetector(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        this.lexicon = new Lexicon(rules);
        this.gates = new Gates(rules);
        this.numbers = indexes(Anchor.NUMBER);
        this.dials = indexes(Anchor.DIAL);
        this.mixed = indexes(Anchor.MIXED);
        this.codes = indexes(Anchor.CODE);
        this.signs = indexes(Anchor.AT);
        this.schemes = indexes(Anchor.SCHEME);
        this.colons = indexes(Anchor.COLONS);
        this.pairs = indexes(Anchor.PAIR);
    }

    private int[] indexes(Anchor anchor) {
        return IntStream.range(0, rules.size())
                .filter(index -> rules.get(index).anchor() == anchor)
                .toArray();
    }

    /** Every rule with all that decides what it finds. */
    @Override
    public String version() {
        StringBuilder version = new StringBuilder();
        for (Rule rule : rules) {
            version.append(rule.id()).append('|').append(rule.type()).append('|');
            version.append(rule.pattern().pattern()).append('|').append(rule.pattern().flags());
            version.append('|').append(rule.base()).append('|').append(rule.need()).append('|');
            version.append(new TreeSet<>(rule.context())).append(new TreeSet<>(rule.starts()));
            version.append(rule.digits()).append('\n');
        }
        return version.toString();
    }

    @Override
    public List<Sighting> detect(View view, Deadline deadline) {
        WatchedText watched = new WatchedText(view.text(), deadline);
        watched.look();
        return read(watched);
    }

    List<Sighting> read(WatchedText watched) {
        Tokens tokens = new Tokens(watched, lexicon);
        Tries tries = new Tries(rules, lexicon, gates.reading(watched), tokens);
        for (int token = 0; token < tokens.count; token++) {
            number(tokens, token, tries);
            words(tokens, token, tries);
        }
        marks(tokens.text, tries);
        return tries.sightings();
    }

    @Override
    public boolean keepsDeadline() {
        return true;
    }

    private void number(Tokens tokens, int token, Tries tries) {
        int start = tokens.starts[token];
        byte kind = tokens.kinds[token];
        char first = tokens.text.charAt(start);
        if (first >= '0' && first <= '9') {
            int digits = tokens.digitsFrom(start);
            tries.all(numbers, start, digits);
            dial(tokens, start, digits, tries);
            if (tokens.codeBefore(token)) {
                tries.all(codes, tokens.starts[token - 1]);
            }
        }
        if (kind == Tokens.MIXED) {
            tries.all(mixed, start);
        }
        if (isPair(tokens, token)) {
            tries.all(pairs, start);
        }
    }

    private void dial(Tokens tokens, int start, int digits, Tries tries) {
        String text = tokens.text;
        int from = start;
        if (from > 1 && text.charAt(from - 1) == ' ' && text.charAt(from - 2) == '(') {
            from -= 2;
        }
        from -= from > 0 && text.charAt(from - 1) == '(' ? 1 : 0;
        from -= from > 0 && text.charAt(from - 1) == '+' ? 1 : 0;
        tries.all(dials, from, digits);
        if (from < start) {
            tries.all(dials, start, digits);
        }
    }

    private static boolean isPair(Tokens tokens, int token) {
        int end = tokens.ends[token];
        return end - tokens.starts[token] == 2
                && end < tokens.text.length()
                && (tokens.text.charAt(end) == ':' || tokens.text.charAt(end) == '-');
    }

    /** Tries the rules that start at this word, or end with it. */
    private void words(Tokens tokens, int token, Tries tries) {
        Lexicon.Entry entry = tokens.entries[token];
        if (entry == null) {
            return;
        }
        for (int index : entry.starts()) {
            boolean before = rules.get(index).anchor() == Anchor.BEFORE_WORD;
            if (!before) {
                tries.at(index, tokens.starts[token]);
            }
            for (int back = Math.min(BEFORE, token); before && back > 0; back--) {
                tries.at(index, tokens.starts[token - back]);
            }
        }
        capitals(tokens, token, entry.capitals(), tries);
    }

    /** Tries the rules for names at the capitals shortly before the word that ends them. */
    private void capitals(Tokens tokens, int word, List<Integer> rules, Tries tries) {
        char first = tokens.text.charAt(tokens.starts[word]);
        boolean shortWord = tokens.ends[word] - tokens.starts[word] < 3;
        if (shortWord && !Character.isUpperCase(first)) {
            return;
        }
        for (int token = Math.max(0, word - NAME_TOKENS); token < word; token++) {
            if (Character.isUpperCase(tokens.text.charAt(tokens.starts[token]))) {
                for (int index : rules) {
                    tries.at(index, tokens.starts[token]);
                }
            }
        }
    }

    private void marks(String text, Tries tries) {
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            boolean apart = at > 0 && text.charAt(at - 1) == ' ';
            tries.all(signs, Runs.localPart(text, apart ? at - 1 : at));
        }
        for (int at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
            if (text.startsWith("://", at)) {
                tries.all(schemes, Runs.scheme(text, at));
            } else if (Runs.hasSecondColon(text, at)) {
                tries.all(colons, Runs.hexadecimal(text, at));
            }
        }
    }
}
