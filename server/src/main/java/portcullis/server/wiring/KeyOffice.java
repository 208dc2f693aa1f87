package portcullis.server.wiring;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import portcullis.governance.Capability;
import portcullis.governance.Role;
import portcullis.governance.audit.Action;
import portcullis.governance.audit.Actor;
import portcullis.governance.audit.Auditor;
import portcullis.governance.audit.Decision;
import portcullis.governance.audit.EgressPermit;
import portcullis.governance.audit.Intent;
import portcullis.governance.audit.Receipt;
import portcullis.governance.identify.KeyMinter;
import portcullis.governance.identify.KeyScope;
import portcullis.governance.identify.KeyStore;
import portcullis.governance.identify.Minted;
import portcullis.governance.identify.StoredKey;
import portcullis.kernel.KeyId;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/**
 * Key work of the operator, whose authority is access to the data directory (GOV-87). Each act has
 * a durable intent before it and a receipt after it, by the actor {@code operator}.
 */
public final class KeyOffice {
    private final KeyStore keys;
    private final KeyMinter minter;
    private final Auditor auditor;
    private final Clock clock;

    KeyOffice(KeyStore keys, KeyMinter minter, Auditor auditor, Clock clock) {
        this.keys = keys;
        this.minter = minter;
        this.auditor = auditor;
        this.clock = clock;
    }

    static Path spool(Path directory) {
        return directory.resolve("audit");
    }

    /** Makes a key, and its tenant when that is new. */
    public Outcome<Minted> create(TenantId tenant, String name, Role role, Duration life) {
        return create(tenant, minter.mint(tenant, name, role, life));
    }

    /** The same for an owner with these hats. */
    public Outcome<Minted> create(TenantId tenant, String name, Trust trust, Duration life) {
        return create(
                tenant,
                minter.mint(tenant, name, trust.role(), life)
                        .map(minted -> minted.wearing(trust.capabilities()))
                        .map(minted -> minted.within(trust.scope())));
    }

    /** What the owner of a key may do, and whose and for what it is. */
    public record Trust(Role role, Set<Capability> capabilities, KeyScope scope) {
        public Trust(Role role, Set<Capability> capabilities) {
            this(role, capabilities, KeyScope.ALL);
        }
    }

    private Outcome<Minted> create(TenantId tenant, Outcome<Minted> made) {
        return made.then(
                minted ->
                        recorded(
                                Action.KEY_CREATE,
                                tenant,
                                () -> {
                                    keys.add(minted.stored());
                                    return Outcome.passed(minted);
                                }));
    }

    public List<StoredKey> list(Optional<TenantId> tenant) {
        return keys.list(tenant);
    }

    /** Refused with NOT_FOUND when no such key is still valid. */
    public Outcome<KeyId> revoke(KeyId id) {
        Optional<StoredKey> found = keys.find(id);
        if (found.isEmpty()) {
            return Outcome.refused(RefusalCode.NOT_FOUND);
        }
        return recorded(
                Action.KEY_REVOKE,
                found.get().tenant(),
                () ->
                        keys.revoke(id, clock.instant())
                                ? Outcome.passed(id)
                                : Outcome.refused(RefusalCode.NOT_FOUND));
    }

    private <T> Outcome<T> recorded(Action action, TenantId tenant, Supplier<Outcome<T>> act) {
        RequestId request = RequestId.random();
        Actor operator = new Actor(tenant, Optional.empty());
        Outcome<EgressPermit> intent =
                auditor.intendAndWait(
                        new Intent(
                                request,
                                operator,
                                action,
                                Optional.empty(),
                                1,
                                Map.of(),
                                Optional.empty()));
        return intent.then(_ -> receipted(request, operator, action, act));
    }

    private <T> Outcome<T> receipted(
            RequestId request, Actor operator, Action action, Supplier<Outcome<T>> act) {
        long began = System.nanoTime();
        Optional<RefusalCode> refusal = Optional.of(RefusalCode.INTERNAL);
        try {
            Outcome<T> outcome = act.get();
            refusal =
                    switch (outcome) {
                        case Outcome.Passed<T> _ -> Optional.empty();
                        case Outcome.Refused<T>(Refusal why) -> Optional.of(why.code());
                    };
            return outcome;
        } finally {
            auditor.record(
                    new Receipt(
                            request,
                            operator,
                            action,
                            refusal.isEmpty() ? Decision.ANSWERED : Decision.REFUSED,
                            refusal,
                            Optional.empty(),
                            1,
                            0,
                            0,
                            0,
                            false,
                            Duration.ofNanos(System.nanoTime() - began)));
        }
    }
}
