package portcullis.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import portcullis.gateway.keep.Keeper;
import portcullis.gateway.keep.Keeper.Lost;
import portcullis.gateway.keep.Kept;
import portcullis.gateway.keep.Owner;
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

    KeptResponses(Keeper keeper, Background background) {
        this.keeper = keeper;
        this.background = background;
    }

    /** The response document. */
    public Outcome<byte[]> fetch(Permitted caller, String id) {
        return kept(caller, id).map(Kept::response);
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
