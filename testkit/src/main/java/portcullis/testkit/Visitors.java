package portcullis.testkit;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import portcullis.governance.Permission;
import portcullis.governance.Role;
import portcullis.governance.audit.Action;
import portcullis.governance.audit.Actor;
import portcullis.governance.audit.Auditor;
import portcullis.governance.audit.EgressPermit;
import portcullis.governance.audit.Intent;
import portcullis.governance.identify.Credential;
import portcullis.governance.identify.Identified;
import portcullis.governance.identify.Identifier;
import portcullis.governance.identify.KeyMinter;
import portcullis.governance.identify.Minted;
import portcullis.governance.identify.Pepper;
import portcullis.governance.limit.Admitted;
import portcullis.governance.limit.Demand;
import portcullis.governance.limit.Limiter;
import portcullis.governance.limit.Limits;
import portcullis.governance.permit.Permitted;
import portcullis.governance.permit.Permitter;
import portcullis.kernel.EventLog;
import portcullis.kernel.Outcome;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;

/**
 * Callers for tests. Each took the real path through identify, permit and limit with a key of its
 * own; there is no other way to make one.
 */
public final class Visitors {
    private final InMemoryKeyStore keys = new InMemoryKeyStore();
    private final Pepper pepper = Pepper.of(new byte[32]);
    private final KeyMinter minter;
    private final Identifier identifier;
    private final Permitter permitter = new Permitter();
    private final Limiter limiter;

    public Visitors(Limits limits, Clock clock) {
        minter = new KeyMinter(pepper, clock);
        identifier = new Identifier(keys, pepper, clock, EventLog.silent());
        limiter = new Limiter(limits, clock);
    }

    /** With the default limits and the system's clock. */
    public static Visitors arrive() {
        return new Visitors(Limits.DEFAULT, Clock.systemUTC());
    }

    /** The store that holds the keys of these visitors. */
    public InMemoryKeyStore keys() {
        return keys;
    }

    public Identifier identifier() {
        return identifier;
    }

    public KeyMinter minter() {
        return minter;
    }

    public Limiter limiter() {
        return limiter;
    }

    /** A new key of a tenant, as its owner would send it. */
    public SensitiveText key(TenantId tenant, Role role) {
        Minted minted = passed(minter.mint(tenant, "for a test", role, KeyMinter.DEFAULT_LIFE));
        keys.add(minted.stored());
        return minted.secret();
    }

    public Identified identified(TenantId tenant, Role role) {
        Credential shown = new Credential(Optional.of(key(tenant, role)), Optional.empty());
        return passed(identifier.identify(shown));
    }

    /** An administrator of the tenant who may do this one thing. */
    public Permitted permitted(TenantId tenant, Permission permission) {
        return passed(permitter.permit(identified(tenant, Role.ADMIN), permission));
    }

    /** A caller of the tenant who may call models and is within every limit. */
    public Admitted admitted(TenantId tenant) {
        return admitted(tenant, Demand.ONE_REQUEST);
    }

    public Admitted admitted(TenantId tenant, Demand demand) {
        return passed(limiter.admit(permitted(tenant, Permission.MODEL_CALL), demand));
    }

    /** A permit for one attempt of a new request, whose intent is durable before. */
    public static EgressPermit egressPermit(Auditor auditor, Actor actor, RequestId request) {
        return passed(
                auditor.intendAndWait(
                        new Intent(
                                request,
                                actor,
                                Action.MODEL_CALL,
                                Optional.empty(),
                                1,
                                Map.of(),
                                Optional.empty())));
    }

    /** An auditor over a ledger in memory; its spool is in the given empty folder. */
    public static Auditor auditor(InMemoryAuditLedger ledger, Path folder) {
        return Auditor.open(ledger, folder, Clock.systemUTC(), EventLog.silent());
    }

    /** The value of an outcome that a test expects to have passed. */
    public static <T> T passed(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Passed<T>(T value) -> value;
            case Outcome.Refused<T>(var refusal) ->
                    throw new AssertionError("refused: " + refusal.code());
        };
    }
}
