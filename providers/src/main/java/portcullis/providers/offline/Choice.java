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
 * Picks, sentence by sentence, what adds most to the ones already picked (maximal marginal
 * relevance, Carbonell and Goldstein 1998): rare terms of the question count more, terms already
 * said count less, and what repeats a picked sentence counts nothing.
 */
final class Choice {
    private static final int MOST_SENTENCES = 5;
    private static final int MOST_CHARACTERS = 1_500;

    /** Share of the first sentence's gain below which a further sentence adds nothing. */
    private static final double WORTH_SAYING = 0.4;

    /** What a term of the question counts once a picked sentence holds it. */
    private static final double SAID_BEFORE = 0.6;

    private static final double REPETITION_COST = 0.5;
    private static final double SAME = 0.75;

    /** Length pressure: a sentence twice as long as usual needs more matches (BM25's b). */
    private static final double LENGTH_PRESSURE = 0.3;

    private final Map<String, Double> weights;
    private final List<Candidate> left;
    private final double usualLength;
    private final List<Candidate> picked = new ArrayList<>();
    private final Set<String> said = new HashSet<>();

    Choice(Set<String> asked, List<Candidate> candidates) {
        this.weights = weights(asked, candidates);
        this.left = new ArrayList<>(candidates);
        this.usualLength =
                candidates.stream().mapToInt(one -> one.terms().size()).average().orElse(1);
    }

    /** At least one sentence, the best one first. */
    List<Candidate> made() {
        double first = 0;
        int characters = 0;
        while (picked.size() < MOST_SENTENCES && !left.isEmpty()) {
            Candidate next = Collections.max(left, Comparator.comparingDouble(this::gain));
            double gain = gain(next);
            first = picked.isEmpty() ? gain : first;
            characters += next.quote().sentence().length();
            boolean room = picked.isEmpty() || characters <= MOST_CHARACTERS;
            if (gain <= 0 || gain < WORTH_SAYING * first || !room) {
                return picked;
            }
            pick(next);
        }
        return picked;
    }

    private void pick(Candidate next) {
        picked.add(next);
        left.remove(next);
        said.addAll(next.terms());
        said.addAll(next.title());
    }

    private double gain(Candidate candidate) {
        double inside = 0;
        double above = 0;
        for (Map.Entry<String, Double> asked : weights.entrySet()) {
            double worth = asked.getValue() * (said.contains(asked.getKey()) ? SAID_BEFORE : 1);
            if (candidate.terms().contains(asked.getKey())) {
                inside += worth;
            } else if (candidate.title().contains(asked.getKey())) {
                above += worth;
            }
        }
        double length = candidate.terms().size() / usualLength;
        double pressure = 1 - LENGTH_PRESSURE + LENGTH_PRESSURE * length;
        double held = inside + Extractor.TITLE_WEIGHT * above;
        return inside > 0 ? held / pressure * (1 - repetition(candidate)) : 0;
    }

    private double repetition(Candidate candidate) {
        double likeness = picked.stream().mapToDouble(candidate::likeness).max().orElse(0);
        return likeness >= SAME ? 1 : REPETITION_COST * likeness;
    }

    /** Inverse document frequency over the sentences, never negative (BM25 as in Lucene). */
    private static Map<String, Double> weights(Set<String> asked, List<Candidate> candidates) {
        Map<String, Double> weights = new HashMap<>();
        for (String term : asked) {
            long with = candidates.stream().filter(one -> one.speaksOf(term)).count();
            weights.put(term, Math.log(1 + (candidates.size() - with + 0.5) / (with + 0.5)));
        }
        return weights;
    }
}
