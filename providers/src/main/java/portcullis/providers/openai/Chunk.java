package portcullis.providers.openai;

import java.util.List;
import java.util.Optional;
import portcullis.gateway.route.Piece;

/**
 * One understood document of an answer.
 *
 * @param fault the {@code error} object, when there was one; or that a choice ended with {@code
 *     error}
 */
record Chunk(List<Piece> pieces, Optional<Fault> fault) {}
