package portcullis.library.retrieve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;
import portcullis.library.Accepted;
import portcullis.library.Chunk;
import portcullis.library.ChunkId;
import portcullis.library.Document;
import portcullis.library.DocumentId;
import portcullis.library.DocumentStore;
import portcullis.library.Page;
import portcullis.library.VectorIndex.Entry;
import portcullis.library.Version;
import portcullis.library.upload.Uploaded;

/** A store of one-page documents in memory, each page one chunk, that can hide and fail. */
public final class HandStore implements DocumentStore {
    private final Map<ChunkId, Entry> entries = new LinkedHashMap<>();
    private final Set<DocumentId> hidden = new HashSet<>();
    private boolean down;

    /** A new document whose only page is this text; the chunk id counts from 1. */
    public Entry add(TenantId tenant, String title, String text, float[] vector) {
        long number = entries.size() + 1L;
        Chunk chunk =
                new Chunk(
                        new ChunkId(number),
                        new DocumentId(new UUID(1, number)),
                        1,
                        1,
                        0,
                        text.length(),
                        SensitiveText.of(""),
                        SensitiveText.of(text));
        Entry entry = new Entry(tenant, chunk, SensitiveText.of(title), vector);
        entries.put(chunk.id(), entry);
        return entry;
    }

    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    public void hide(DocumentId document) {
        hidden.add(document);
    }

    public void showAll() {
        hidden.clear();
    }

    public void goDown() {
        down = true;
    }

    @Override
    public List<Authorised> authorised(Permitted caller, List<ChunkId> chunks) {
        check();
        List<Authorised> allowed = new ArrayList<>();
        for (ChunkId id : chunks) {
            Entry entry = entries.get(id);
            if (entry != null && visible(caller, entry)) {
                allowed.add(new Authorised(entry.chunk(), entry.title()));
            }
        }
        return allowed;
    }

    @Override
    public Optional<Page> page(Permitted caller, DocumentId document, int version, int number) {
        check();
        return entries.values().stream()
                .filter(entry -> entry.chunk().document().equals(document))
                .filter(entry -> version == 1 && number == 1 && visible(caller, entry))
                .map(entry -> new Page(1, SensitiveText.of(""), entry.chunk().text()))
                .findFirst();
    }

    private boolean visible(Permitted caller, Entry entry) {
        return entry.tenant().equals(caller.tenant()) && !hidden.contains(entry.chunk().document());
    }

    private void check() {
        if (down) {
            throw new StoreUnavailable(new IllegalStateException("unplugged"));
        }
    }

    @Override
    public Accepted accept(Permitted caller, Uploaded uploaded) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Document> list(Permitted caller, Optional<DocumentId> after, int max) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Document> find(Permitted caller, DocumentId document) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Version> versions(Permitted caller, DocumentId document) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<byte[]> original(Permitted caller, DocumentId document, int version) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<DocumentId> delete(Permitted caller, DocumentId document) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<DocumentId> retry(Permitted caller, DocumentId document) {
        throw new UnsupportedOperationException();
    }
}
