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
    private static final int MOST_SENTENCES = 4;
    private static final int MOST_CHARACTERS = 1_200;

    /** Share of the first sentence's gain below which a further sentence adds nothing. */
    private static final double WORTH_SAYING = 0.4;

    /** What a term of the question counts once a picked sentence holds it. */
    private static final double SAID_BEFORE = 0.6;

    private static final double REPETITION_COST = 0.5;
    private static final double SAME = 0.75;

    /** Length pressure: a sentence twice as long as usual needs more matches (BM25's b). */
    private static final double LENGTH_PRESSURE = 0.3;

    /** What each passage ranks lower than the best costs its statements: the search saw more. */
    private static final double LOWER_RANK = 0.1;

    /** "How many" is answered by a number, "how do I" by a command. */
    private static final double LOOKS_RIGHT = 1.3;

    /** The first statement under a heading is the one the heading announces. */
    private static final double ANNOUNCED = 1.2;

    /** What only its heading connects with the question. */
    private static final double BY_HEADING_ONLY = 0.75;

    /** Another passage says mostly something else: its statements must be nearly as good. */
    private static final double OTHER_PASSAGE = 0.65;

    private final Map<String, Double> weights;
    private final Wish wish;
    private final List<Candidate> all;
    private final List<Candidate> left;
    private final double usualLength;
    private final List<Candidate> picked = new ArrayList<>();
    private final Set<String> said = new HashSet<>();

    /**
     * @param candidates as they stand in the passages
     */
    Choice(Wish wish, List<Candidate> candidates) {
        this.weights = weights(wish.terms(), candidates);
        this.wish = wish;
        this.all = candidates;
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
                return completed();
            }
            pick(next);
        }
        return completed();
    }

    /** A single statement is followed by the next one of its place that speaks of the same. */
    private List<Candidate> completed() {
        if (picked.size() == 1 && wish.kind() != Wish.Kind.FIGURES) {
            Candidate only = picked.getFirst();
            all.stream()
                    .skip(only.place().number() + 1L)
                    .findFirst()
                    .filter(next -> next.place().rank() == only.place().rank())
                    .filter(next -> next.around().heading().equals(only.around().heading()))
                    .filter(next -> gain(next) > 0)
                    .ifPresent(this::pick);
        }
        return List.copyOf(picked);
    }

    /** What points back is said with what it points to. */
    private void pick(Candidate next) {
        if (next.place().leans()) {
            Candidate before = all.get(next.place().number() - 1);
            if (!picked.contains(before)) {
                pick(before);
            }
        }
        picked.add(next);
        left.remove(next);
        said.addAll(next.terms());
        said.addAll(next.around().heading());
        said.addAll(next.around().title());
    }

    private double gain(Candidate candidate) {
        double held = 0;
        for (Map.Entry<String, Double> asked : weights.entrySet()) {
            double worth = asked.getValue() * (said.contains(asked.getKey()) ? SAID_BEFORE : 1);
            held += worth * candidate.speaksOf(asked.getKey());
        }
        double length = candidate.terms().size() / usualLength;
        double pressure = 1 - LENGTH_PRESSURE + LENGTH_PRESSURE * length;
        return held / pressure * fitness(candidate) * (1 - repetition(candidate));
    }

    private double fitness(Candidate candidate) {
        Candidate.Place place = candidate.place();
        boolean announced =
                place.first()
                        && weights.keySet().stream()
                                .anyMatch(candidate.around().heading()::contains);
        boolean elsewhere = !picked.isEmpty() && picked.getFirst().place().rank() != place.rank();
        boolean silent = weights.keySet().stream().noneMatch(candidate.terms()::contains);
        return (wish.looksRight(candidate.quote().sentence()) ? LOOKS_RIGHT : 1)
                * (announced ? ANNOUNCED : 1)
                * (silent ? BY_HEADING_ONLY : 1)
                * (elsewhere ? OTHER_PASSAGE : 1)
                / (1 + LOWER_RANK * place.rank());
    }

    /** What names something else that was asked is no repetition, however alike it sounds. */
    private double repetition(Candidate candidate) {
        double likeness = picked.stream().mapToDouble(candidate::likeness).max().orElse(0);
        boolean nothingNew =
                weights.keySet().stream()
                        .filter(candidate.terms()::contains)
                        .allMatch(said::contains);
        return likeness >= SAME && nothingNew ? 1 : REPETITION_COST * likeness;
    }

    /** Inverse document frequency over the sentences, never negative (BM25 as in Lucene). */
    private static Map<String, Double> weights(Set<String> asked, List<Candidate> candidates) {
        Map<String, Double> weights = new HashMap<>();
        for (String term : asked) {
            long with = candidates.stream().filter(one -> one.speaksOf(term) > 0).count();
            weights.put(term, Math.log(1 + (candidates.size() - with + 0.5) / (with + 0.5)));
        }
        return weights;
    }
}
