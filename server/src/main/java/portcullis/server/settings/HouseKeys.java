package portcullis.server.settings;

import java.util.List;

/** The keys of applications, streams, the library and signals. */
final class HouseKeys {

    static final List<Key> ALL =
            List.of(
                    Key.of("assistant.model", Kind.name(), "default", "Model of the assistant.")
                            .alias("DEFAULT_LLM_MODEL"),
                    Key.of(
                                    "streaming.enabled",
                                    Kind.flag(),
                                    "true",
                                    "false: who asks for a stream gets the answer in one piece.")
                            .alias("STREAMING_ENABLED"),
                    Key.of(
                            "streaming.buffer",
                            Kind.number(1, 1_000_000),
                            "2000",
                            "Tokens of an answer that are held back, by our own count, while another"
                                    + " target can still take over; for models with"
                                    + " stream-failure: buffer."),
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

    private HouseKeys() {}
}
