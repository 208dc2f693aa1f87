package portcullis.providers.offline;

import java.util.ArrayList;
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

    /** Share of the question's weight that the best sentence and its title must cover. */
    private static final double SUPPORT = 0.5;

    /** Share of the best score below which a further sentence adds nothing. */
    private static final double WORTH_SAYING = 0.55;

    private static final double TITLE_WEIGHT = 0.5;
    private static final double REPETITION_COST = 0.5;
    private static final double SAME = 0.75;

    /** Length pressure: a sentence twice as long as usual needs more matches (BM25's b). */
    private static final double LENGTH_PRESSURE = 0.3;

    private Extractor() {}

    /**
     * A sentence that could be quoted.
     *
     * @param order its place among all sentences of all passages
     * @param cover share of the question's weight in the sentence and its title, 0–1
     */
    private record Candidate(
            Quote quote, int order, Set<String> terms, double cover, double score) {}

    static List<Quote> extract(String question, List<Passage> passages) {
        Set<String> asked = Terms.of(question);
        List<Candidate> candidates = scored(asked, sentences(passages));
        double best = candidates.stream().mapToDouble(Candidate::cover).max().orElse(0);
        if (asked.isEmpty() || best < SUPPORT) {
            return List.of();
        }
        return chosen(candidates).stream()
                .sorted(Comparator.comparingInt(Candidate::order))
                .map(Candidate::quote)
                .toList();
    }

    private record Sentence(Quote quote, Set<String> terms, Set<String> title) {}

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

    private static List<Candidate> scored(Set<String> asked, List<Sentence> sentences) {
        Map<String, Double> weights = weights(asked, sentences);
        double total = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        double usual = sentences.stream().mapToInt(one -> one.terms().size()).average().orElse(1);
        List<Candidate> candidates = new ArrayList<>();
        for (Sentence sentence : sentences) {
            double inside = sum(weights, sentence.terms()) / total;
            Set<String> onlyTitle = new HashSet<>(sentence.title());
            onlyTitle.removeAll(sentence.terms());
            double above = sum(weights, onlyTitle) / total;
            double length = 1 - LENGTH_PRESSURE + LENGTH_PRESSURE * sentence.terms().size() / usual;
            double score = inside > 0 ? (inside + TITLE_WEIGHT * above) / length : 0;
            candidates.add(
                    new Candidate(
                            sentence.quote(),
                            candidates.size(),
                            sentence.terms(),
                            inside > 0 ? inside + TITLE_WEIGHT * above : 0,
                            score));
        }
        return candidates;
    }

    private static double sum(Map<String, Double> weights, Set<String> terms) {
        return terms.stream().mapToDouble(term -> weights.getOrDefault(term, 0.0)).sum();
    }

    /** Inverse document frequency over the sentences, never negative (BM25 as in Lucene). */
    private static Map<String, Double> weights(Set<String> asked, List<Sentence> sentences) {
        Map<String, Double> weights = new HashMap<>();
        for (String term : asked) {
            long with = sentences.stream().filter(one -> one.terms().contains(term)).count();
            weights.put(term, Math.log(1 + (sentences.size() - with + 0.5) / (with + 0.5)));
        }
        return weights;
    }

    private static List<Candidate> chosen(List<Candidate> candidates) {
        List<Candidate> left = new ArrayList<>(candidates);
        List<Candidate> chosen = new ArrayList<>();
        double best = left.stream().mapToDouble(Candidate::score).max().orElse(0);
        int characters = 0;
        while (chosen.size() < MOST_SENTENCES && !left.isEmpty()) {
            Candidate next =
                    left.stream()
                            .max(Comparator.comparingDouble(one -> marginal(one, chosen)))
                            .orElseThrow();
            left.remove(next);
            characters += next.quote().sentence().length();
            boolean adds = marginal(next, chosen) >= WORTH_SAYING * best;
            if (!adds || (characters > MOST_CHARACTERS && !chosen.isEmpty())) {
                return chosen;
            }
            chosen.add(next);
        }
        return chosen;
    }

    private static double marginal(Candidate candidate, List<Candidate> chosen) {
        double likeness =
                chosen.stream()
                        .mapToDouble(one -> alike(one.terms(), candidate.terms()))
                        .max()
                        .orElse(0);
        return likeness >= SAME ? 0 : candidate.score() * (1 - REPETITION_COST * likeness);
    }

    /** Share of the smaller sentence's terms that the other one has. */
    private static double alike(Set<String> left, Set<String> right) {
        Set<String> both = new HashSet<>(left);
        both.retainAll(right);
        return (double) both.size() / Math.max(1, Math.min(left.size(), right.size()));
    }
}
