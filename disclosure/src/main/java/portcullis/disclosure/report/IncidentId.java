package portcullis.disclosure.report;

import java.util.Optional;
import java.util.UUID;

/** Names an incident. */
public record IncidentId(UUID value) {
    static IncidentId random() {
        return new IncidentId(UUID.randomUUID());
    }

    /** Empty when the text is no such id. */
    public static Optional<IncidentId> parse(String text) {
        try {
            return Optional.of(new IncidentId(UUID.fromString(text)))
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
