package portcullis.providers.offline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lays out the statements of all passages, each with what stands around it. */
final class Candidates {
    private static final int MOST = 4_000;

    private Candidates() {}

    /**
     * In the order of the passages and of their text, at most 4,000.
     *
     * @param passages best first
     */
    static List<Candidate> of(List<Passage> passages) {
        List<Candidate> candidates = new ArrayList<>();
        for (int rank = 0; rank < passages.size() && candidates.size() < MOST; rank++) {
            add(passages.get(rank), rank, candidates);
        }
        return List.copyOf(candidates);
    }

    private static void add(Passage passage, int rank, List<Candidate> candidates) {
        List<Statement> statements = Statements.of(passage.text());
        List<Set<String>> terms = statements.stream().map(one -> Terms.of(one.text())).toList();
        Set<String> title = Terms.of(passage.title());
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            boolean first = i == 0 || !statements.get(i - 1).heading().equals(statement.heading());
            candidates.add(
                    new Candidate(
                            new Quote(passage.number(), statement.text()),
                            terms.get(i),
                            new Candidate.Around(
                                    title, Terms.of(statement.heading()), beside(terms, i)),
                            new Candidate.Place(
                                    candidates.size(), rank, first, statement.leans())));
        }
    }

    private static Set<String> beside(List<Set<String>> terms, int at) {
        Set<String> beside = new HashSet<>();
        if (at > 0) {
            beside.addAll(terms.get(at - 1));
        }
        if (at + 1 < terms.size()) {
            beside.addAll(terms.get(at + 1));
        }
        return beside;
    }
}
