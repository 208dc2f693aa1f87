package portcullis.providers.openai;

import java.util.List;
import java.util.Optional;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.Used;

/**
 * One understood document of an answer.
 *
 * @param odd true when the document deviates from OpenAI's shape, so that its meaning must be
 *     handed on in place of its bytes
 * @param aside token counts in a place where OpenAI's clients do not look for them
 * @param fault the {@code error} object, when there was one; or that a choice ended with {@code
 *     error}
 */
record Chunk(List<Piece> pieces, boolean odd, Optional<Used> aside, Optional<Fault> fault) {}
