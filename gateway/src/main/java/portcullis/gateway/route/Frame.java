package portcullis.gateway.route;

import java.util.List;
import java.util.Optional;
import portcullis.gateway.Dialect;

/**
 * One event of an answer: the vendor's JSON as it came, and what it means.
 *
 * @param spoken the language of {@code json} when callers may speak it too: a caller of this
 *     dialect gets the bytes untouched, any other one gets the pieces in the own dialect
 * @param json one JSON document in UTF-8 without framing: a stream event or a whole answer; empty
 *     when {@code spoken} is
 * @param pieces what it says, in order; empty for keep-alives and unknown events
 */
@SuppressWarnings("ArrayRecordComponent") // frames are handed on, never compared
public record Frame(Optional<Dialect> spoken, byte[] json, List<Piece> pieces) {
    private static final byte[] NOTHING = {};

    public Frame {
        pieces = List.copyOf(pieces);
    }

    public Frame(Dialect dialect, byte[] json, List<Piece> pieces) {
        this(Optional.of(dialect), json, pieces);
    }

    /** About how much it says: bytes of its JSON, or characters of its pieces without one. */
    public int size() {
        return json.length > 0 ? json.length : pieces.stream().mapToInt(Piece::characters).sum();
    }

    /** What was said in a language that no caller speaks. */
    public static Frame meaning(List<Piece> pieces) {
        return new Frame(Optional.empty(), NOTHING, pieces);
    }
}
