package portcullis.server.wiring;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import portcullis.governance.Permission;
import portcullis.governance.audit.Action;
import portcullis.kernel.Outcome;
import portcullis.server.desks.AuditDesk;
import portcullis.server.desks.BudgetDesk;
import portcullis.server.desks.CacheDesk;
import portcullis.server.desks.ChatDesk;
import portcullis.server.desks.CoverageDesk;
import portcullis.server.desks.DocumentDesk;
import portcullis.server.desks.HealthDesk;
import portcullis.server.desks.KeyDesk;
import portcullis.server.desks.LimitDesk;
import portcullis.server.desks.ModelDesk;
import portcullis.server.desks.ResponseDesk;
import portcullis.server.desks.SearchDesk;
import portcullis.server.desks.StreamDesk;
import portcullis.server.http.Answer;
import portcullis.server.http.Auditing;
import portcullis.server.http.Entry;
import portcullis.server.http.Handling;
import portcullis.server.http.Limiting;
import portcullis.server.http.Route;
import portcullis.server.http.Routes;
import portcullis.server.http.Verb;
import portcullis.server.http.Visit;
import portcullis.server.settings.Settings;

/**
 * The one register of routes (GOV-5): method, path, who may enter, largest body, what it takes from
 * the limits, what it leaves in the audit chain, who handles it. What is not here does not exist.
 */
public final class RouteRegister {
    private static final long MODEL_BODY = 20_000_000;
    private static final long SMALL_BODY = 64 * 1024;
    private static final long QUESTION_BODY = 1_000_000;
    private static final long FORM_AROUND_A_FILE = 64 * 1024;
    private static final long NO_BODY = 0;
    private static final Entry EVERYBODY = new Entry.Everybody();
    private static final Auditing UNAUDITED = new Auditing.Nothing();

    /** The desks that handle visits. */
    public record Desks(
            HealthDesk health,
            ModelDesk models,
            ResponseDesk responses,
            KeyDesk keys,
            AuditDesk audit,
            LimitDesk limits,
            BudgetDesk budgets,
            DocumentDesk documents,
            SearchDesk search,
            ChatDesk chat,
            CacheDesk cache,
            StreamDesk stream,
            PhiRoutes.Desks phi,
            CoverageDesk coverage) {}

    /**
     * What the operator decides about routes.
     *
     * @param uploadBytes largest document; its form may be a little larger
     */
    public record Options(MetricsAccess metrics, long uploadBytes) {}

    private RouteRegister() {}

    /** All routes. */
    public static Routes routes(Desks desks, Options options) {
        return new Routes(
                Stream.of(
                                health(desks.health(), options.metrics()).stream(),
                                models(desks.models()).stream(),
                                responses(desks.responses()).stream(),
                                documents(desks.documents(), options).stream(),
                                questions(desks).stream(),
                                cache(desks.cache()).stream(),
                                PhiRoutes.of(desks.phi()).stream(),
                                governance(desks).stream())
                        .flatMap(routes -> routes)
                        .toList());
    }

    /** Who may read the metrics. */
    public enum MetricsAccess {
        OFF,
        EVERYBODY,
        ADMINISTRATORS;

        static MetricsAccess of(Settings.Metrics metrics) {
            if (!metrics.on()) {
                return OFF;
            }
            return metrics.open() ? EVERYBODY : ADMINISTRATORS;
        }
    }

    private static List<Route> health(HealthDesk desk, MetricsAccess access) {
        List<Route> routes =
                List.of(
                        open("/health/live", desk::live),
                        open("/health/ready", desk::ready),
                        new Route(
                                Verb.GET,
                                "/health/detailed",
                                holding(Permission.SYSTEM_CONFIG),
                                NO_BODY,
                                Limiting.HEALTH,
                                new Auditing.Afterwards(Action.HEALTH_READ),
                                blocking(desk::detailed)));
        return Stream.concat(routes.stream(), metrics(desk, access)).toList();
    }

