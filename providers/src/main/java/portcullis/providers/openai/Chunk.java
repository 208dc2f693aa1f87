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
         * Its bytes can be handed on without its top-level {@code error}, which is null: official
         * clients take an event with that member for an error.
         */
        NULL_ERROR,
        /** A whole answer that clients read, but no event: one has {@code choices}. */
        NO_EVENT,
        /** Its meaning must be handed on in place of its bytes. */
        ODD;

        static Shape of(boolean odd, boolean event, boolean nullError) {
            if (odd) {
                return ODD;
            }
            if (!event) {
                return NO_EVENT;
            }
            return nullError ? NULL_ERROR : SOUND;
        }

        boolean mayBeEvent() {
            return this == SOUND || this == NULL_ERROR;
        }

        boolean mayBeWhole() {
            return this != ODD;
        }
    }
}
