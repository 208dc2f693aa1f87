package portcullis.server.settings;

import java.util.List;
import portcullis.providers.Brand;
import portcullis.providers.ProviderRegister;

/** The register of every key. A key is one line here and one field in {@link Settings}. */
final class Keys {

    static final List<Key> ALL =
            List.of(
                    Key.of(
                            "server.host",
                            Kind.text("a host name or address"),
                            "127.0.0.1",
                            "Address to listen on."),
                    Key.of(
                            "server.port",
                            Kind.number(0, 65535),
                            "8080",
                            "Port to listen on; 0 takes a free one."),
                    Key.of(
                            "server.role",
                            Kind.choice("all"),
                            "all",
                            "What this process does. This version serves everything in one."),
                    Key.of(
                            "server.event-loops",
                            Kind.number(0, 64),
                            "0",
                            "Threads that move bytes; 0 follows the cores."),
                    Key.of(
                            "server.hosts",
                            Kind.names("host names"),
                            "",
                            "Further names this server answers to. On a loopback address any other"
                                    + " Host header is refused."),
                    Key.of(
                                    "server.allowed-origins",
                                    Kind.names("origins such as" + " https://console.example"),
                                    "",
                                    "Browser origins that may call the API; none by default. * only with"
                                            + " server.debug on a loopback address.")
                            .alias("ALLOW_ORIGINS"),
                    Key.of("server.debug", Kind.flag(), "false", "Loosens checks for local work.")
                            .alias("DEBUG"),
                    Key.of(
                            "server.header-timeout",
                            Kind.span("100ms", "5m"),
                            "10s",
                            "How long a caller may take to send the head of a request."),
                    Key.of(
                            "server.body-timeout",
                            Kind.span("100ms", "1h"),
                            "60s",
                            "How long a caller may take to send a body."),
                    Key.of(
                            "server.idle-timeout",
                            Kind.span("1s", "1h"),
                            "75s",
                            "How long a connection may stay open without a request."),
                    Key.of(
                            "server.drain.delay",
                            Kind.span("0s", "5m"),
                            "5s",
                            "After SIGTERM: how long to go on serving while /health/ready says"
                                    + " 503."),
                    Key.of(
                            "server.drain.streams",
                            Kind.span("0s", "1h"),
                            "120s",
                            "After SIGTERM: how long running answers may go on."),
                    Key.of(
                            "server.drain.interrupt",
                            Kind.span("0s", "5m"),
                            "3s",
                            "After SIGINT: how long running answers may go on."),
                    Key.of(
                            "data.directory",
                            Kind.text("a folder"),
                            "./data",
                            "Where everything is kept."),
                    Key.of(
                                    "data.database",
                                    Kind.database(),
                                    "embedded",
                                    "embedded starts PostgreSQL inside the data directory.")
                            .alias("DATABASE_URL"),
                    Key.of(
                                    "data.redis",
                                    Kind.redis(),
                                    "none",
                                    "Redis that several processes share: limits, invalidation, remembered"
                                            + " answers. It holds nothing that is lost with it.")
                            .alias("REDIS_URL"),
                    Key.of(
                            "data.redis.control",
                            Kind.redis(),
                            "",
                            "Redis for limits, when the cache has one of its own."),
                    Key.of(
                                    "data.redis.cache",
                                    Kind.redis(),
                                    "",
                                    "Redis for remembered answers; as data.redis when absent.")
                            .alias("REDIS_CACHE_URL"),
                    Key.of(
                                    "governance.mode",
                                    Kind.choice("live"),
                                    "live",
                                    "Mode of operation. Without a file nothing can leave: the offline"
                                            + " provider is alone.")
                            .alias("GOVERNANCE_MODE"),
                    Key.needed("providers[].name", Kind.name(), "Name of a model vendor."),
                    Key.of(
                            "providers[].vendor",
                            Kind.choice(Brand.names().toArray(String[]::new)),
                            "",
                            "A vendor that is known by name: gives the dialect, the address and"
                                    + " the variable that holds the key, and what is special."),
                    Key.of(
                            "providers[].dialect",
                            Kind.choice(ProviderRegister.dialects().toArray(String[]::new)),
                            "",
                            "What it speaks; that of the vendor when absent."),
                    Key.of(
                            "providers[].base-url",
                            Kind.address(),
                            "",
                            "Its address, with the version path; the vendor's own when absent."),
                    Key.of(
                            "providers[].api-key",
                            Kind.secret(),
                            "",
                            "Our key there; the vendor's usual variable when absent."),
                    Key.of(
                            "providers[].api-version",
                            Kind.name(),
                            "2024-10-21",
                            "Version of the API, for azure."),
                    Key.of(
                            "providers[].permits",
                            Kind.number(1, 65_536),
                            "8192",
                            "Calls that may run at the same time."),
                    Key.of(
                            "providers[].queue",
                            Kind.number(1, 65_536),
                            "8192",
                            "Calls that may wait for a permit; further ones are told to come"
                                    + " later."),
                    Key.needed("models[].name", Kind.name(), "Name callers use."),
                    Key.needed(
                            "models[].targets[].provider",
                            Kind.name(),
                            "Name of a provider; tried in order."),
                    Key.needed("models[].targets[].model", Kind.name(), "The vendor's model name."),
                    Key.of(
                            "models[].targets[].weight",
                            Kind.number(1, 1_000),
                            "1",
                            "Share of the calls, with strategy weighted."),
                    Key.of(
                            "models[].targets[].window",
                            Kind.number(1, 100_000_000),
                            "",
                            "Tokens that question and answer may have together; known for usual"
                                    + " models, else 4096."),
                    Key.of(
                            "models[].targets[].price",
                            Kind.choice("free"),
                            "",
                            "free, or input and output below. Without a price a target is refused"
                                    + " as soon as a budget applies."),
                    Key.of(
                            "models[].targets[].price.input",
                            Kind.factor(0, 100_000),
                            "",
                            "Cost of a million tokens of the question."),
                    Key.of(
                            "models[].targets[].price.output",
                            Kind.factor(0, 100_000),
                            "",
                            "Cost of a million tokens of the answer."),
                    Key.of(
                            "models[].targets[].max-output",
                            Kind.number(1, 10_000_000),
                            "4096",
                            "Tokens of an answer when the request sets no bound; sent to the"
                                    + " provider while a budget applies."),
                    Key.of(
                            "models[].strategy",
                            Kind.choice("ordered", "weighted", "least-latency", "cheapest"),
                            "ordered",
                            "Which target is asked first."),
                    Key.of(
                            "models[].hedge",
                            Kind.flag(),
                            "false",
                            "Whether a second target is asked when the first one is late with its"
                                    + " first token."),
                    Key.of(
                            "models[].timeouts.connect",
                            Kind.span("1ms", "1m"),
                            "2s",
                            "Until the connection stands."),
                    Key.of(
                            "models[].timeouts.first-token",
                            Kind.span("1ms", "10m"),
                            "10s",
                            "Until the first content."),
                    Key.of(
                            "models[].timeouts.idle",
                            Kind.span("1ms", "10m"),
                            "15s",
                            "Between two events."),
                    Key.of(
                            "models[].timeouts.total",
                            Kind.span("1ms", "1h"),
                            "",
                            "From the call to the end; when absent 30s for a plain answer and 10m"
                                    + " for a stream."),
                    Key.of(
                            "models[].stream-failure",
                            Kind.choice("continue", "terminate", "buffer"),
                            "continue",
                            "What happens when a stream breaks."),
                    Key.of(
                            "models[].cache.scope",
                            Kind.choice("tenant", "user", "research", "session", "global", "off"),
                            "tenant",
                            "Who shares remembered answers: a tenant, one key (user), those who send"
                                    + " the same header x-portcullis-research or"
                                    + " x-portcullis-session, or every tenant (global)."),
                    Key.of(
                            "models[].cache.ttl",
                            Kind.span("1s", "30d"),
                            "",
                            "How long an answer is remembered; as cache.ttl when absent."),
                    Key.of(
                            "models[].cache.semantic",
                            Kind.choice("off"),
                            "off",
                            "Remembering by meaning is not in this version."),
                    Key.of(
                                    "routing.default-model",
                                    Kind.name(),
                                    "default",
                                    "Model of a call that names none; such a call is refused when"
                                            + " there is no model of that name.")
                            .alias("DEFAULT_LLM_MODEL"),
                    Key.of(
                            "tiers.nano",
                            Kind.name(),
                            "",
                            "Model of this tier; the next abler tier's when absent."),
                    Key.of(
                            "tiers.mini",
                            Kind.name(),
                            "",
                            "Model of this tier; the next abler tier's when absent."),
                    Key.of(
                            "tiers.frontier",
                            Kind.name(),
                            "",
                            "Model of this tier; the next abler tier's when absent."),
                    Key.of(
                            "tasks.classify",
                            Kind.choice("nano", "mini", "frontier"),
                            "nano",
                            "Tier of this task."),
                    Key.of(
                            "tasks.extract",
                            Kind.choice("nano", "mini", "frontier"),
                            "nano",
                            "Tier of this task."),
                    Key.of(
                            "tasks.summarise",
                            Kind.choice("nano", "mini", "frontier"),
                            "mini",
                            "Tier of this task."),
                    Key.of(
                            "tasks.draft",
                            Kind.choice("nano", "mini", "frontier"),
                            "mini",
                            "Tier of this task."),
                    Key.of(
                            "tasks.reason",
                            Kind.choice("nano", "mini", "frontier"),
                            "frontier",
                            "Tier of this task."),
                    Key.of("cache.enabled", Kind.flag(), "true", "Whether answers are remembered.")
                            .alias("AI_RESPONSE_CACHE_ENABLED"),
                    Key.of("cache.ttl", Kind.span("1s", "30d"), "6h", "How long.")
                            .alias("AI_RESPONSE_CACHE_TTL_SECONDS"),
                    Key.of(
                                    "cache.backend",
                                    Kind.choice("memory", "redis"),
                                    "memory",
                                    "Where: in this process, or also in the Redis that processes share"
                                            + " (needs data.redis).")
                            .alias("AI_RESPONSE_CACHE_BACKEND"),
                    Key.of("cache.size", Kind.size("1MB", "8GB"), "64MiB", "Most bytes kept."),
                    Key.of(
                            "cache.entries",
                            Kind.number(1, 10_000_000),
                            "100000",
                            "Most answers kept in this process."),
                    Key.of(
                            "responses.keep",
                            Kind.span("1m", "365d"),
                            "30d",
                            "How long a response of /v1/responses can be fetched and continued by"
                                    + " the key that asked for it."),
                    Key.of(
                            "privacy.policy",
                            Kind.choice("pass", "pseudonymise", "redact", "block"),
                            "pseudonymise",
                            "What happens to protected information in a model" + " call."),
                    Key.of(
                            "privacy.strict-names",
                            Kind.flag(),
                            "true",
                            "Asks that doubtful names are masked too. In this version names are found"
                                    + " by cues only (labels, titles); the setting changes nothing"
                                    + " yet, and serve says so at the start."),
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
                            Kind.choice("key", "tenant", "address", "endpoint"),
                            "key",
                            "Whose use is counted together."),
                    Key.of("limits.policies[].requests", Kind.rate(), "", "Requests."),
                    Key.of("limits.policies[].tokens", Kind.rate(), "", "Tokens of models."),
                    Key.of("limits.policies[].bytes", Kind.volume(), "", "Bytes of bodies."),
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
                            .alias("RATE_LIMIT_STATUS_CACHE_SECONDS"),
                    Key.of("assistant.model", Kind.name(), "default", "Model of the assistant.")
                            .alias("DEFAULT_LLM_MODEL"),
                    Key.of(
                                    "streaming.enabled",
                                    Kind.flag(),
                                    "true",
                                    "false: who asks for a stream gets the answer in one piece.")
                            .alias("STREAMING_ENABLED"),
                    Key.of(
                            "streaming.journal.size",
                            Kind.size("1KB", "64MB"),
                            "1MB",
                            "What is kept of a stream that can be resumed; the newest events."),
                    Key.of(
                            "streaming.journal.time",
                            Kind.span("1s", "1h"),
                            "10m",
                            "How long a stream can be resumed after its end."),
                    Key.of(
                                    "context.max-messages",
                                    Kind.number(1, 10_000),
                                    "10",
                                    "Most turns of a conversation that an application sends to a"
                                            + " model, besides instructions.")
                            .alias("AI_CONTEXT_MAX_MESSAGES"),
                    Key.of(
                            "library.upload-limit",
                            Kind.size("1KB", "1GB"),
                            "10MB",
                            "Largest document."),
                    Key.of(
                            "library.parsers",
                            Kind.number(1, 16),
                            "2",
                            "How many documents are read at once."),
                    Key.of(
                            "library.sample",
                            Kind.flag(),
                            "true",
                            "Whether every tenant's library is given the product's own guide."),
                    Key.of(
                                    "log.level",
                                    Kind.choice("ERROR", "WARN", "INFO", "DEBUG"),
                                    "INFO",
                                    "Least severity that is written.")
                            .alias("LOG_LEVEL"),
                    Key.of(
                                    "log.json",
                                    Kind.flag(),
                                    "true",
                                    "JSON lines, or short lines for people.")
                            .alias("LOG_JSON"),
                    Key.of(
                                    "log.file",
                                    Kind.flag(),
                                    "false",
                                    "Writes to log/ in the data directory instead of standard error.")
                            .alias("LOG_TO_FILE"),
                    Key.of(
                                    "log.max-size",
                                    Kind.size("64KB", "1GB"),
                                    "104857600",
                                    "Size at which a new file is begun; 14 are kept.")
                            .alias("LOG_MAX_BYTES"),
                    Key.of(
                                    "metrics.backend",
                                    Kind.choice("auto", "prometheus", "noop"),
                                    "auto",
                                    "Where metrics go.")
                            .alias("METRICS_BACKEND"),
                    Key.of("metrics.enabled", Kind.flag(), "true", "Whether /metrics answers.")
                            .alias("PROMETHEUS_ENABLED"),
                    Key.of(
                            "metrics.access",
                            Kind.choice("auto", "open", "admin"),
                            "auto",
                            "Who may read /metrics: auto is open on a loopback address and admin"
                                    + " elsewhere."),
                    Key.of(
                                    "tracing.endpoint",
                                    Kind.address(),
                                    "",
                                    "Address of an OpenTelemetry collector (OTLP over HTTP) that is"
                                            + " sent spans without text; nobody when absent.")
                            .alias("OTEL_EXPORTER_OTLP_ENDPOINT"));

    private Keys() {}
}
