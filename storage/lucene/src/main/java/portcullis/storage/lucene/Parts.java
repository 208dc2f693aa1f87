package portcullis.storage.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.util.IOUtils;
import portcullis.kernel.TenantId;

/** The folder: one part per tenant and the mark that says how far they are. One thread writes. */
final class Parts implements Closeable {
    private final Path folder;
    private final Analyzer analyzer;
    private final Map<TenantId, Part> open = new ConcurrentHashMap<>();
    private volatile FeedMark mark;

    Parts(Path folder, String kind, Analyzer analyzer) {
        this.folder = folder;
        this.analyzer = analyzer;
        this.mark = FeedMark.none(kind);
    }

    /** Opens what the mark names. Fails when any of it is damaged, missing or of another kind. */
    void load() throws IOException {
        Files.createDirectories(tenants());
        FeedMark found = FeedMark.read(folder);
        if (!found.kind().equals(mark.kind())) {
            throw new CorruptIndexException("of another kind", "feed");
        }
        for (Map.Entry<TenantId, Long> part : found.parts().entrySet()) {
            open.put(part.getKey(), opened(part.getKey(), part.getValue()));
        }
        mark = found;
    }

    /** True before the first commit: nothing can be damaged yet. */
    boolean fresh() {
        return !Files.exists(folder.resolve(FeedMark.FILE)) && !Files.exists(tenants());
    }

    int size() {
        return open.size();
    }

    long position() {
        return mark.position();
    }

    Optional<Part> find(TenantId tenant) {
        return Optional.ofNullable(open.get(tenant));
    }

    Part of(TenantId tenant) throws IOException {
        Part known = open.get(tenant);
        if (known != null) {
            return known;
        }
        Part made = opened(tenant, 0);
        open.put(tenant, made);
        return made;
    }

    private Part opened(TenantId tenant, long atLeast) throws IOException {
        return Part.open(tenants().resolve(tenant.value()), analyzer, atLeast);
    }

    /** The mark is written last: after a crash in between, the feed is read again a little. */
    void commit(long position) throws IOException {
        Map<TenantId, Long> positions = new HashMap<>(mark.parts());
        for (Map.Entry<TenantId, Part> part : open.entrySet()) {
            if (part.getValue().commit(position)) {
                positions.put(part.getKey(), position);
            }
        }
        FeedMark next = new FeedMark(mark.kind(), position, positions);
        next.write(folder);
        mark = next;
    }

    /** Goes back to the last commit of every part, after a write that failed half way. */
    void reopen() throws IOException {
        for (Map.Entry<TenantId, Part> part : open.entrySet()) {
            part.getValue().close();
            part.setValue(opened(part.getKey(), mark.parts().getOrDefault(part.getKey(), 0L)));
        }
    }

    /** Deletes every file; the position is 0 before the first one goes. */
    void empty() throws IOException {
        mark = FeedMark.none(mark.kind());
        IOUtils.closeWhileHandlingException(open.values());
        open.clear();
        IOUtils.rm(folder.resolve(FeedMark.FILE), tenants());
        Files.createDirectories(tenants());
    }

    private Path tenants() {
        return folder.resolve("tenants");
    }

    @Override
    public void close() throws IOException {
        IOUtils.close(open.values());
    }
}
