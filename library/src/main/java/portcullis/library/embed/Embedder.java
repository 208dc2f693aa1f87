package portcullis.library.embed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;
import portcullis.library.Embeddings;
import portcullis.library.Hash;
import portcullis.library.Passage;
import portcullis.library.UnitVector;
import portcullis.library.VectorMemory;
import portcullis.library.chunk.Chunked;

/**
 * Gives every passage a vector, each text once per tenant. Vectors are remembered batch by batch,
 * so that a killed ingest goes on where it stopped (LIB-2). Refuses with {@code STORE_UNAVAILABLE}
 * when model or memory do not answer in time, which may pass, and with {@code INTERNAL} when the
 * model gives something that is no vector of its space.
 */
public final class Embedder {
    private static final int BATCH = 8;

    private final Embeddings embeddings;
    private final VectorMemory memory;
    private final AtomicLong embedded = new AtomicLong();

    public Embedder(Embeddings embeddings, VectorMemory memory) {
        this.embeddings = embeddings;
        this.memory = memory;
    }

    public Outcome<Embedded> embed(Chunked chunked, Deadline deadline) {
        return remember(chunked.claimed().tenant(), chunked.passages(), deadline)
                .map(space -> new Embedded(chunked, space));
    }

    /** Leaves a remembered vector for every passage; tells the space they are in. */
    Outcome<String> remember(TenantId tenant, List<Passage> passages, Deadline deadline) {
        try {
            return fill(tenant, missing(tenant, passages), deadline)
                    ? Outcome.passed(embeddings.space())
                    : Outcome.refused(RefusalCode.INTERNAL);
        } catch (StoreUnavailable away) {
            return Outcome.refused(RefusalCode.STORE_UNAVAILABLE);
        }
    }

    /** How many texts were really embedded since the start; remembered ones do not count. */
    public long embeddedSoFar() {
        return embedded.get();
    }

    private Map<Hash, SensitiveText> missing(TenantId tenant, List<Passage> passages) {
        Map<Hash, SensitiveText> texts = new LinkedHashMap<>();
        for (Passage passage : passages) {
            texts.put(passage.hash(), passage.text());
        }
        memory.recall(tenant, embeddings.space(), List.copyOf(texts.keySet()))
                .keySet()
                .forEach(texts::remove);
        return texts;
    }

    private boolean fill(TenantId tenant, Map<Hash, SensitiveText> texts, Deadline deadline) {
        List<Hash> hashes = new ArrayList<>(texts.keySet());
        for (int from = 0; from < hashes.size(); from += BATCH) {
            List<Hash> batch = hashes.subList(from, Math.min(hashes.size(), from + BATCH));
            List<float[]> vectors =
                    embeddings.embed(batch.stream().map(texts::get).toList(), deadline);
            if (vectors.size() != batch.size() || !vectors.stream().allMatch(this::usable)) {
                return false;
            }
            memory.remember(tenant, embeddings.space(), paired(batch, vectors));
            embedded.addAndGet(batch.size());
        }
        return true;
    }

    private static Map<Hash, float[]> paired(List<Hash> hashes, List<float[]> vectors) {
        Map<Hash, float[]> pairs = new LinkedHashMap<>();
        for (int i = 0; i < hashes.size(); i++) {
            pairs.put(hashes.get(i), UnitVector.of(vectors.get(i)));
        }
        return pairs;
    }

    private boolean usable(float[] vector) {
        return UnitVector.possible(vector, embeddings.dimension());
    }
}
