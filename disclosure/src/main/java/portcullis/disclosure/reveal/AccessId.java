package portcullis.disclosure.reveal;

import java.util.Optional;
import java.util.UUID;

/** Names a request to see a value. */
public record AccessId(UUID value) {
    static AccessId random() {
        return new AccessId(UUID.randomUUID());
    }

    /** Empty when the text is no such id. */
    public static Optional<AccessId> parse(String text) {
        try {
            return Optional.of(new AccessId(UUID.fromString(text)))
                    .filter(id -> id.toString().equals(text));
        } catch (IllegalArgumentException otherShape) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
