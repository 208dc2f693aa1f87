package portcullis.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import portcullis.gateway.keep.Keeper;
import portcullis.gateway.keep.Keeper.Lost;
import portcullis.gateway.keep.Kept;
import portcullis.gateway.keep.Owner;
import portcullis.gateway.stream.Journal;
import portcullis.gateway.stream.Journals;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;

/**
 * What a caller can do with its kept responses. Everything blocks. A response of another key, of
 * this tenant or another, is not there ({@code NOT_FOUND}).
 */
public final class KeptResponses {
    private final Keeper keeper;
    private final Background background;
    private final Journals journals;

    KeptResponses(Keeper keeper, Background background, Journals journals) {
        this.keeper = keeper;
        this.background = background;
        this.journals = journals;
    }

    /** The response document. */
    public Outcome<byte[]> fetch(Permitted caller, String id) {
        return kept(caller, id).map(Kept::response);
    }

    /**
     * Goes on with a stream of events behind one of them. Who was told so far is told no more.
     *
     * @param after sequence number of the last event that the caller has; -1 for none
     * @param news called on any thread when there is more; must return at once
     */
    public Outcome<Journal.Reader> resume(Permitted caller, String id, long after, Runnable news) {
        return kept(caller, id)
                .then(kept -> journals.find(kept.id().request(), caller))
                .then(
                        journal ->
                                // a journal counts from 1, the dialect from 0
                                journal.read(after + 1, news)
                                        .<Outcome<Journal.Reader>>map(Outcome::passed)
                                        .orElseGet(
                                                () -> Outcome.refused(RefusalCode.STREAM_EXPIRED)));
    }

    /** The items of its input, earlier turns included, in their order. */
    public Outcome<JsonNode> inputItems(Permitted caller, String id) {
        return kept(caller, id).map(Keeper::items);
    }

    /** Deletes it; one that still runs is cancelled. */
    public Outcome<Boolean> delete(Permitted caller, String id) {
        return kept(caller, id)
                .then(
                        kept -> {
                            background.cancel(kept.id());
                            return keeper.delete(kept.owner(), id);
                        })
                .then(
                        deleted ->
                                deleted
                                        ? Outcome.passed(true)
                                        : Outcome.refused(RefusalCode.NOT_FOUND));
    }

    /**
     * Ends one that runs in the background, and frees its provider. One that has ended stays as it
     * is.
     *
     * @return the document as it is now
     */
    public Outcome<byte[]> cancel(Permitted caller, String id) {
        return kept(caller, id)
                .then(
                        kept -> {
                            background.cancel(kept.id());
                            return keeper.end(kept.owner(), kept.id(), Lost.CANCELLED);
                        })
                .then(_ -> fetch(caller, id));
    }

    private Outcome<Kept> kept(Permitted caller, String id) {
        return keeper.find(Owner.of(caller), id)
                .then(
                        found ->
                                found.<Outcome<Kept>>map(Outcome::passed)
                                        .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND)));
    }

    /** Deletes what has expired; how many, when the store can be reached. */
    public Optional<Integer> sweep() {
        return keeper.sweep() instanceof Outcome.Passed<Integer>(Integer count)
                ? Optional.of(count)
                : Optional.empty();
    }
}
