package portcullis.governance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import portcullis.governance.identify.Credential;
import portcullis.governance.identify.Identified;
import portcullis.governance.identify.Identifier;
import portcullis.governance.identify.KeyMinter;
import portcullis.governance.identify.KeyScope;
import portcullis.governance.identify.KeyStore;
import portcullis.governance.identify.Minted;
import portcullis.governance.identify.Pepper;
import portcullis.governance.identify.StoredKey;
import portcullis.governance.permit.Permitted;
import portcullis.governance.permit.Permitter;
import portcullis.kernel.EventLog;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.TenantId;

/** Callers who took the real path, each with a new key. */
public final class Visits {
    private static final Pepper PEPPER = Pepper.of(new byte[32]);

    private Visits() {}

    public static Identified identified(Role role) {
        return identified(TenantId.DEFAULT, role);
    }

    public static Identified identified(TenantId tenant, Role role) {
        return identified(tenant, role, KeyScope.ALL);
    }

    private static Identified identified(TenantId tenant, Role role, KeyScope scope) {
        Clock clock = Clock.systemUTC();
        Minted minted =
                passed(new KeyMinter(PEPPER, clock).mint(tenant, "test", role, Duration.ofDays(1)))
                        .within(scope);
        Identifier identifier =
                new Identifier(new OneKey(minted.stored()), PEPPER, clock, EventLog.silent());
        return passed(
                identifier.identify(
                        new Credential(Optional.of(minted.secret()), Optional.empty())));
    }

    public static Permitted permitted(TenantId tenant, Permission permission) {
        return passed(new Permitter().permit(identified(tenant, Role.ADMIN), permission));
    }

    /** With a new key of this user of the tenant. */
    public static Permitted permitted(TenantId tenant, Label user) {
        KeyScope scope = new KeyScope(Optional.of(user), Set.of());
        return passed(
                new Permitter()
                        .permit(identified(tenant, Role.ADMIN, scope), Permission.MODEL_CALL));
    }

    public static Permitted permitted(Permission permission) {
        return permitted(TenantId.DEFAULT, permission);
    }

    public static <T> T passed(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Passed<T>(T value) -> value;
            case Outcome.Refused<T>(var refusal) ->
                    throw new AssertionError("refused: " + refusal.code());
        };
    }

    /** A store that knows one key. */
    private record OneKey(StoredKey key) implements KeyStore {
        @Override
        public Optional<StoredKey> find(KeyId id) {
            return Optional.of(key);
        }

        @Override
        public void add(StoredKey added) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<StoredKey> list(Optional<TenantId> tenant) {
            return List.of(key);
        }

        @Override
        public boolean revoke(KeyId id, Instant at) {
            return false;
        }

        @Override
        public void used(KeyId id, Instant minute) {}
    }
}