    private static Stream<Route> metrics(HealthDesk desk, MetricsAccess access) {
        return switch (access) {
            case OFF -> Stream.empty();
            case EVERYBODY -> Stream.of(open("/metrics", desk::metrics));
            case ADMINISTRATORS ->
                    Stream.of(
                            new Route(
                                    Verb.GET,
                                    "/metrics",
                                    holding(Permission.SYSTEM_CONFIG),
                                    NO_BODY,
                                    Limiting.NOTHING,
                                    UNAUDITED,
                                    blocking(desk::metrics)));
        };
    }

    private static List<Route> models(ModelDesk desk) {
        return List.of(
                call("/v1/chat/completions", desk::chat),
                call("/v1/responses", desk::respond),
                call("/v1/messages", desk::messages),
                call("/v1/messages/count_tokens", desk::countTokens),
                call("/v1/embeddings", desk::embed),
                read("/v1/models", Permission.MODEL_CALL, UNAUDITED, desk::list),
                read("/v1/models/{id...}", Permission.MODEL_CALL, UNAUDITED, desk::one));
    }

    private static List<Route> responses(ResponseDesk desk) {
        Auditing reading = new Auditing.Afterwards(Action.RESPONSE_READ);
        return List.of(
                read("/v1/responses/{id}", Permission.MODEL_CALL, reading, desk::one),
                read(
                        "/v1/responses/{id}/input_items",
                        Permission.MODEL_CALL,
                        reading,
                        desk::inputItems),
                write(
                        "/v1/responses/{id}/cancel",
                        Permission.MODEL_CALL,
                        Action.RESPONSE_CANCEL,
                        desk::cancel),
                new Route(
                        Verb.DELETE,
                        "/v1/responses/{id}",
                        holding(Permission.MODEL_CALL),
                        NO_BODY,
                        Limiting.REQUEST,
                        new Auditing.Before(Action.RESPONSE_DELETE),
                        blocking(desk::delete)));
    }

    /** Takes the journey of a model call, which keeps its own records. */
    private static Route call(String path, Handling.Journey journey) {
        return new Route(
                Verb.POST,
                path,
                holding(Permission.MODEL_CALL),
                MODEL_BODY,
                Limiting.TOKENS,
                new Auditing.ByTheJourney(Action.MODEL_CALL),
                new Handling.Flowing(journey));
    }

    private static List<Route> documents(DocumentDesk desk, Options options) {
        Auditing reading = new Auditing.Afterwards(Action.DOCUMENT_READ);
        return List.of(
                new Route(
                        Verb.POST,
                        "/api/v1/docs",
                        holding(Permission.UPLOAD),
                        options.uploadBytes() + FORM_AROUND_A_FILE,
                        Limiting.UPLOAD,
                        new Auditing.Before(Action.DOCUMENT_UPLOAD),
                        blocking(desk::upload)),
                read("/api/v1/docs", Permission.VIEW, reading, desk::list),
                read("/api/v1/docs/status/{id}", Permission.VIEW, UNAUDITED, desk::status),
                read("/api/v1/docs/{id}", Permission.VIEW, reading, desk::one),
                read("/api/v1/docs/{id}/versions", Permission.VIEW, reading, desk::versions),
                read(
                        "/api/v1/docs/{id}/versions/{n}/pages/{p}",
                        Permission.VIEW,
                        reading,
                        desk::page),
                read("/api/v1/docs/{id}/versions/{n}/span", Permission.VIEW, reading, desk::span),
                write(
                        "/api/v1/docs/{id}/process",
                        Permission.UPLOAD,
                        Action.DOCUMENT_PROCESS,
                        desk::process),
                new Route(
                        Verb.DELETE,
                        "/api/v1/docs/{id}",
                        holding(Permission.DELETE),
                        NO_BODY,
                        Limiting.REQUEST,
                        new Auditing.Before(Action.DOCUMENT_DELETE),
                        blocking(desk::delete)));
    }

    private static List<Route> questions(Desks desks) {
        return List.of(
                new Route(
                        Verb.POST,
                        "/api/v1/search",
                        holding(Permission.VIEW),
                        SMALL_BODY,
                        Limiting.REQUEST,
                        new Auditing.Afterwards(Action.SEARCH),
                        blocking(desks.search()::search)),
                new Route(
                        Verb.POST,
                        "/api/v1/chat",
                        holding(Permission.MODEL_CALL),
                        QUESTION_BODY,
                        Limiting.TOKENS,
                        new Auditing.ByTheJourney(Action.CHAT),
                        blocking(desks.chat()::chat)),
                new Route(
                        Verb.POST,
                        "/api/ai/stream",
                        holding(Permission.MODEL_CALL),
                        QUESTION_BODY,
                        Limiting.TOKENS,
                        new Auditing.ByTheJourney(Action.MODEL_CALL),
                        blocking(desks.stream()::stream)));
    }

