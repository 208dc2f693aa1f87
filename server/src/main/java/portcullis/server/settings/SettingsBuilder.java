package portcullis.server.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import portcullis.governance.budget.Budgets;
import portcullis.kernel.Label;
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
                limit(made),
                library(),
                log(),
                metrics(server),
                new Settings.Streaming(
                        in.flag("streaming.enabled"),
                        in.size("streaming.journal.size", 0),
                        in.span("streaming.journal.time")),
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

    private Settings.Limit limit(List<Settings.Model> models) {
        Budgets budgets = new BudgetsBuilder(in, problems).budgets(models);
        notices.addAll(BudgetsBuilder.unpriced(budgets, models));
        return new Settings.Limit(
                in.rate("limits.default.requests"),
                in.rate("limits.default.tokens"),
                Double.parseDouble(in.text("limits.default.burst")),
                budgets,
                policies(),
                in.number("limits.max-replicas"),
                in.text("limits.redis-down").equals("deny"),
                in.span("limits.status-cache"));
    }

    private List<Settings.Policy> policies() {
        List<Settings.Policy> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < in.size("limits.policies"); i++) {
            String place = "limits.policies[" + i + "]";
            Map<String, Rate> rates = new TreeMap<>();
            for (String measure : List.of("requests", "tokens", "bytes")) {
                if (in.isSet(place + "." + measure)) {
                    rates.put(measure, in.rate(place + "." + measure));
                }
            }
            if (rates.isEmpty()) {
                problem(place, "limits nothing; give it requests, tokens or bytes.");
            }
            if (!names.add(in.text(place + ".name"))) {
                problem(place + ".name", "is used twice.");
            }
            all.add(
                    new Settings.Policy(
                            new Label(in.text(place + ".name")),
                            in.text(place + ".shape"),
                            in.text(place + ".subject"),
                            rates));
        }
        return all;
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
