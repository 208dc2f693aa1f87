package portcullis.library;

import java.util.UUID;

/** Names a document. Knowing it gives no right to read it. */
public record DocumentId(UUID value) {
    public static DocumentId random() {
        return new DocumentId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
