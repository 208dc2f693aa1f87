package portcullis.library.retrieve;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;
import portcullis.library.ChunkId;
import portcullis.library.DocumentStore;
import portcullis.library.DocumentStore.Authorised;
import portcullis.library.Embeddings;
import portcullis.library.UnitVector;
import portcullis.library.VectorIndex;
import portcullis.library.VectorIndex.Found;
import portcullis.library.VectorIndex.Guarantee;
import portcullis.library.retrieve.Fusion.Candidate;
import portcullis.library.retrieve.Retrieved.Leg;

/**
 * Finds the chunks that fit a question, among those the caller may read. The index proposes, the
 * document store decides (LIB-41). Refuses with {@code RETRIEVAL_UNAVAILABLE} when the store or the
 * index cannot answer (LIB-53); without the embedding model it searches by words and says so.
 */
public final class Retriever {
    private static final int PER_LEG = 200;
    private static final int CHECKED_AT_ONCE = 50;
    private static final Duration FOR_THE_VECTOR = Duration.ofSeconds(2);

    private final VectorIndex index;
    private final Embeddings embeddings;
    private final DocumentStore store;
    private final BooleanSupplier indexReady;

    /**
     * @param indexReady whether the index has caught up; until then nothing is answered
     */
    public Retriever(
            VectorIndex index,
            Embeddings embeddings,
            DocumentStore store,
            BooleanSupplier indexReady) {
        this.index = index;
        this.embeddings = embeddings;
        this.store = store;
        this.indexReady = indexReady;
    }

    public Outcome<Retrieved> retrieve(Permitted caller, Question question, Deadline deadline) {
        if (!indexReady.getAsBoolean()) {
            return Outcome.refused(RefusalCode.RETRIEVAL_UNAVAILABLE);
        }
        try {
            return search(caller, question, deadline);
        } catch (StoreUnavailable away) {
            return Outcome.refused(RefusalCode.RETRIEVAL_UNAVAILABLE);
        }
    }

    private Outcome<Retrieved> search(Permitted caller, Question question, Deadline deadline) {
        Duration before = deadline.left();
        Optional<Found> words = byWords(caller, question, deadline);
        Optional<Found> vectors = byVector(caller, question, deadline);
        if (words.isEmpty() && vectors.isEmpty()) {
            return Outcome.refused(RefusalCode.RETRIEVAL_UNAVAILABLE);
        }
        List<Retrieved.Hit> hits = readable(caller, fused(words, vectors), question.k());
        if (deadline.passed()) {
            return Outcome.refused(RefusalCode.RETRIEVAL_UNAVAILABLE);
        }
        return Outcome.passed(
                new Retrieved(
                        hits,
                        new Retrieved.Search(
                                question.mode(),
                                words.or(() -> vectors).map(Found::allowed).orElse(0L),
                                vectors.map(Found::guarantee).orElse(Guarantee.EXACT),
                                embeddings.space(),
                                degraded(question.mode(), vectors),
                                before.minus(deadline.left()))));
    }

    private Optional<Found> byWords(Permitted caller, Question question, Deadline deadline) {
        return switch (question.mode()) {
            case HYBRID, LEXICAL ->
                    Optional.of(index.byWords(caller, question.text(), PER_LEG, deadline));
            case VECTOR -> Optional.empty();
        };
    }

    private Optional<Found> byVector(Permitted caller, Question question, Deadline deadline) {
        return switch (question.mode()) {
            case HYBRID, VECTOR ->
                    vector(question.text(), deadline.noLaterThan(FOR_THE_VECTOR))
                            .map(vector -> index.byVector(caller, vector, PER_LEG, deadline));
            case LEXICAL -> Optional.empty();
        };
    }

    /** Empty when the model cannot answer, or the question is longer than it takes. */
    private Optional<float[]> vector(SensitiveText text, Deadline deadline) {
        try {
            int tokens = embeddings.tokens(text);
            if (tokens == 0 || tokens > embeddings.maxTokens()) {
                return Optional.empty();
            }
            float[] vector = embeddings.embed(List.of(text), deadline).getFirst();
            return UnitVector.possible(vector, embeddings.dimension())
                    ? Optional.of(UnitVector.of(vector))
                    : Optional.empty();
        } catch (StoreUnavailable away) {
            return Optional.empty();
        }
    }

    private static List<Candidate> fused(Optional<Found> words, Optional<Found> vectors) {
        List<Fusion.Leg> legs = new ArrayList<>(2);
        words.ifPresent(found -> legs.add(new Fusion.Leg(found.hits(), VectorIndex.Hit::lexical)));
        vectors.ifPresent(found -> legs.add(new Fusion.Leg(found.hits(), VectorIndex.Hit::vector)));
        return Fusion.of(legs);
    }

    /** The first k that the store lets the caller read; those it drops are made up for. */
    private List<Retrieved.Hit> readable(Permitted caller, List<Candidate> ranked, int k) {
        List<Retrieved.Hit> hits = new ArrayList<>(k);
        for (int from = 0; from < ranked.size() && hits.size() < k; from += CHECKED_AT_ONCE) {
            List<Candidate> batch =
                    ranked.subList(from, Math.min(ranked.size(), from + CHECKED_AT_ONCE));
            Map<ChunkId, Authorised> read = read(caller, batch);
            batch.stream()
                    .flatMap(candidate -> hit(candidate, read).stream())
                    .limit(k - hits.size())
                    .forEach(hits::add);
        }
        return hits;
    }

    private Map<ChunkId, Authorised> read(Permitted caller, List<Candidate> batch) {
        Map<ChunkId, Authorised> read = new HashMap<>();
        store.authorised(caller, batch.stream().map(Candidate::chunk).toList())
                .forEach(found -> read.put(found.chunk().id(), found));
        return read;
    }

    private static Optional<Retrieved.Hit> hit(Candidate candidate, Map<ChunkId, Authorised> read) {
        return Optional.ofNullable(read.get(candidate.chunk()))
                .map(
                        text ->
                                new Retrieved.Hit(
                                        text.chunk(),
                                        text.title(),
                                        candidate.score(),
                                        candidate.lexical(),
                                        candidate.vector()));
    }

    private static Set<Leg> degraded(Question.Mode mode, Optional<Found> vectors) {
        return mode == Question.Mode.HYBRID && vectors.isEmpty()
                ? EnumSet.of(Leg.VECTOR)
                : EnumSet.noneOf(Leg.class);
    }
}
