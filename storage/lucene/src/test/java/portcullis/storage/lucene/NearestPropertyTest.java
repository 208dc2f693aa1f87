package portcullis.storage.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.storage.lucene.Shelf.EAST;
import static portcullis.storage.lucene.Shelf.WEST;
import static portcullis.storage.lucene.Shelf.reader;
import static portcullis.storage.lucene.Shelf.soon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.apache.lucene.util.IOUtils;
import portcullis.kernel.EventLog;
import portcullis.kernel.TenantId;
import portcullis.library.VectorIndex.Entry;
import portcullis.library.VectorIndex.Found;
import portcullis.library.VectorIndex.Guarantee;

class NearestPropertyTest {
    private static final int DIMENSION = 8;

    /** Any mix of tenants, deletes and commits gives what comparing everything by hand gives. */
    @Property(tries = 25)
    @Tag("LIB-44")
    void exactMeansEqualToBruteForce(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 80) int chunks,
            @ForAll @IntRange(min = 1, max = 30) int k)
            throws IOException {
        Path folder = Files.createTempDirectory("nearest");
        try (LuceneIndex index = open(folder, 50_000)) {
            Random random = new Random(seed);
            List<Entry> kept = fill(index, chunks, random);
            for (TenantId tenant : List.of(EAST, WEST)) {
                float[] question = unit(random);
                Found found = index.byVector(reader(tenant), question, k, soon());
                assertThat(found.guarantee()).isEqualTo(Guarantee.EXACT);
                assertThat(Shelf.ids(found)).isEqualTo(byHand(kept, tenant, question, k));
            }
        } finally {
            IOUtils.rm(folder);
        }
    }

    @Property(tries = 2)
    @Tag("LIB-43")
    void theGraphFindsNearlyAllAndSaysThatItIsApproximate(@ForAll long seed) throws IOException {
        Path folder = Files.createTempDirectory("graph");
        try (LuceneIndex index = open(folder, 10)) {
            Random random = new Random(seed);
            List<Entry> kept = fill(index, 300, random);
            float[] question = unit(random);
            Found found = index.byVector(reader(EAST), question, 10, soon());
            assertThat(found.guarantee()).isEqualTo(Guarantee.APPROXIMATE);
            List<Long> right = new ArrayList<>(byHand(kept, EAST, question, 10));
            right.retainAll(Shelf.ids(found));
            assertThat(right).hasSizeGreaterThanOrEqualTo(9);
        } finally {
            IOUtils.rm(folder);
        }
    }

    private static LuceneIndex open(Path folder, int exactUpTo) {
        return LuceneIndex.open(
                new LuceneIndex.Layout(folder, "test/8", DIMENSION, exactUpTo), EventLog.silent());
    }

    /** Puts chunks of two tenants, ten to a document, removes some documents, commits at times. */
    private static List<Entry> fill(LuceneIndex index, int chunks, Random random) {
        List<Entry> kept = new ArrayList<>();
        for (int id = 10; id < 10 + chunks; id++) {
            TenantId tenant = id / 10 % 2 == 0 ? EAST : WEST;
            Entry entry = Shelf.entry(tenant, id, 1, "text", unit(random));
            index.put(List.of(entry));
            kept.add(entry);
            if (random.nextInt(9) == 0) {
                int gone = 1 + random.nextInt(chunks / 10 + 1);
                index.remove(gone % 2 == 0 ? EAST : WEST, Shelf.document(gone), 0);
                kept.removeIf(old -> old.chunk().document().equals(Shelf.document(gone)));
            }
            if (random.nextInt(50) == 0) {
                index.commit(id);
            }
        }
        index.commit(chunks + 10L);
        return kept;
    }

    private static List<Long> byHand(List<Entry> all, TenantId tenant, float[] question, int k) {
        return all.stream()
                .filter(entry -> entry.tenant().equals(tenant))
                .sorted(
                        Comparator.comparingDouble((Entry entry) -> -dot(question, entry.vector()))
                                .thenComparingLong(entry -> entry.chunk().id().value()))
                .limit(k)
                .map(entry -> entry.chunk().id().value())
                .toList();
    }

    private static float dot(float[] left, float[] right) {
        return org.apache.lucene.util.VectorUtil.dotProduct(left, right);
    }

    private static float[] unit(Random random) {
        float[] vector = new float[DIMENSION];
        double length = 0;
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
            length += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] /= (float) Math.sqrt(length);
        }
        return vector;
    }
}
