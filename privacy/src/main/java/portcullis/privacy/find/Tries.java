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
    private final WatchedText watched;
    private final Tokens tokens;
    private final @Nullable Matcher[] matchers;
    private final int[] resume;
    private final List<Sighting> sightings = new ArrayList<>();

    Tries(List<Rule> rules, Lexicon lexicon, WatchedText watched, Tokens tokens) {
        this.rules = rules;
        this.lexicon = lexicon;
        this.watched = watched;
        this.tokens = tokens;
        this.matchers = new Matcher[rules.size()];
        this.resume = new int[rules.size()];
    }

    /** Tries one rule at one offset. */
    void at(int index, int offset) {
        if (offset < resume[index] || offset < 0) {
            return;
        }
        Matcher matcher = matcher(index);
        matcher.region(offset, watched.length());
        if (matcher.lookingAt()) {
            resume[index] = matcher.end();
            keep(index, matcher);
        }
    }

    void all(int[] indexes, int offset) {
        for (int index : indexes) {
            at(index, offset);
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
            matcher = rules.get(index).pattern().matcher(watched);
            matcher.useTransparentBounds(true).useAnchoringBounds(false);
            matchers[index] = matcher;
        }
        return matcher;
    }

    List<Sighting> sightings() {
        return sightings;
    }
}
