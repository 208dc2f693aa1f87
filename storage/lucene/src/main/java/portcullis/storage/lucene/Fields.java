package portcullis.storage.lucene;

import java.io.IOException;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import portcullis.library.Chunk;
import portcullis.library.DocumentId;
import portcullis.library.VectorIndex.Entry;

/** How a chunk is written down. Changing anything here needs a new {@link #LAYOUT}. */
final class Fields {
    /** Indexes of another layout are rebuilt. */
    static final String LAYOUT = "1";

    static final String CHUNK = "chunk";
    static final String WORDS = "words";
    static final String VECTOR = "vector";
    private static final String DOCUMENT = "document";
    private static final String VERSION = "version";

    /** LIB-46: BM25 with k1 1.2 and b 0.75. */
    static final BM25Similarity BM25 = new BM25Similarity(1.2f, 0.75f);

    private static final int LINKS = 32;
    private static final int BUILD_BEAM = 64;

    private Fields() {}

    static IndexWriterConfig writing(Analyzer analyzer) {
        return new IndexWriterConfig(analyzer)
                .setSimilarity(BM25)
                .setCodec(new Graph())
                .setCommitOnClose(false);
    }

    /** Titles, section and text are one field; nothing is stored but the chunk's number. */
    static Document written(Entry entry) {
        Chunk chunk = entry.chunk();
        Document document = new Document();
        document.add(new NumericDocValuesField(CHUNK, chunk.id().value()));
        document.add(new StringField(CHUNK, name(chunk), Field.Store.NO));
        document.add(new StringField(DOCUMENT, chunk.document().toString(), Field.Store.NO));
        document.add(new StringField(VERSION, Integer.toString(chunk.version()), Field.Store.NO));
        document.add(new TextField(WORDS, entry.title().reveal(), Field.Store.NO));
        document.add(new TextField(WORDS, chunk.section().reveal(), Field.Store.NO));
        document.add(new TextField(WORDS, chunk.text().reveal(), Field.Store.NO));
        if (entry.vector().length > 0) {
            document.add(
                    new KnnFloatVectorField(
                            VECTOR, entry.vector(), VectorSimilarityFunction.DOT_PRODUCT));
        }
        return document;
    }

    static Term key(Chunk chunk) {
        return new Term(CHUNK, name(chunk));
    }

    private static String name(Chunk chunk) {
        return Long.toString(chunk.id().value());
    }

    /** Every chunk of a document but those of one version. */
    static Query others(DocumentId document, int keepVersion) {
        return new BooleanQuery.Builder()
                .add(new TermQuery(new Term(DOCUMENT, document.toString())), Occur.MUST)
                .add(
                        new TermQuery(new Term(VERSION, Integer.toString(keepVersion))),
                        Occur.MUST_NOT)
                .build();
    }

    static NumericDocValues chunks(LeafReader leaf) throws IOException {
        return DocValues.getNumeric(leaf, CHUNK);
    }

    /** The newest codec, with the graph of LIB-46. */
    private static final class Graph extends Lucene104Codec {
        private final KnnVectorsFormat vectors = new Lucene99HnswVectorsFormat(LINKS, BUILD_BEAM);

        @Override
        public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return vectors;
        }
    }
}
