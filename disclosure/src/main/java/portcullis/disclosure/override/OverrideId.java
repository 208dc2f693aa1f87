package portcullis.disclosure.override;

import java.util.UUID;

/** Names an override. */
public record OverrideId(UUID value) {
    static OverrideId random() {
        return new OverrideId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
