package portcullis.gateway.receive;

import java.util.Optional;

/**
 * What a caller wants kept of a call, and what was kept before that it builds on.
 *
 * @param stored true when the answer can be fetched later
 * @param background true when the call goes on without its caller
 * @param previous the kept answer that this request continues
 */
public record Keeping(boolean stored, boolean background, Optional<String> previous) {
    static final Keeping NOTHING = new Keeping(false, false, Optional.empty());
}
