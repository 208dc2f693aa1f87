package portcullis.providers.offline;

import java.util.HashSet;
import java.util.Set;

/**
 * A sentence that could be quoted.
 *
 * @param terms of the sentence
 * @param title terms of the passage's title
 */
record Candidate(Quote quote, Set<String> terms, Set<String> title) {

    boolean speaksOf(String term) {
        return terms.contains(term) || title.contains(term);
    }

    /** Share of the shorter sentence's terms that the other one has, 0–1. */
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
