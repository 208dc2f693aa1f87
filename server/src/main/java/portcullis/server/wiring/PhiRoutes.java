package portcullis.server.wiring;

import java.util.List;
import java.util.function.Function;
import portcullis.governance.Permission;
import portcullis.governance.audit.Action;
import portcullis.kernel.Outcome;
import portcullis.server.desks.PhiDesk;
import portcullis.server.desks.PolicyDesk;
import portcullis.server.http.Answer;
import portcullis.server.http.Auditing;
import portcullis.server.http.Entry;
import portcullis.server.http.Handling;
import portcullis.server.http.Limiting;
import portcullis.server.http.Route;
import portcullis.server.http.Verb;
import portcullis.server.http.Visit;

/**
 * The part of the register of routes under {@code /api/phi} (screening specification, section 9).
 */
final class PhiRoutes {
    private static final long TEXT_BODY = 20_000_000;

    private PhiRoutes() {}

    /** The desks behind them. */
    record Desks(PhiDesk phi, PolicyDesk policies) {}

    static List<Route> of(Desks desks) {
        return List.of(
                text("/api/phi/scan", Action.PHI_SCAN, desks.phi()::scan),
                text("/api/phi/redact", Action.PHI_REDACT, desks.phi()::redact),
                read("/api/phi/scan/{id}", desks.phi()::one),
                read("/api/phi/scans", desks.phi()::about),
                RouteRegister.read(
                        "/api/phi/policies",
                        Permission.SYSTEM_CONFIG,
                        new Auditing.Afterwards(Action.PHI_POLICY_READ),
                        desks.policies()::list),
                RouteRegister.write(
                        "/api/phi/policies",
                        Permission.SYSTEM_CONFIG,
                        Action.PHI_POLICY_TIGHTEN,
                        desks.policies()::tighten));
    }

    private static Route text(
            String path, Action action, Function<Visit, Outcome<Answer>> handler) {
        return new Route(
                Verb.POST,
                path,
                new Entry.Holding(Permission.ANALYZE),
                TEXT_BODY,
                Limiting.SCAN,
                new Auditing.Afterwards(action),
                new Handling.Blocking(handler));
    }

    private static Route read(String path, Function<Visit, Outcome<Answer>> handler) {
        return RouteRegister.read(
                path, Permission.VIEW, new Auditing.Afterwards(Action.PHI_SCAN_READ), handler);
    }
}
