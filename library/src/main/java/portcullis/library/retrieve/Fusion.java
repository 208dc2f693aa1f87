package portcullis.library.retrieve;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import portcullis.library.ChunkId;
import portcullis.library.VectorIndex.Hit;

/**
 * One list out of two legs (LIB-50): each leg's scores are stretched to 0–1 (equal ones become 1, a
 * missing one 0) and half of each is added; ties by chunk id.
 */
final class Fusion {
    private Fusion() {}

    /**
     * A candidate of one or both legs.
     *
     * @param score 0–1
     */
    record Candidate(ChunkId chunk, double score, double lexical, double vector) {

        private Candidate plus(Candidate other) {
            return new Candidate(
                    chunk, score + other.score, lexical + other.lexical, vector + other.vector);
        }
    }

    private static final Comparator<Candidate> BEST_FIRST =
            Comparator.comparingDouble(Candidate::score)
                    .reversed()
                    .thenComparingLong(candidate -> candidate.chunk().value());

    /** Best first. A leg that did not search at all gives the whole weight to the other. */
    static List<Candidate> of(List<Leg> legs) {
        Map<ChunkId, Candidate> all = new HashMap<>();
        for (Leg leg : legs) {
            for (Candidate candidate : leg.weighted(1.0 / legs.size())) {
                all.merge(candidate.chunk(), candidate, Candidate::plus);
            }
        }
        return all.values().stream().sorted(BEST_FIRST).toList();
    }

    /** The hits of one leg and which of their scores it gave. */
    record Leg(List<Hit> hits, ToDoubleFunction<Hit> score) {

        private List<Candidate> weighted(double weight) {
            double high = hits.stream().mapToDouble(score).max().orElse(0);
            double low = hits.stream().mapToDouble(score).min().orElse(0);
            return hits.stream()
                    .map(hit -> candidate(hit, weight * stretched(hit, low, high)))
                    .toList();
        }

        private double stretched(Hit hit, double low, double high) {
            return high > low ? (score.applyAsDouble(hit) - low) / (high - low) : 1;
        }

        private static Candidate candidate(Hit hit, double score) {
            return new Candidate(hit.chunk(), score, hit.lexical(), hit.vector());
        }
    }
}
