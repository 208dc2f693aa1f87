package portcullis.gateway.route;

import portcullis.governance.audit.EgressPermit;

/** A model vendor as the router sees it. Speaks one vendor dialect; knows nothing of callers. */
public interface Provider {

    /**
     * Starts one upstream attempt and returns at once. The permit proves a durable intent; each
     * permit opens one attempt. Signals come in order, on one thread at a time, and end with
     * exactly one of {@code done} and {@code failed}; none comes after {@code cancel}.
     */
    Attempt call(Ask ask, EgressPermit permit, Signals signals);

    /** Whether texts can be turned into vectors with this model of the vendor. */
    default boolean embeds(String model) {
        return false;
    }

    /**
     * Whether a request may end with the beginning of the answer, so that the vendor goes on from
     * there; others are asked in words to go on.
     */
    default boolean acceptsPrefill() {
        return false;
    }

    /** Whether the vendor says how many tokens a request has ({@link Piece.Counted}). */
    default boolean counts() {
        return false;
    }
}
