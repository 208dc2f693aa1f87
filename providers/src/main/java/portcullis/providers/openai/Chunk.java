package portcullis.providers.openai;

import java.util.List;
import java.util.Optional;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.Used;

/**
 * One understood document of an answer.
 *
 * @param shape whether its bytes may be handed on
 * @param aside token counts in a place where OpenAI's clients do not look for them
 * @param fault the {@code error} object, when there was one; or that a choice ended with {@code
 *     error}
 */
record Chunk(List<Piece> pieces, Shape shape, Optional<Used> aside, Optional<Fault> fault) {

    /** How near a document is to OpenAI's own shape. */
    enum Shape {
        /** Its bytes can be handed on. */
        SOUND,
        /**
         * A whole answer that clients read, but no event: one has {@code choices}, and a top-level
         * {@code error} is never null (official clients stumble over either).
         */
        NO_EVENT,
        /** Its meaning must be handed on in place of its bytes. */
        ODD;

        static Shape of(boolean odd, boolean event) {
            if (odd) {
                return ODD;
            }
            return event ? SOUND : NO_EVENT;
        }

        boolean mayBeEvent() {
            return this == SOUND;
        }

        boolean mayBeWhole() {
            return this != ODD;
        }
    }
}
