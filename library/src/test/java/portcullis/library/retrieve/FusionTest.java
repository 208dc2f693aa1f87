package portcullis.library.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.library.ChunkId;
import portcullis.library.VectorIndex.Hit;
import portcullis.library.retrieve.Fusion.Candidate;

@Tag("LIB-50")
class FusionTest {

    @Test
    void scoresAreStretchedHalvedAndAdded() {
        List<Candidate> fused =
                Fusion.of(
                        List.of(
                                words(hit(1, 12, 0), hit(2, 8, 0), hit(3, 4, 0)),
                                vectors(hit(2, 0, 0.9), hit(4, 0, 0.5))));
        assertThat(fused).extracting(c -> c.chunk().value()).containsExactly(2L, 1L, 3L, 4L);
        assertThat(fused.getFirst().score()).isCloseTo(0.5 * 0.5 + 0.5, within(1e-12));
        assertThat(fused.getFirst().lexical()).isEqualTo(8);
        assertThat(fused.getFirst().vector()).isEqualTo(0.9);
    }

    @Test
    void equalScoresBecomeOneAndTiesGoByChunkId() {
        List<Candidate> fused = Fusion.of(List.of(words(hit(9, 3, 0), hit(2, 3, 0))));
        assertThat(fused).extracting(c -> c.chunk().value()).containsExactly(2L, 9L);
        assertThat(fused).allMatch(candidate -> candidate.score() == 1);
    }

    @Test
    void noLegAndEmptyLegsGiveNothing() {
        assertThat(Fusion.of(List.of())).isEmpty();
        assertThat(Fusion.of(List.of(words(), vectors()))).isEmpty();
    }

    @Property
    void everyCandidateComesOnceWithAScoreFromNoughtToOne(@ForAll long seed) {
        Random random = new Random(seed);
        Fusion.Leg words = words(hits(random, true));
        Fusion.Leg vectors = vectors(hits(random, false));
        List<Candidate> fused = Fusion.of(List.of(words, vectors));
        assertThat(fused).extracting(Candidate::chunk).doesNotHaveDuplicates();
        assertThat(fused).allMatch(c -> c.score() >= 0 && c.score() <= 1);
        assertThat(Fusion.of(List.of(vectors, words)))
                .extracting(Candidate::chunk)
                .isEqualTo(fused.stream().map(Candidate::chunk).toList());
    }

    private static Hit[] hits(Random random, boolean lexical) {
        List<Hit> hits = new ArrayList<>();
        for (int id = 0; id < 20; id++) {
            if (random.nextBoolean()) {
                double score = random.nextInt(5);
                hits.add(hit(id, lexical ? score : 0, lexical ? 0 : score));
            }
        }
        return hits.toArray(Hit[]::new);
    }

    private static Hit hit(long id, double lexical, double vector) {
        return new Hit(new ChunkId(id), lexical, vector);
    }

    private static Fusion.Leg words(Hit... hits) {
        return new Fusion.Leg(List.of(hits), Hit::lexical);
    }

    private static Fusion.Leg vectors(Hit... hits) {
        return new Fusion.Leg(List.of(hits), Hit::vector);
    }
}
