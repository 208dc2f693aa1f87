package portcullis.server.settings;

import java.util.List;

/** The keys of the process: where it listens and where it keeps things. */
final class ServerKeys {

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
                    Key.of(
                            "server.trusted-proxies",
                            Kind.networks(),
                            "",
                            "Networks of your own proxies, such as 10.0.0.0/8. Only what they say of"
                                    + " a caller's address is believed; none means that the address"
                                    + " of the connection counts."),
                    Key.of(
                            "server.forwarded-header",
                            Kind.choice("x-forwarded-for", "forwarded"),
                            "x-forwarded-for",
                            "The header in which these proxies pass the caller's address on."),
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
                            .alias("GOVERNANCE_MODE"));

    private ServerKeys() {}
}
