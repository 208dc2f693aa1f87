package portcullis.storage.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.VectorUtil;
import portcullis.library.ChunkId;
import portcullis.library.VectorIndex.Guarantee;
import portcullis.library.VectorIndex.Hit;

/**
 * Finds by cosine, which is the dot product of unit vectors. Up to 50,000 chunks every one is
 * compared: that is exact and, at this size, as fast as the graph (LIB-43).
 */
final class ByVector {
    static final int EXACT_UP_TO = 50_000;

    private static final int SEARCH_BEAM = 100;
    private static final int BETWEEN_LOOKS_AT_THE_CLOCK = 1023;

    /** Worst first: nearest last, of equals the smaller id last. */
    private static final Comparator<Hit> WORST_FIRST =
            Comparator.comparingDouble(Hit::vector)
                    .thenComparing(hit -> hit.chunk().value(), Comparator.reverseOrder());

    private final int exactUpTo;

    ByVector(int exactUpTo) {
        this.exactUpTo = exactUpTo;
    }

    Guarantee guarantee(IndexSearcher searcher) {
        return searcher.getIndexReader().numDocs() <= exactUpTo
                ? Guarantee.EXACT
                : Guarantee.APPROXIMATE;
    }

    List<Hit> nearest(IndexSearcher searcher, float[] question, int k) throws IOException {
        PriorityQueue<Hit> best = new PriorityQueue<>(k + 1, WORST_FIRST);
        switch (guarantee(searcher)) {
            case EXACT -> scan(searcher, question, k, best);
            case APPROXIMATE -> walk(searcher, question, k, best);
        }
        List<Hit> hits = new ArrayList<>(best);
        hits.sort(WORST_FIRST.reversed());
        return hits;
    }

    private static void scan(
            IndexSearcher searcher, float[] question, int k, PriorityQueue<Hit> best)
            throws IOException {
        for (LeafReaderContext context : searcher.getIndexReader().leaves()) {
            LeafReader leaf = context.reader();
            FloatVectorValues vectors = leaf.getFloatVectorValues(Fields.VECTOR);
            if (vectors == null) {
                continue;
            }
            Bits live = leaf.getLiveDocs();
            NumericDocValues chunks = Fields.chunks(leaf);
            DocIndexIterator at = vectors.iterator();
            QueryTimeout timeout = searcher.getTimeout();
            for (int doc = at.nextDoc(); doc != DocIndexIterator.NO_MORE_DOCS; doc = at.nextDoc()) {
                if (late(doc, timeout)) {
                    return;
                }
                if (live == null || live.get(doc)) {
                    float near = VectorUtil.dotProduct(question, vectors.vectorValue(at.index()));
                    keep(new Hit(chunk(chunks, doc), 0, near), k, best);
                }
            }
        }
    }

    private static boolean late(int doc, QueryTimeout timeout) {
        return (doc & BETWEEN_LOOKS_AT_THE_CLOCK) == 0 && timeout.shouldExit();
    }

    private static void walk(
            IndexSearcher searcher, float[] question, int k, PriorityQueue<Hit> best)
            throws IOException {
        int beam = Math.max(k, SEARCH_BEAM);
        KnnFloatVectorQuery query = new KnnFloatVectorQuery(Fields.VECTOR, question, beam);
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        for (ScoreDoc doc : searcher.search(query, beam).scoreDocs) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc.doc, leaves));
            ChunkId chunk = chunk(Fields.chunks(leaf.reader()), doc.doc - leaf.docBase);
            // Lucene scores a dot product as (1 + dot) / 2.
            keep(new Hit(chunk, 0, 2.0 * doc.score - 1.0), k, best);
        }
    }

    private static ChunkId chunk(NumericDocValues chunks, int doc) throws IOException {
        chunks.advanceExact(doc);
        return new ChunkId(chunks.longValue());
    }

    private static void keep(Hit hit, int k, PriorityQueue<Hit> best) {
        if (best.size() < k) {
            best.add(hit);
        } else if (WORST_FIRST.compare(hit, best.element()) > 0) {
            best.remove();
            best.add(hit);
        }
    }
}
