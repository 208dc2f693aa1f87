package portcullis.gateway;

import java.util.Optional;

/** How able a model is, and how dear; least first. */
public enum Tier {
    NANO,
    MINI,
    FRONTIER;

    /** The next abler one. */
    Optional<Tier> above() {
        return switch (this) {
            case NANO -> Optional.of(MINI);
            case MINI -> Optional.of(FRONTIER);
            case FRONTIER -> Optional.empty();
        };
    }
}
