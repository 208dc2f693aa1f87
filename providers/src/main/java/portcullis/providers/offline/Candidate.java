package portcullis.providers.offline;

import java.util.HashSet;
import java.util.Set;

/**
 * A statement that could be quoted.
 *
 * @param terms of the statement
 */
record Candidate(Quote quote, Set<String> terms, Around around, Place place) {
    private static final double IN_HEADING = 0.75;
    private static final double IN_TITLE = 0.5;

    /**
     * What stands around a statement and says what it is about.
     *
     * @param title terms of the passage's title
     * @param heading terms of the heading above
     * @param beside terms of the statements before and after it in the passage
     */
    record Around(Set<String> title, Set<String> heading, Set<String> beside) {}

    /**
     * Where a statement stands.
     *
     * @param number among all candidates, from 0
     * @param rank of its passage, 0 for the best
     * @param first whether it is the first under its heading
     * @param leans whether it needs the candidate before it to be understood
     */
    record Place(int number, int rank, boolean first, boolean leans) {}

    /** How far it speaks of a term, 0–1: itself, by its heading, or by its title. */
    double speaksOf(String term) {
        if (terms.contains(term)) {
            return 1;
        }
        if (around.heading().contains(term)) {
            return IN_HEADING;
        }
        return around.title().contains(term) ? IN_TITLE : 0;
    }

    /** Share of the shorter statement's terms that the other one has, 0–1. */
    double likeness(Candidate other) {
        int both = common(terms, other.terms).size();
        return (double) both / Math.max(1, Math.min(terms.size(), other.terms.size()));
    }

    static Set<String> common(Set<String> left, Set<String> right) {
        Set<String> both = new HashSet<>(left);
        both.retainAll(right);
        return both;
    }
}
