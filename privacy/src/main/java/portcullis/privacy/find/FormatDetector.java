package portcullis.privacy.find;

import java.util.List;
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
    private final List<Rule> rules;
    private final Lexicon lexicon;
    private final int[] numbers;
    private final int[] dials;
    private final int[] mixed;
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
        this.numbers = indexes(Anchor.NUMBER);
        this.dials = indexes(Anchor.DIAL);
        this.mixed = indexes(Anchor.MIXED);
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

    @Override
    public List<Sighting> detect(View view, Deadline deadline) {
        WatchedText watched = new WatchedText(view.text(), deadline);
        watched.look();
        Tokens tokens = new Tokens(watched, lexicon);
        Tries tries = new Tries(rules, lexicon, watched, tokens);
        boolean capitals = false;
        for (int token = 0; token < tokens.count; token++) {
            number(tokens, token, tries);
            capitals |= words(tokens, token, tries);
        }
        if (capitals) {
            capitals(tokens, tries);
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
            for (int index : numbers) {
                if (rules.get(index).digits() <= digits) {
                    tries.at(index, start);
                }
            }
            dial(tokens, start, digits, tries);
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
        for (int index : dials) {
            if (rules.get(index).digits() <= digits) {
                tries.at(index, from);
                tries.at(index, start);
            }
        }
    }

    private static boolean isPair(Tokens tokens, int token) {
        int end = tokens.ends[token];
        return end - tokens.starts[token] == 2
                && end < tokens.text.length()
                && (tokens.text.charAt(end) == ':' || tokens.text.charAt(end) == '-');
    }

    /** Tries the rules that start at this word; true when it wakes the rules for capitals. */
    private boolean words(Tokens tokens, int token, Tries tries) {
        Lexicon.Entry entry = tokens.entries[token];
        if (entry == null) {
            return false;
        }
        for (int index : entry.starts()) {
            boolean before = rules.get(index).anchor() == Anchor.BEFORE_WORD;
            if (!before) {
                tries.at(index, tokens.starts[token]);
            }
            for (int back = Math.min(3, token); before && back > 0; back--) {
                tries.at(index, tokens.starts[token - back]);
            }
        }
        return !entry.capitals().isEmpty();
    }

    private void capitals(Tokens tokens, Tries tries) {
        int[] capitals = indexes(Anchor.CAPITAL);
        for (int token = 0; token < tokens.count; token++) {
            if (Character.isUpperCase(tokens.text.charAt(tokens.starts[token]))) {
                tries.all(capitals, tokens.starts[token]);
            }
        }
    }

    private void marks(String text, Tries tries) {
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            tries.all(signs, Runs.localPart(text, at));
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