    private static List<Route> cache(CacheDesk desk) {
        return List.of(
                read(
                        "/api/v1/cache",
                        Permission.SYSTEM_CONFIG,
                        new Auditing.Afterwards(Action.CACHE_READ),
                        desk::figures),
                read(
                        "/api/v1/cache/patterns",
                        Permission.SYSTEM_CONFIG,
                        new Auditing.Afterwards(Action.CACHE_READ),
                        desk::patterns),
                write(
                        "/api/v1/cache/invalidate",
                        Permission.SYSTEM_CONFIG,
                        Action.CACHE_INVALIDATE,
                        desk::invalidate),
                new Route(
                        Verb.DELETE,
                        "/api/v1/cache",
                        holding(Permission.SYSTEM_CONFIG),
                        NO_BODY,
                        Limiting.REQUEST,
                        new Auditing.Before(Action.CACHE_CLEAR),
                        blocking(desk::clear)));
    }

    private static List<Route> governance(Desks desks) {
        return List.of(
                new Route(
                        Verb.GET,
                        "/api/v1/rate-limit/status",
                        holding(Permission.VIEW),
                        NO_BODY,
                        Limiting.NOTHING,
                        UNAUDITED,
                        blocking(desks.limits()::status)),
                read(
                        "/api/governance/budgets",
                        Permission.STATS_VIEW,
                        new Auditing.Afterwards(Action.BUDGET_READ),
                        desks.budgets()::list),
                write(
                        "/api/governance/budgets/acknowledge",
                        Permission.SYSTEM_CONFIG,
                        Action.BUDGET_ACKNOWLEDGE,
                        desks.budgets()::acknowledge),
                read(
                        "/api/governance/audit/entries",
                        Permission.AUDIT_VIEW_OWN,
                        new Auditing.Afterwards(Action.AUDIT_READ),
                        desks.audit()::entries),
                read(
                        "/api/phi/coverage",
                        Permission.AUDIT_VIEW,
                        new Auditing.Afterwards(Action.AUDIT_READ),
                        desks.coverage()::matrix),
                read(
                        "/api/governance/keys",
                        Permission.KEY_MANAGE,
                        new Auditing.Afterwards(Action.KEY_LIST),
                        desks.keys()::list),
                write(
                        "/api/governance/keys",
                        Permission.KEY_MANAGE,
                        Action.KEY_CREATE,
                        desks.keys()::create),
                write(
                        "/api/governance/keys/{id}/revoke",
                        Permission.KEY_MANAGE,
                        Action.KEY_REVOKE,
                        desks.keys()::revoke));
    }

    private static Route open(String path, Function<Visit, Outcome<Answer>> handler) {
        return new Route(
                Verb.GET, path, EVERYBODY, NO_BODY, Limiting.NOTHING, UNAUDITED, blocking(handler));
    }

    static Route read(
            String path,
            Permission permission,
            Auditing auditing,
            Function<Visit, Outcome<Answer>> handler) {
        return new Route(
                Verb.GET,
                path,
                holding(permission),
                NO_BODY,
                Limiting.REQUEST,
                auditing,
                blocking(handler));
    }

    /** Changes something: a durable intent comes first (GOV-45). */
    static Route write(
            String path,
            Permission permission,
            Action action,
            Function<Visit, Outcome<Answer>> handler) {
        return new Route(
                Verb.POST,
                path,
                holding(permission),
                SMALL_BODY,
                Limiting.REQUEST,
                new Auditing.Before(action),
                blocking(handler));
    }

    private static Entry holding(Permission permission) {
        return new Entry.Holding(permission);
    }

    private static Handling blocking(Function<Visit, Outcome<Answer>> handler) {
        return new Handling.Blocking(handler);
    }
}
