package portcullis.governance.identify;

import java.util.Optional;
import java.util.Set;
import portcullis.kernel.Label;

/**
 * Whose a key is and what it is for (GOV-11).
 *
 * @param user the person or program within the tenant that uses the key; keys of one user share the
 *     limits of that user. Empty when nobody said: then each key is a user of its own
 * @param models the only models that may be called, as callers name them; empty for all
 */
public record KeyScope(Optional<Label> user, Set<Label> models) {
    /** Nobody's in particular, for everything. */
    public static final KeyScope ALL = new KeyScope(Optional.empty(), Set.of());

    /** Most models that a key names. */
    public static final int MOST_MODELS = 100;

    public KeyScope {
        models = Set.copyOf(models);
        if (models.size() > MOST_MODELS) {
            throw new IllegalArgumentException("a key names at most 100 models");
        }
    }

    /** Whether a model of this name may be called. */
    public boolean allows(Label model) {
        return models.isEmpty() || models.contains(model);
    }
}
