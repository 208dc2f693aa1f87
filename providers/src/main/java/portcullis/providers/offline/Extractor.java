package portcullis.providers.offline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the sentences of the passages that answer a question. Weights the question's terms by how
 * rare they are among the candidates, takes the sentences that cover most weight, skips those that
 * repeat what is chosen (maximal marginal relevance, Carbonell and Goldstein 1998), and puts them
 * back into reading order. Chooses nothing when no sentence, read under its title, covers a fair
 * share of the question.
 */
final class Extractor {
    private static final int MOST_SENTENCES = 5;
    private static final int MOST_CHARACTERS = 1_500;
    private static final int MOST_CANDIDATES = 4_000;

    /**
     * Share of the question's terms that the best sentence must hold; its title counts half. With
     * {@link #SUPPORT_OF_ALL} this answers 90 % of expert questions from their own abstract, 9 %
     * from the most similar other abstract and none from an arbitrary one (PubMedQA, 500
     * questions); the test holds it there.
     */
    private static final double SUPPORT_OF_BEST = 0.4;

    /** Share of the question's terms that all passages together must hold. */
    private static final double SUPPORT_OF_ALL = 0.5;

    /** A short question needs one term in the sentence and another one at least in the title. */
    private static final double SUPPORT_OF_SHORT = 1.5;

    /** Share of the first sentence's gain below which a further sentence adds nothing. */
    private static final double WORTH_SAYING = 0.4;

    /** What a term of the question counts once a chosen sentence holds it. */
    private static final double SAID_BEFORE = 0.6;

    private static final double TITLE_WEIGHT = 0.5;
    private static final double REPETITION_COST = 0.5;
    private static final double SAME = 0.75;

    /** Length pressure: a sentence twice as long as usual needs more matches (BM25's b). */
    private static final double LENGTH_PRESSURE = 0.3;

    private Extractor() {}

    static List<Quote> extract(String question, List<Passage> passages) {
        Set<String> asked = Terms.of(question);
        List<Sentence> sentences = sentences(passages);
        if (!supported(asked, sentences)) {
            return List.of();
        }
        List<Sentence> chosen = new Choice(weights(asked, sentences), sentences).made();
        return sentences.stream().filter(chosen::contains).distinct().map(Sentence::quote).toList();
    }

    private static boolean supported(Set<String> asked, List<Sentence> sentences) {
        Set<String> found = new HashSet<>();
        double best = 0;
        for (Sentence sentence : sentences) {
            Set<String> inside = common(asked, sentence.terms());
            Set<String> both = common(asked, sentence.title());
            both.addAll(inside);
            found.addAll(both);
            double held = inside.size() + TITLE_WEIGHT * (both.size() - inside.size());
            best = inside.isEmpty() ? best : Math.max(best, held);
        }
        double some = Math.min(SUPPORT_OF_SHORT, 0.75 * asked.size());
        return best > 0
                && best >= Math.max(some, SUPPORT_OF_BEST * asked.size())
                && found.size() >= SUPPORT_OF_ALL * asked.size();
    }

    private record Sentence(Quote quote, Set<String> terms, Set<String> title) {
        boolean speaksOf(String term) {
            return terms.contains(term) || title.contains(term);
        }
    }

    private static List<Sentence> sentences(List<Passage> passages) {
        List<Sentence> sentences = new ArrayList<>();
        for (Passage passage : passages) {
            Set<String> title = Terms.of(passage.title());
            for (String text : Sentences.of(passage.text())) {
                if (sentences.size() < MOST_CANDIDATES && quotable(text)) {
                    Quote quote = new Quote(passage.number(), text);
                    sentences.add(new Sentence(quote, Terms.of(text), title));
                }
            }
        }
        return sentences;
    }

    /** A heading, a question or a page number answers nothing. */
    private static boolean quotable(String text) {
        return Terms.countWords(text) >= 4 && !text.endsWith("?");
    }

    /** Inverse document frequency over the sentences, never negative (BM25 as in Lucene). */
    private static Map<String, Double> weights(Set<String> asked, List<Sentence> sentences) {
        Map<String, Double> weights = new HashMap<>();
        for (String term : asked) {
            long with = sentences.stream().filter(one -> one.speaksOf(term)).count();
            weights.put(term, Math.log(1 + (sentences.size() - with + 0.5) / (with + 0.5)));
        }
        return weights;
    }

    /** Picks sentence by sentence what adds most to the ones already picked. */
    private static final class Choice {
        private final Map<String, Double> weights;
        private final List<Sentence> left;
        private final double usualLength;
        private final List<Sentence> made = new ArrayList<>();
        private final Set<String> said = new HashSet<>();

        Choice(Map<String, Double> weights, List<Sentence> sentences) {
            this.weights = weights;
            this.left = new ArrayList<>(sentences);
            this.usualLength =
                    sentences.stream().mapToInt(one -> one.terms().size()).average().orElse(1);
        }

        List<Sentence> made() {
            double first = 0;
            int characters = 0;
            while (made.size() < MOST_SENTENCES && !left.isEmpty()) {
                Sentence next = Collections.max(left, Comparator.comparingDouble(this::gain));
                double gain = gain(next);
                first = made.isEmpty() ? gain : first;
                characters += next.quote().sentence().length();
                boolean room = made.isEmpty() || characters <= MOST_CHARACTERS;
                if (gain <= 0 || gain < WORTH_SAYING * first || !room) {
                    return made;
                }
                made.add(next);
                left.remove(next);
                said.addAll(next.terms());
                said.addAll(next.title());
            }
            return made;
        }

        private double gain(Sentence sentence) {
            double inside = 0;
            double above = 0;
            for (Map.Entry<String, Double> asked : weights.entrySet()) {
                double worth = asked.getValue() * (said.contains(asked.getKey()) ? SAID_BEFORE : 1);
                if (sentence.terms().contains(asked.getKey())) {
                    inside += worth;
                } else if (sentence.title().contains(asked.getKey())) {
                    above += worth;
                }
            }
            double length = sentence.terms().size() / usualLength;
            double pressure = 1 - LENGTH_PRESSURE + LENGTH_PRESSURE * length;
            return inside > 0
                    ? (inside + TITLE_WEIGHT * above) / pressure * (1 - repetition(sentence))
                    : 0;
        }

        private double repetition(Sentence sentence) {
            double likeness = 0;
            for (Sentence other : made) {
                likeness = Math.max(likeness, alike(other.terms(), sentence.terms()));
            }
            return likeness >= SAME ? 1 : REPETITION_COST * likeness;
        }
    }

    /** Share of the smaller sentence's terms that the other one has. */
    private static double alike(Set<String> left, Set<String> right) {
        int both = common(left, right).size();
        return (double) both / Math.max(1, Math.min(left.size(), right.size()));
    }

    private static Set<String> common(Set<String> left, Set<String> right) {
        Set<String> both = new HashSet<>(left);
        both.retainAll(right);
        return both;
    }
}
