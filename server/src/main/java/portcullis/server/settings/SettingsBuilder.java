package portcullis.server.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import portcullis.gateway.Batching;
import portcullis.kernel.Label;
import portcullis.kernel.Network;
import portcullis.kernel.SensitiveText;

/** Builds the records out of checked values, and checks what only shows when values meet. */
final class SettingsBuilder {
    private final Resolved in;
    private final List<Problem> problems;
    private final List<String> notices = new ArrayList<>();

    SettingsBuilder(Resolved in, List<Problem> problems) {
        this.in = in;
        this.problems = problems;
    }

    Settings build() {
        Settings.Server server = server();
        Settings.Cache cache = cache();
        ModelsBuilder models = new ModelsBuilder(in, problems, cache);
        List<Settings.Vendor> vendors = models.vendors();
        List<Settings.Model> made = models.models(vendors);
        made.stream()
                .filter(model -> model.cache().scope().equals("global"))
                .forEach(
                        model ->
                                notices.add(
                                        "Answers of the model "
                                                + model.name()
                                                + " are shared between tenants: its cache.scope is"
                                                + " global."));
        return new Settings(
                server,
                store(),
                vendors,
                made,
                new NamingBuilder(in, problems, made).naming(),
                cache,
                new Settings.Responses(in.span("responses.keep")),
                new PrivacyBuilder(in, problems).privacy(),
                new LimitsBuilder(in, problems, notices).limit(made),
                library(),
                log(),
                metrics(server),
                new Settings.Streaming(
                        in.flag("streaming.enabled"),
                        in.size("streaming.journal.size", 0),
                        in.span("streaming.journal.time"),
                        in.number("streaming.buffer")),
                new Batching(in.number("embeddings.batch.items"), in.span("embeddings.batch.wait")),
                new Settings.Conversations(assistantModel(made), in.number("context.max-messages")),
                notices);
    }

    /** The named model; without a choice the first one, when none is called default. */
    private Label assistantModel(List<Settings.Model> models) {
        Label wanted = new Label(in.text("assistant.model"));
        if (models.stream().anyMatch(model -> model.name().equals(wanted))) {
            return wanted;
        }
        if (!wanted.value().equals("default")) {
            problem("assistant.model", "is not the name of a model.");
        }
        return models.getFirst().name();
    }

    private Settings.Server server() {
        Settings.Server server =
                new Settings.Server(
                        in.text("server.host"),
                        in.number("server.port"),
                        in.number("server.event-loops"),
                        in.names("server.hosts"),
                        in.names("server.allowed-origins"),
                        proxies(),
                        in.flag("server.debug"),
                        patience(),
                        drain());
        if (server.origins().contains("*") && !(server.debug() && loopback(server.host()))) {
            problem(
                    "server.allowed-origins",
                    "* is allowed only with server.debug on a loopback address.");
        }
        if (!loopback(server.host())) {
            notices.add(
                    "The server listens beyond this machine without TLS: put a proxy that ends TLS"
                            + " in front of it.");
        }
        return server;
    }

    private Settings.Proxies proxies() {
        return new Settings.Proxies(
                in.names("server.trusted-proxies").stream()
                        .map(Network::parse)
                        .flatMap(Optional::stream)
                        .toList(),
                in.text("server.forwarded-header").equals("forwarded"));
    }

    private Settings.Patience patience() {
        return new Settings.Patience(
                in.span("server.header-timeout"),
                in.span("server.body-timeout"),
                in.span("server.idle-timeout"));
    }

    private Settings.Drain drain() {
        return new Settings.Drain(
                in.span("server.drain.delay"),
                in.span("server.drain.streams"),
                in.span("server.drain.interrupt"));
    }

    private Settings.Cache cache() {
        boolean shared = in.text("cache.backend").equals("redis");
        if (shared && redis().cache().isEmpty()) {
            problem("cache.backend", "redis needs an address in data.redis.");
        }
        return new Settings.Cache(
                in.flag("cache.enabled"),
                in.span("cache.ttl"),
                in.size("cache.size", 0),
                in.number("cache.entries"),
                shared);
    }

    private Settings.Store store() {
        String database = in.text("data.database");
        return new Settings.Store(
                Path.of(in.text("data.directory")).toAbsolutePath().normalize(),
                database.equals("embedded")
                        ? Optional.empty()
                        : Optional.of(SensitiveText.of(database)),
                redis());
    }

    /** {@code data.redis} is both, unless one of them is named alone. */
    private Settings.Redis redis() {
        return new Settings.Redis(redis("data.redis.control"), redis("data.redis.cache"));
    }

    private Optional<SensitiveText> redis(String part) {
        String own = in.text(part);
        String address = own.isEmpty() ? in.text("data.redis") : own;
        return address.equals("none") ? Optional.empty() : Optional.of(SensitiveText.of(address));
    }

    private Settings.Library library() {
        return new Settings.Library(
                in.size("library.upload-limit", 0),
                in.number("library.parsers"),
                in.flag("library.sample"));
    }

    private Settings.Log log() {
        return new Settings.Log(
                in.text("log.level"),
                in.flag("log.json"),
                in.flag("log.file"),
                in.size("log.max-size", 0));
    }

    private Settings.Metrics metrics(Settings.Server server) {
        boolean on = in.flag("metrics.enabled") && !in.text("metrics.backend").equals("noop");
        boolean open =
                switch (in.text("metrics.access")) {
                    case "open" -> true;
                    case "admin" -> false;
                    default -> loopback(server.host());
                };
        Optional<String> collector =
                Optional.of(in.text("tracing.endpoint")).filter(address -> !address.isEmpty());
        return new Settings.Metrics(on, open, collector);
    }

    private void problem(String place, String sentence) {
        problems.add(new Problem(place, sentence));
    }

    static boolean loopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return Set.of("localhost", "::1", "[::1]").contains(name) || name.startsWith("127.");
    }
}
