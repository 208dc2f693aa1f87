package portcullis.storage.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import portcullis.library.DocumentId;
import portcullis.library.VectorIndex.Entry;

/** The index of one tenant. One thread writes; any number reads the last commit. */
final class Part implements Closeable {
    private static final String FEED = "feed";

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private boolean changed;

    private Part(Directory directory, IndexWriter writer, SearcherManager searchers) {
        this.directory = directory;
        this.writer = writer;
        this.searchers = searchers;
    }

    /** Opens or creates; what is there is read through once, so damage shows now and not later. */
    static Part open(Path folder, Analyzer analyzer, long atLeast) throws IOException {
        Directory directory = FSDirectory.open(folder);
        try {
            IndexWriter writer = new IndexWriter(directory, Fields.writing(analyzer));
            try {
                check(directory, atLeast);
                create(directory, writer);
                return new Part(directory, writer, new SearcherManager(directory, null));
            } catch (IOException | RuntimeException damaged) {
                writer.rollback();
                throw damaged;
            }
        } catch (IOException | RuntimeException damaged) {
            directory.close();
            throw damaged;
        }
    }

    private static void check(Directory directory, long atLeast) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            if (atLeast > 0) {
                throw new CorruptIndexException("missing", FEED);
            }
            return;
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            if (position(reader) < atLeast) {
                throw new CorruptIndexException("older than its mark", FEED);
            }
            for (LeafReaderContext leaf : reader.leaves()) {
                ((CodecReader) leaf.reader()).checkIntegrity();
            }
        }
    }

    private static long position(DirectoryReader reader) throws IOException {
        String told = reader.getIndexCommit().getUserData().getOrDefault(FEED, "0");
        try {
            return Long.parseLong(told);
        } catch (NumberFormatException damaged) {
            throw new CorruptIndexException("not a position", FEED, damaged);
        }
    }

    private static void create(Directory directory, IndexWriter writer) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            writer.setLiveCommitData(Map.of(FEED, "0").entrySet());
            writer.commit();
        }
    }

    void put(List<Entry> entries) throws IOException {
        for (Entry entry : entries) {
            writer.updateDocument(Fields.key(entry.chunk()), Fields.written(entry));
        }
        changed = true;
    }

    void remove(DocumentId document, int keepVersion) throws IOException {
        writer.deleteDocuments(Fields.others(document, keepVersion));
        changed = true;
    }

    /** True when there was something to commit. */
    boolean commit(long position) throws IOException {
        if (!changed) {
            return false;
        }
        writer.setLiveCommitData(Map.of(FEED, Long.toString(position)).entrySet());
        writer.commit();
        searchers.maybeRefreshBlocking();
        changed = false;
        return true;
    }

    /** Works on the last commit; what it sees does not change under it. */
    <T> T read(Reading<T> reading) throws IOException {
        IndexSearcher shared = searchers.acquire();
        try {
            return reading.from(new IndexSearcher(shared.getIndexReader()));
        } finally {
            searchers.release(shared);
        }
    }

    /** A question to one state of the index. */
    interface Reading<T> {
        T from(IndexSearcher searcher) throws IOException;
    }

    /** Leaves without writing what was not committed. */
    @Override
    public void close() throws IOException {
        searchers.close();
        writer.rollback();
        directory.close();
    }
}
