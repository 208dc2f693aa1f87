package portcullis.providers.offline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses the sentences of the passages that answer a question and puts them into reading order.
 * Chooses nothing when the passages hold too little of the question.
 */
final class Extractor {
    /** What a term of the question counts that stands only in the passage's title. */
    static final double TITLE_WEIGHT = 0.5;

    private static final int MOST_CANDIDATES = 4_000;
    private static final int FEWEST_WORDS = 4;

    /**
     * Share of the question's terms that the best sentence must hold; its title counts half. With
     * {@link #SUPPORT_OF_ALL} nine of ten expert questions are answered from their own abstract,
     * one of ten from the most similar other abstract, and none from an arbitrary one (PubMedQA,
     * 500 questions).
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
        Set<String> asked = Terms.of(question);
        List<Candidate> candidates = candidates(passages);
        if (!supported(asked, candidates)) {
            return List.of();
        }
        List<Candidate> chosen = new Choice(asked, candidates).made();
        return candidates.stream()
                .filter(chosen::contains)
                .distinct()
                .map(Candidate::quote)
                .toList();
    }

    private static boolean supported(Set<String> asked, List<Candidate> candidates) {
        Set<String> found = new HashSet<>();
        double best = 0;
        for (Candidate candidate : candidates) {
            Set<String> inside = Candidate.common(asked, candidate.terms());
            Set<String> both = Candidate.common(asked, candidate.title());
            both.addAll(inside);
            found.addAll(both);
            double held = inside.size() + TITLE_WEIGHT * (both.size() - inside.size());
            best = inside.isEmpty() ? best : Math.max(best, held);
        }
        double few = Math.min(SUPPORT_OF_SHORT, SUPPORT_OF_ONE * asked.size());
        return best > 0
                && best >= Math.max(few, SUPPORT_OF_BEST * asked.size())
                && found.size() >= SUPPORT_OF_ALL * asked.size();
    }

    private static List<Candidate> candidates(List<Passage> passages) {
        List<Candidate> candidates = new ArrayList<>();
        for (Passage passage : passages) {
            Set<String> title = Terms.of(passage.title());
            for (String text : Sentences.of(passage.text())) {
                if (candidates.size() < MOST_CANDIDATES && quotable(text)) {
                    Quote quote = new Quote(passage.number(), text);
                    candidates.add(new Candidate(quote, Terms.of(text), title));
                }
            }
        }
        return candidates;
    }

    /** A heading, a question or a page number answers nothing. */
    private static boolean quotable(String text) {
        return Terms.countWords(text) >= FEWEST_WORDS && !text.endsWith("?");
    }
}
