package portcullis.library.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;
import portcullis.library.Hash;
import portcullis.library.Passage;
import portcullis.library.VectorMemory;
import portcullis.library.retrieve.HandEmbeddings;

class EmbedderTest {
    private static final TenantId EAST = new TenantId("east");
    private final Remembered memory = new Remembered();

    @Test
    @Tag("LIB-28")
    void aTextIsEmbeddedOncePerTenant() {
        HandEmbeddings model = new HandEmbeddings(_ -> new float[] {3, 4});
        Embedder embedder = new Embedder(model, memory);
        assertThat(remember(embedder, EAST, "a", "b", "a")).isEqualTo(Outcome.passed("hand/2"));
        assertThat(remember(embedder, EAST, "b", "c")).isEqualTo(Outcome.passed("hand/2"));
        assertThat(model.seen()).containsExactly("a", "b", "c");
        remember(embedder, new TenantId("west"), "a");
        assertThat(model.seen()).containsExactly("a", "b", "c", "a");
        assertThat(embedder.embeddedSoFar()).isEqualTo(4);
    }

    @Test
    void rememberedVectorsHaveLengthOne() {
        remember(new Embedder(new HandEmbeddings(_ -> new float[] {3, 4}), memory), EAST, "a");
        float[] vector = memory.known.values().iterator().next();
        assertThat(vector[0]).isCloseTo(0.6f, within(1e-6f));
        assertThat(vector[1]).isCloseTo(0.8f, within(1e-6f));
    }

    @Test
    void whatIsNoVectorIsRefusedAndNotRemembered() {
        for (float[] bad :
                new float[][] {
                    {0, 0},
                    {Float.NaN, 1},
                    {Float.POSITIVE_INFINITY, 1},
                    {1},
                    {1, 2, 3},
                    {1e-20f, 0},
                    {}
                }) {
            Embedder embedder = new Embedder(new HandEmbeddings(_ -> bad), memory);
            assertThat(remember(embedder, EAST, "a"))
                    .isEqualTo(Outcome.refused(RefusalCode.INTERNAL));
            assertThat(memory.known).isEmpty();
        }
    }

    @Test
    @Tag("LIB-2")
    void aKilledIngestGoesOnWhereItStopped() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            texts.add("text" + i);
        }
        memory.failAfter = 2;
        HandEmbeddings model = new HandEmbeddings(_ -> new float[] {1, 0});
        Embedder embedder = new Embedder(model, memory);
        assertThat(remember(embedder, EAST, texts.toArray(String[]::new)))
                .isEqualTo(Outcome.refused(RefusalCode.STORE_UNAVAILABLE));
        memory.failAfter = Integer.MAX_VALUE;
        int before = memory.known.size();
        assertThat(before).isBetween(1, 19);
        int seen = model.seen().size();
        assertThat(remember(embedder, EAST, texts.toArray(String[]::new)))
                .isEqualTo(Outcome.passed("hand/2"));
        assertThat(model.seen().size() - seen).isEqualTo(20 - before);
    }

    @Test
    void aModelThatIsAwayMayComeBack() {
        HandEmbeddings model = new HandEmbeddings(_ -> new float[] {1, 0});
        model.goDown();
        assertThat(remember(new Embedder(model, memory), EAST, "a"))
                .isEqualTo(Outcome.refused(RefusalCode.STORE_UNAVAILABLE));
    }

    private static Outcome<String> remember(Embedder embedder, TenantId tenant, String... texts) {
        List<Passage> passages = new ArrayList<>();
        for (String text : texts) {
            passages.add(
                    new Passage(
                            1,
                            0,
                            text.length(),
                            SensitiveText.of(""),
                            SensitiveText.of(text),
                            Hash.of(text)));
        }
        return embedder.remember(tenant, passages, Deadline.in(Duration.ofSeconds(20)));
    }

    private static final class Remembered implements VectorMemory {
        private final Map<List<Object>, float[]> known = new HashMap<>();
        private int failAfter = Integer.MAX_VALUE;

        @Override
        public Map<Hash, float[]> recall(TenantId tenant, String space, Collection<Hash> texts) {
            Map<Hash, float[]> found = new HashMap<>();
            for (Hash text : texts) {
                float[] vector = known.get(List.of(tenant, space, text));
                if (vector != null) {
                    found.put(text, vector);
                }
            }
            return found;
        }

        @Override
        public void remember(TenantId tenant, String space, Map<Hash, float[]> vectors) {
            if (failAfter-- <= 0) {
                throw new StoreUnavailable(new IllegalStateException("killed"));
            }
            vectors.forEach((text, vector) -> known.put(List.of(tenant, space, text), vector));
        }
    }
}
