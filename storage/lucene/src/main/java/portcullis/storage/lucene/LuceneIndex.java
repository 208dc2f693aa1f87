package portcullis.storage.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.AlreadyClosedException;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;
import portcullis.library.DocumentId;
import portcullis.library.VectorIndex;

/**
 * The local index in a folder, one Lucene index per tenant: another tenant's chunks are not even
 * among the candidates, and its words do not move anybody's scores. A damaged, missing or foreign
 * folder is emptied, and {@link #position} is 0 again, so that the change feed rebuilds it
 * (LIB-56). After damage found while running, every search fails until {@link #clear}.
 *
 * <p>One process owns the folder. Writes are done one at a time; reads run beside them.
 */
public final class LuceneIndex implements VectorIndex, AutoCloseable {
    private final int dimension;
    private final Parts parts;
    private final ByWords byWords;
    private final ByVector byVector;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean damaged;

    private LuceneIndex(Layout layout) {
        Analyzer english = new EnglishAnalyzer();
        this.dimension = layout.dimension();
        this.parts = new Parts(layout.folder(), Fields.LAYOUT + " " + layout.space(), english);
        this.byWords = new ByWords(english);
        this.byVector = new ByVector(layout.exactUpTo());
    }

    /**
     * Where an index lies and what it holds.
     *
     * @param space of the vectors; an index of another space is rebuilt
     * @param dimension floats per vector
     * @param exactUpTo number of chunks of a tenant up to which all of them are compared
     */
    public record Layout(Path folder, String space, int dimension, int exactUpTo) {

        /** Compares all chunks of a tenant up to 50,000 of them (LIB-43). */
        public Layout(Path folder, String space, int dimension) {
            this(folder, space, dimension, ByVector.EXACT_UP_TO);
        }
    }

    /**
     * Opens the folder and reads it through once.
     *
     * @throws StoreUnavailable when the folder cannot be written or another process holds it
     */
    public static LuceneIndex open(Layout layout, EventLog log) {
        LuceneIndex index = new LuceneIndex(layout);
        try {
            index.load(log);
        } catch (IOException trouble) {
            throw new StoreUnavailable(trouble);
        }
        return index;
    }

    private void load(EventLog log) throws IOException {
        if (parts.fresh()) {
            parts.empty();
            return;
        }
        try {
            parts.load();
        } catch (IOException | IllegalArgumentException trouble) {
            if (!Damage.is(trouble)) {
                parts.close();
                throw trouble;
            }
            log.write(new IndexDiscarded(parts.size()));
            parts.empty();
        }
    }

    @Override
    public void put(List<Entry> entries) {
        Map<TenantId, List<Entry>> sorted = new HashMap<>();
        for (Entry entry : entries) {
            checkLength(entry.vector().length == 0 ? dimension : entry.vector().length);
            sorted.computeIfAbsent(entry.tenant(), _ -> new ArrayList<>()).add(entry);
        }
        write(
                () -> {
                    for (Map.Entry<TenantId, List<Entry>> own : sorted.entrySet()) {
                        parts.of(own.getKey()).put(own.getValue());
                    }
                });
    }

    @Override
    public void remove(TenantId tenant, DocumentId document, int keepVersion) {
        write(() -> parts.of(tenant).remove(document, keepVersion));
    }

    @Override
    public void commit(long feedPosition) {
        write(() -> parts.commit(feedPosition));
    }

    @Override
    public long position() {
        return damaged ? 0 : parts.position();
    }

    @Override
    public Found byWords(Permitted caller, SensitiveText question, int k, Deadline deadline) {
        return read(
                caller.tenant(),
                deadline,
                searcher -> found(searcher, byWords.best(searcher, question, k), Guarantee.EXACT));
    }

    @Override
    public Found byVector(Permitted caller, float[] question, int k, Deadline deadline) {
        checkLength(question.length);
        return read(
                caller.tenant(),
                deadline,
                searcher ->
                        found(
                                searcher,
                                byVector.nearest(searcher, question, k),
                                byVector.guarantee(searcher)));
    }

    private static Found found(IndexSearcher searcher, List<Hit> hits, Guarantee guarantee) {
        return new Found(hits, searcher.getIndexReader().numDocs(), guarantee);
    }

    private void checkLength(int length) {
        if (length != dimension) {
            throw new IllegalArgumentException("a vector of another space");
        }
    }

    private Found read(TenantId tenant, Deadline deadline, Part.Reading<Found> reading) {
        if (damaged || deadline.passed()) {
            throw new StoreUnavailable(new TimeoutException("the index is not ready in time"));
        }
        Optional<Part> part = parts.find(tenant);
        if (part.isEmpty()) {
            return new Found(List.of(), 0, Guarantee.EXACT);
        }
        try {
            return part.get().read(searcher -> inTime(searcher, deadline, reading));
        } catch (IOException | AlreadyClosedException trouble) {
            damaged = damaged || Damage.is(trouble);
            throw new StoreUnavailable(trouble);
        }
    }

    /** A search that its deadline cut short has seen a part of the candidates: no answer. */
    private static Found inTime(
            IndexSearcher searcher, Deadline deadline, Part.Reading<Found> reading)
            throws IOException {
        searcher.setSimilarity(Fields.BM25);
        searcher.setQueryCache(null);
        searcher.setTimeout(deadline::passed);
        Found found = reading.from(searcher);
        if (searcher.timedOut() || deadline.passed()) {
            throw new StoreUnavailable(new TimeoutException("the search took too long"));
        }
        return found;
    }

    @Override
    public void clear() {
        writing.lock();
        try {
            damaged = true;
            parts.empty();
            damaged = false;
        } catch (IOException trouble) {
            throw new StoreUnavailable(trouble);
        } finally {
            writing.unlock();
        }
    }

    private void write(Writing change) {
        writing.lock();
        try {
            change.run();
        } catch (IOException | AlreadyClosedException trouble) {
            goBack(trouble);
            throw new StoreUnavailable(trouble);
        } finally {
            writing.unlock();
        }
    }

    private void goBack(Exception reason) {
        try {
            damaged = damaged || Damage.is(reason);
            parts.reopen();
        } catch (IOException | AlreadyClosedException trouble) {
            // What cannot go back to its last commit is built anew.
            damaged = true;
        }
    }

    /** A change to the folder. */
    private interface Writing {
        void run() throws IOException;
    }

    /** Leaves without writing what was not committed. */
    @Override
    public void close() {
        writing.lock();
        try {
            parts.close();
        } catch (IOException trouble) {
            throw new StoreUnavailable(trouble);
        } finally {
            writing.unlock();
        }
    }
}
