package portcullis.server.settings;

import java.util.List;

/** The keys of limits and budgets. */
final class LimitKeys {

    static final List<Key> ALL =
            List.of(
                    Key.of("limits.default.requests", Kind.rate(), "60/min", "Requests of one key.")
                            .alias("RATE_LIMIT_REQUESTS", "RATE_LIMIT_WINDOW_SECONDS"),
                    Key.of(
                            "limits.default.tokens",
                            Kind.rate(),
                            "200000/min",
                            "Tokens of one key."),
                    Key.of(
                                    "limits.default.burst",
                                    Kind.factor(1, 10),
                                    "1.5",
                                    "How many times its rate a key may use at once.")
                            .alias("RATE_LIMIT_BURST"),
                    Key.of(
                            "limits.default.concurrent",
                            Kind.number(1, 1_000_000),
                            "",
                            "Requests of one key at the same time, open streams among them; no limit"
                                    + " when absent."),
                    Key.of(
                            "limits.default.budget",
                            Kind.money(),
                            "",
                            "What each tenant may spend a day; no budget when absent."),
                    Key.needed(
                            "limits.budgets[].scope",
                            Kind.choice("tenant", "key", "model"),
                            "Whose money: all of a tenant, of one key, or of a tenant on one model."
                                    + " Every budget that applies must have room."),
                    Key.of(
                            "limits.budgets[].name",
                            Kind.name(),
                            "",
                            "A tenant, a key's id or a model; absent: each has this much. Goes"
                                    + " before a budget without name of its scope and window."),
                    Key.needed("limits.budgets[].amount", Kind.amount(), "The most that is spent."),
                    Key.needed(
                            "limits.budgets[].window",
                            Kind.choice("hour", "day", "month", "total"),
                            "After which time it begins anew; total never does."),
                    Key.of(
                            "limits.time-zone",
                            Kind.zone(),
                            "UTC",
                            "Where the hours, days and months of budgets begin."),
                    Key.needed(
                            "limits.time-zones[].tenant",
                            Kind.name(),
                            "A tenant with a time zone of its own."),
                    Key.needed(
                            "limits.time-zones[].zone",
                            Kind.zone(),
                            "Where its hours, days and months begin."),
                    Key.needed(
                            "limits.policies[].name",
                            Kind.name(),
                            "Name of a limit. The built-in ones (general, health, upload) are"
                                    + " replaced by giving their names."),
                    Key.of(
                            "limits.policies[].shape",
                            Kind.choice("token-bucket", "fixed-window"),
                            "token-bucket",
                            "Whether it comes back evenly, or at the edges of UTC windows."),
                    Key.of(
                            "limits.policies[].subject",
                            Kind.choice("key", "user", "tenant", "address", "region", "endpoint"),
                            "key",
                            "Whose use is counted together."),
                    Key.of("limits.policies[].requests", Kind.rate(), "", "Requests."),
                    Key.of("limits.policies[].tokens", Kind.rate(), "", "Tokens of models."),
                    Key.of("limits.policies[].bytes", Kind.volume(), "", "Bytes of bodies."),
                    Key.of(
                            "limits.policies[].concurrent",
                            Kind.number(1, 1_000_000),
                            "",
                            "Requests at the same time. Counted in each process; where several share"
                                    + " a Redis, each admits its part (limits.max-replicas)."),
                    Key.needed(
                            "limits.assign[].to",
                            Kind.choice("tenant", "user", "key"),
                            "To whom another policy applies; a key goes before its user, a user"
                                    + " before the tenant."),
                    Key.needed(
                            "limits.assign[].name",
                            Kind.name(),
                            "The tenant, TENANT/USER, or the key's id."),
                    Key.of(
                            "limits.assign[].policy",
                            Kind.name(),
                            "default",
                            "Policy of the routes that is replaced."),
                    Key.needed("limits.assign[].with", Kind.name(), "Policy that applies instead."),
                    Key.needed(
                            "limits.regions[].network",
                            Kind.network(),
                            "Addresses of a region; of networks that hold an address the smallest"
                                    + " counts. Private addresses are private, others unknown."),
                    Key.needed("limits.regions[].region", Kind.name(), "The name of their region."),
                    Key.of(
                            "limits.max-replicas",
                            Kind.number(1, 1000),
                            "2",
                            "Most processes that share the limits: while Redis is away each enforces"
                                    + " this part of them."),
                    Key.of(
                            "limits.redis-down",
                            Kind.choice("local-share", "deny"),
                            "local-share",
                            "What happens to limited requests while Redis is away."),
                    Key.of(
                                    "limits.status-cache",
                                    Kind.span("1ms", "1m"),
                                    "5s",
                                    "How long /api/v1/rate-limit/status tells the same again.")
                            .alias("RATE_LIMIT_STATUS_CACHE_SECONDS"));

    private LimitKeys() {}
}
