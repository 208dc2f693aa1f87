package portcullis.library.chunk;

import java.util.List;
import portcullis.library.Claimed;
import portcullis.library.Passage;
import portcullis.library.screen.Screened;

/** Canonical pages and the passages cut from them. Only {@link Chunker} makes one. */
public final class Chunked {
    private final Screened screened;
    private final List<Passage> passages;

    Chunked(Screened screened, List<Passage> passages) {
        this.screened = screened;
        this.passages = List.copyOf(passages);
    }

    public Claimed claimed() {
        return screened.claimed();
    }

    public Screened screened() {
        return screened;
    }

    /** By page and start. */
    public List<Passage> passages() {
        return passages;
    }
}
