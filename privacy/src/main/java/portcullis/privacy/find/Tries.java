package portcullis.privacy.find;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import portcullis.privacy.entities.Rule;

/** Tries rules at places of one text and collects what they see; a rule never overlaps itself. */
final class Tries {
    private final List<Rule> rules;
    private final Lexicon lexicon;
    private final Gates.Reading gates;
    private final Tokens tokens;
    private final @Nullable Matcher[] matchers;
    private final int[] resume;
    private final List<Sighting> sightings = new ArrayList<>();

    Tries(List<Rule> rules, Lexicon lexicon, Gates.Reading gates, Tokens tokens) {
        this.rules = rules;
        this.lexicon = lexicon;
        this.gates = gates;
        this.tokens = tokens;
        this.matchers = new Matcher[rules.size()];
        this.resume = new int[rules.size()];
    }

    /** Tries one rule at one offset. */
    void at(int index, int offset) {
        if (offset < resume[index] || offset < 0 || !gates.open(index, offset)) {
            return;
        }
        Matcher matcher = matcher(index);
        matcher.region(offset, tokens.text.length());
        if (matcher.lookingAt()) {
            resume[index] = matcher.end();
            keep(index, matcher);
        }
    }

    /** Tries all rules of one anchor at one offset. */
    void all(int[] indexes, int offset) {
        all(indexes, offset, Integer.MAX_VALUE);
    }

    /** Tries the rules of one anchor that want no more than so many digits. */
    void all(int[] indexes, int offset, int digits) {
        long open = indexes.length == 0 || offset < 0 ? 0 : gates.all(indexes[0], offset);
        for (; open != 0; open &= open - 1) {
            int index = indexes[Long.numberOfTrailingZeros(open)];
            if (rules.get(index).digits() <= digits) {
                at(index, offset);
            }
        }
    }

    private void keep(int index, Matcher matcher) {
        Rule rule = rules.get(index);
        int start = rule.groups() ? matcher.start("v") : matcher.start();
        int end = rule.groups() ? matcher.end("v") : matcher.end();
        if (start < 0 || end <= start) {
            return;
        }
        long bit = lexicon.context(index);
        boolean word =
                bit != 0 && (tokens.contextAround(matcher.start(), matcher.end()) & bit) != 0;
        double score = Scorer.score(rule, word, tokens.text, start, end);
        if (score > 0) {
            sightings.add(new Sighting(start, end, rule.type(), rule.id(), score));
        }
    }

    private Matcher matcher(int index) {
        Matcher matcher = matchers[index];
        if (matcher == null) {
            matcher = rules.get(index).pattern().matcher(gates.text());
            matcher.useTransparentBounds(true).useAnchoringBounds(false);
            matchers[index] = matcher;
        }
        return matcher;
    }

    List<Sighting> sightings() {
        return sightings;
    }
}
