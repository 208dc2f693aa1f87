package portcullis.disclosure.note;

import java.util.Optional;
import java.util.UUID;

/** Names a stored scan. Knowing it gives no right to read it. */
public record ScanId(UUID value) {
    public static ScanId random() {
        return new ScanId(UUID.randomUUID());
    }

    /** Empty when the text is no such id. */
    public static Optional<ScanId> parse(String text) {
        try {
            return Optional.of(new ScanId(UUID.fromString(text)))
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
