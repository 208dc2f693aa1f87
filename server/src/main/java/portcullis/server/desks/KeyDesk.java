package portcullis.server.desks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import portcullis.governance.Capability;
import portcullis.governance.Role;
import portcullis.governance.identify.KeyMinter;
import portcullis.governance.identify.KeyStore;
import portcullis.governance.identify.Minted;
import portcullis.governance.identify.StoredKey;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.TenantId;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/** The keys of the caller's own tenant. Another tenant's key is absent. */
public final class KeyDesk {
    private static final Set<String> FIELDS =
            Set.of("name", "role", "expires_days", "capabilities", "user", "models");
    private static final int LONGEST_DAYS = (int) KeyMinter.LONGEST_LIFE.toDays();
    private final KeyStore keys;
    private final KeyMinter minter;
    private final Clock clock;

    public KeyDesk(KeyStore keys, KeyMinter minter, Clock clock) {
        this.keys = keys;
        this.minter = minter;
        this.clock = clock;
    }

    public Outcome<Answer> list(Visit visit) {
        ObjectNode answer = Json.object();
        ArrayNode all = answer.putArray("keys");
        keys.list(Optional.of(visit.caller().tenant())).forEach(key -> all.add(shown(key)));
        return Outcome.passed(Json.ok(answer));
    }

    /** The secret is in this answer and nowhere else, ever. */
    public Outcome<Answer> create(Visit visit) {
        return Fields.read(visit.body(), FIELDS)
                .then(fields -> minted(fields, visit.caller().tenant()))
                .map(
                        minted -> {
                            keys.add(minted.stored());
                            ObjectNode shown = shown(minted.stored());
                            shown.put("key", minted.secret().reveal());
                            return Json.with(201, shown);
                        });
    }

    private Outcome<Minted> minted(Fields fields, TenantId tenant) {
        return fields.text("name", 100)
                .then(
                        name ->
                                fields.choice("role", Role.PRACTITIONER, Role::named)
                                        .then(role -> minted(fields, tenant, name, role)));
    }

    private Outcome<Minted> minted(Fields fields, TenantId tenant, String name, Role role) {
        return fields.number("expires_days", 1, LONGEST_DAYS)
                .then(days -> minter.mint(tenant, name, role, life(days)))
                .then(minted -> KeyFields.scope(fields).map(minted::within))
                .then(minted -> capabilities(fields).map(minted::wearing));
    }

    private static Outcome<Set<Capability>> capabilities(Fields fields) {
        JsonNode names = fields.node("capabilities");
        Set<Capability> hats = new HashSet<>();
        names.forEach(name -> Capability.named(name.asText()).ifPresent(hats::add));
        boolean whole = names.isMissingNode() || names.isArray();
        return whole && hats.size() == names.size()
                ? Outcome.passed(hats)
                : Fields.refused(RefusalCode.INVALID_VALUE, "capabilities");
    }

    private static Duration life(OptionalInt days) {
        return days.isPresent() ? Duration.ofDays(days.getAsInt()) : KeyMinter.DEFAULT_LIFE;
    }

    public Outcome<Answer> revoke(Visit visit) {
        return own(visit)
                .map(
                        key -> {
                            keys.revoke(key.id(), clock.instant());
                            return Json.ok(
                                    Json.object().put("id", key.id().value()).put("revoked", true));
                        });
    }

    private Outcome<StoredKey> own(Visit visit) {
        Optional<StoredKey> found;
        try {
            found = keys.find(new KeyId(visit.path("id")));
        } catch (IllegalArgumentException notAnId) {
            found = Optional.empty();
        }
        return found.filter(key -> key.tenant().equals(visit.caller().tenant()))
                .map(Outcome::passed)
                .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND));
    }

    private static ObjectNode shown(StoredKey key) {
        ObjectNode node =
                Json.object()
                        .put("id", key.id().value())
                        .put("tenant", key.tenant().value())
                        .put("name", key.name())
                        .put("role", key.role().name().toLowerCase(java.util.Locale.ROOT))
                        .put("created", key.created().toString())
                        .put("expires", key.expires().toString());
        key.scope().user().ifPresent(user -> node.put("user", user.value()));
        if (!key.scope().models().isEmpty()) {
            ArrayNode models = node.putArray("models");
            key.scope().models().stream().map(Label::value).sorted().forEach(models::add);
        }
        ArrayNode hats = node.putArray("capabilities");
        key.capabilities().stream()
                .map(hat -> hat.name().toLowerCase(java.util.Locale.ROOT))
                .sorted()
                .forEach(hats::add);
        key.revoked().ifPresent(at -> node.put("revoked", at.toString()));
        key.lastUsed().ifPresent(at -> node.put("last_used", at.toString()));
        return node;
    }
}
