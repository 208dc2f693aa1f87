package portcullis.gateway.route;

import java.util.List;
import portcullis.gateway.Dialect;

/**
 * One event of an answer: the vendor's JSON as it came, and what it means.
 *
 * @param dialect the language of {@code json}; a caller of the same dialect gets the bytes
 *     untouched
 * @param json one JSON document in UTF-8 without framing: a stream chunk or a whole answer
 * @param pieces what it says, in order; empty for keep-alives and unknown events
 */
@SuppressWarnings("ArrayRecordComponent") // frames are handed on, never compared
public record Frame(Dialect dialect, byte[] json, List<Piece> pieces) {
    public Frame {
        pieces = List.copyOf(pieces);
    }
}
