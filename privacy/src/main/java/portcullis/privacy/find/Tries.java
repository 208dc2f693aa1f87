package portcullis.privacy.find;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import portcullis.privacy.entities.Rule;

/** Tries rules at places of one text and collects what they see; a rule never overlaps itself. */
final class Tries {
    private final List<Rule> rules;
    private final Lexicon lexicon;
    private final Gates.Reading gates;
    private final Tokens tokens;
    private @Nullable Matcher[] matchers = {};
    private int[] resume = {};
    private final List<Sighting> sightings = new ArrayList<>();

    Tries(List<Rule> rules, Lexicon lexicon, Gates.Reading gates, Tokens tokens) {
        this.rules = rules;
        this.lexicon = lexicon;
        this.gates = gates;
        this.tokens = tokens;
    }

    /** Tries one rule at one offset. */
    void at(int index, int offset) {
        if (offset < 0 || !gates.open(index, offset)) {
            return;
        }
        Matcher matcher = matcher(index);
        if (offset < resume[index]) {
            return;
        }
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
        sighting(rules.get(index), lexicon.context(index), tokens, matcher)
                .ifPresent(sightings::add);
    }

    /** What a match of a rule is worth; nothing when the rule does not want it. */
    static Optional<Sighting> sighting(Rule rule, int context, Tokens tokens, Matcher matcher) {
        int start = rule.groups() ? matcher.start("v") : matcher.start();
        int end = rule.groups() ? matcher.end("v") : matcher.end();
        if (start < 0 || end <= start) {
            return Optional.empty();
        }
        boolean word =
                context != Lexicon.NO_CONTEXT
                        && tokens.backed(matcher.start(), matcher.end(), context);
        double score = Scorer.score(rule, word, tokens.text, start, end);
        return score > 0
                ? Optional.of(new Sighting(start, end, rule.type(), rule.id(), score))
                : Optional.empty();
    }

    private Matcher matcher(int index) {
        if (matchers.length == 0) {
            // Most texts open no gate at all.
            matchers = new Matcher[rules.size()];
            resume = new int[rules.size()];
        }
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
