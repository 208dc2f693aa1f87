package portcullis.server.wiring;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import portcullis.governance.Capability;
import portcullis.governance.Permission;
import portcullis.governance.audit.Action;
import portcullis.kernel.Outcome;
import portcullis.server.desks.IncidentDesk;
import portcullis.server.desks.OverrideDesk;
import portcullis.server.desks.PhiDesk;
import portcullis.server.desks.PolicyDesk;
import portcullis.server.desks.RevealDesk;
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
    private static final long SMALL_BODY = 64 * 1024;
    private static final long NO_BODY = 0;
    private static final Set<Capability> OVERRIDERS =
            EnumSet.of(Capability.STEWARD, Capability.IRB_OFFICER, Capability.COMPLIANCE_OFFICER);
    private static final Set<Capability> OFFICERS = EnumSet.of(Capability.COMPLIANCE_OFFICER);

    private PhiRoutes() {}

    /** The desks behind them. */
    record Desks(
            PhiDesk phi,
            PolicyDesk policies,
            OverrideDesk overrides,
            RevealDesk reveals,
            IncidentDesk incidents) {}

    static List<Route> of(Desks desks) {
        return Stream.of(
                        texts(desks).stream(),
                        reveals(desks.reveals()).stream(),
                        incidents(desks).stream())
                .flatMap(routes -> routes)
                .toList();
    }

    private static List<Route> reveals(RevealDesk desk) {
        Auditing reading = new Auditing.Afterwards(Action.PHI_ACCESS_READ);
        return List.of(
                RouteRegister.write(
                        "/api/phi/access-requests",
                        Permission.PHI_VIEW,
                        Action.PHI_ACCESS_REQUEST,
                        desk::request),
                RouteRegister.read(
                        "/api/phi/access-requests", Permission.PHI_VIEW, reading, desk::list),
                RouteRegister.write(
                        "/api/phi/access-requests/{id}/decide",
                        Permission.APPROVE,
                        Action.PHI_ACCESS_DECIDE,
                        desk::decide),
                RouteRegister.write(
                        "/api/phi/reveal", Permission.PHI_VIEW, Action.PHI_REVEAL, desk::reveal),
                RouteRegister.read(
                        "/api/phi/access-log", Permission.AUDIT_VIEW, reading, desk::log));
    }

    private static List<Route> incidents(Desks desks) {
        IncidentDesk desk = desks.incidents();
        return List.of(
                write(
                        "/api/phi/override/{id}",
                        OVERRIDERS,
                        Action.PHI_OVERRIDE,
                        desks.overrides()::override),
                new Route(
                        Verb.GET,
                        "/api/phi/incidents",
                        new Entry.Wearing(Permission.VIEW, OFFICERS),
                        NO_BODY,
                        Limiting.REQUEST,
                        new Auditing.Afterwards(Action.INCIDENT_READ),
                        new Handling.Blocking(desk::list)),
                write("/api/phi/incidents", OFFICERS, Action.INCIDENT_REPORT, desk::report),
                write("/api/phi/incidents/{id}/steps", OFFICERS, Action.INCIDENT_STEP, desk::step));
    }

    private static Route write(
            String path,
            Set<Capability> hats,
            Action action,
            Function<Visit, Outcome<Answer>> handler) {
        return new Route(
                Verb.POST,
                path,
                new Entry.Wearing(Permission.VIEW, hats),
                SMALL_BODY,
                Limiting.REQUEST,
                new Auditing.Before(action),
                new Handling.Blocking(handler));
    }

    private static List<Route> texts(Desks desks) {
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
