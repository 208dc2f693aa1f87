package portcullis.library.retrieve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;
import portcullis.library.ChunkId;
import portcullis.library.DocumentId;
import portcullis.library.VectorIndex;

/** An index by plain comparison: words in common, and the dot product. Can lose all and fail. */
public final class HandIndex implements VectorIndex {
    private final Map<ChunkId, Entry> written = new LinkedHashMap<>();
    private Map<ChunkId, Entry> visible = Map.of();
    private long position;
    private boolean down;
    private int commits;

    public void goDown(boolean now) {
        down = now;
    }

    /** As if the folder had been damaged. */
    public void lose() {
        written.clear();
        visible = Map.of();
        position = 0;
    }

    public List<Long> ids() {
        return visible.keySet().stream().map(ChunkId::value).sorted().toList();
    }

    public int commits() {
        return commits;
    }

    @Override
    public void put(List<Entry> entries) {
        check();
        entries.forEach(entry -> written.put(entry.chunk().id(), entry));
    }

    @Override
    public void remove(TenantId tenant, DocumentId document, int keepVersion) {
        check();
        written.values()
                .removeIf(
                        entry ->
                                entry.chunk().document().equals(document)
                                        && entry.tenant().equals(tenant)
                                        && entry.chunk().version() != keepVersion);
    }

    @Override
    public void commit(long feedPosition) {
        check();
        visible = Map.copyOf(written);
        position = feedPosition;
        commits++;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public Found byWords(Permitted caller, SensitiveText question, int k, Deadline deadline) {
        List<String> words = List.of(question.reveal().split(" "));
        return best(
                caller,
                k,
                entry ->
                        words.stream()
                                .filter(word -> entry.chunk().text().reveal().contains(word))
                                .count(),
                true);
    }

    @Override
    public Found byVector(Permitted caller, float[] question, int k, Deadline deadline) {
        return best(
                caller,
                k,
                entry -> question[0] * entry.vector()[0] + question[1] * entry.vector()[1],
                false);
    }

    private Found best(Permitted caller, int k, ToDoubleFunction<Entry> score, boolean words) {
        check();
        List<Hit> hits = new ArrayList<>();
        for (Entry entry : visible.values()) {
            double value = score.applyAsDouble(entry);
            if (entry.tenant().equals(caller.tenant()) && (value > 0 || !words)) {
                hits.add(new Hit(entry.chunk().id(), words ? value : 0, words ? 0 : value));
            }
        }
        hits.sort(
                Comparator.comparingDouble((Hit hit) -> -hit.lexical() - hit.vector())
                        .thenComparingLong(hit -> hit.chunk().value()));
        return new Found(
                hits.subList(0, Math.min(k, hits.size())), visible.size(), Guarantee.EXACT);
    }

    @Override
    public void clear() {
        check();
        lose();
    }

    private void check() {
        if (down) {
            throw new StoreUnavailable(new IllegalStateException("unplugged"));
        }
    }
}
