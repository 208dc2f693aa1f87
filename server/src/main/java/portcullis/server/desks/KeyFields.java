package portcullis.server.desks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import portcullis.governance.identify.KeyScope;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;

/** Whose a key shall be and what for, out of the body that asks for it. */
final class KeyFields {
    private static final int LONGEST_USER = 64;

    private KeyFields() {}

    static Outcome<KeyScope> scope(Fields fields) {
        return fields.optionalText("user", LONGEST_USER)
                .then(user -> scope(user, fields.node("models")));
    }

    private static Outcome<KeyScope> scope(Optional<String> user, JsonNode models) {
        Optional<Label> owner = user.flatMap(KeyFields::label);
        if (user.isPresent() && owner.isEmpty()) {
            return Fields.refused(RefusalCode.INVALID_VALUE, "user");
        }
        Set<Label> named = new HashSet<>();
        for (JsonNode model : models) {
            label(model.isTextual() ? model.textValue() : "").ifPresent(named::add);
        }
        boolean all = models.isMissingNode() || (models.isArray() && named.size() == models.size());
        return all && named.size() <= KeyScope.MOST_MODELS
                ? Outcome.passed(new KeyScope(owner, named))
                : Fields.refused(RefusalCode.INVALID_VALUE, "models");
    }

    private static Optional<Label> label(String text) {
        try {
            return Optional.of(new Label(text));
        } catch (IllegalArgumentException otherShape) {
            return Optional.empty();
        }
    }
}
