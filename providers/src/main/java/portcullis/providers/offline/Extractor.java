package portcullis.providers.offline;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses the sentences of the passages that answer a question and puts them into reading order.
 * Chooses nothing when the passages hold too little of the question.
 */
final class Extractor {
    /** What a term of the question counts that stands only in the next or last statement. */
    private static final double BESIDE = 0.5;

    /**
     * Share of the question's terms that the best sentence must hold; its heading, title and
     * neighbours count less. With {@link #SUPPORT_OF_ALL} nine of ten expert questions are answered
     * from their own abstract, one of eight from the most similar other abstract, and none from an
     * arbitrary one (PubMedQA, 500 questions).
     */
    private static final double SUPPORT_OF_BEST = 0.4;

    /** Share of the question's terms that all passages together must hold. */
    private static final double SUPPORT_OF_ALL = 0.5;

    /** A short question needs one term in the sentence and another one at least in the title. */
    private static final double SUPPORT_OF_SHORT = 1.5;

    /** A question of a single term needs it in the sentence. */
    private static final double SUPPORT_OF_ONE = 0.75;

    private Extractor() {}

    static List<Quote> extract(String question, List<Passage> passages) {
        Set<String> asked = Terms.asked(question);
        List<Candidate> candidates = Candidates.of(passages);
        return supported(asked, candidates)
                ? ordered(new Choice(Wish.of(question), candidates).made())
                : List.of();
    }

    /** The passage with the best quote first, the quotes of each as they stand there. */
    private static List<Quote> ordered(List<Candidate> chosen) {
        Set<Quote> quotes = new LinkedHashSet<>();
        for (Candidate best : chosen) {
            chosen.stream()
                    .filter(one -> one.place().rank() == best.place().rank())
                    .sorted(Comparator.comparingInt(one -> one.place().number()))
                    .forEach(one -> quotes.add(one.quote()));
        }
        return List.copyOf(quotes);
    }

    private static boolean supported(Set<String> asked, List<Candidate> candidates) {
        Set<String> found = new HashSet<>();
        double best = 0;
        for (Candidate candidate : candidates) {
            asked.stream().filter(term -> candidate.speaksOf(term) > 0).forEach(found::add);
            best = Math.max(best, held(asked, candidate));
        }
        double few = Math.min(SUPPORT_OF_SHORT, SUPPORT_OF_ONE * asked.size());
        return best > 0
                && best >= Math.max(few, SUPPORT_OF_BEST * asked.size())
                && found.size() >= SUPPORT_OF_ALL * asked.size();
    }

    /** Nothing when neither the statement nor its heading speaks of anything that was asked. */
    private static double held(Set<String> asked, Candidate candidate) {
        Set<String> own = new HashSet<>(candidate.terms());
        own.addAll(candidate.around().heading());
        if (Candidate.common(asked, own).isEmpty()) {
            return 0;
        }
        double held = 0;
        for (String term : asked) {
            double beside = candidate.around().beside().contains(term) ? BESIDE : 0;
            held += Math.max(candidate.speaksOf(term), beside);
        }
        return held;
    }
}
