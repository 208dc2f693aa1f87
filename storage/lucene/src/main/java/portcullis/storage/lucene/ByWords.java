package portcullis.storage.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import portcullis.kernel.SensitiveText;
import portcullis.library.ChunkId;
import portcullis.library.VectorIndex.Hit;

/** Finds by BM25: any stem of the question counts, a repeated one counts as often. */
final class ByWords {
    /** Words after these many different ones add nothing but time. */
    private static final int MOST_TERMS = 512;

    private static final Sort BEST_FIRST =
            new Sort(SortField.FIELD_SCORE, new SortField(Fields.CHUNK, SortField.Type.LONG));

    private final Analyzer analyzer;

    ByWords(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    List<Hit> best(IndexSearcher searcher, SensitiveText question, int k) throws IOException {
        List<Hit> hits = new ArrayList<>();
        for (ScoreDoc doc : searcher.search(query(question), k, BEST_FIRST).scoreDocs) {
            FieldDoc sorted = (FieldDoc) doc;
            if (sorted.fields[0] instanceof Float score && sorted.fields[1] instanceof Long id) {
                hits.add(new Hit(new ChunkId(id), score, 0));
            }
        }
        return hits;
    }

    private Query query(SensitiveText question) throws IOException {
        Map<String, Integer> stems = stems(question);
        if (stems.isEmpty()) {
            return new MatchNoDocsQuery("a question without words");
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        stems.forEach((stem, times) -> any.add(weighted(stem, times), Occur.SHOULD));
        return any.build();
    }

    private static Query weighted(String stem, int times) {
        Query term = new TermQuery(new Term(Fields.WORDS, stem));
        return times == 1 ? term : new BoostQuery(term, times);
    }

    private Map<String, Integer> stems(SensitiveText question) throws IOException {
        Map<String, Integer> stems = new LinkedHashMap<>();
        try (TokenStream words = analyzer.tokenStream(Fields.WORDS, question.reveal())) {
            CharTermAttribute word = words.addAttribute(CharTermAttribute.class);
            words.reset();
            while (stems.size() < MOST_TERMS && words.incrementToken()) {
                stems.merge(word.toString(), 1, Integer::sum);
            }
        }
        return stems;
    }
}
