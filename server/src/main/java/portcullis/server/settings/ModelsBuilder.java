package portcullis.server.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import portcullis.gateway.Price;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;

/**
 * Builds vendors and models. Without any, the offline provider serves the model {@code default}
 * alone, so nothing can leave the house (GOV-38).
 */
final class ModelsBuilder {
    private static final Label OFFLINE = new Label("offline");
    private static final String EXTRACTIVE = "offline-extractive";
    private final Resolved in;
    private final List<Problem> problems;
    private final List<String> notices;
    private final Settings.Cache cache;

    ModelsBuilder(Resolved in, List<Problem> problems, List<String> notices, Settings.Cache cache) {
        this.in = in;
        this.problems = problems;
        this.notices = notices;
        this.cache = cache;
    }

    List<Settings.Vendor> vendors() {
        List<Settings.Vendor> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < in.size("providers"); i++) {
            Settings.Vendor vendor = vendor("providers[" + i + "]");
            if (!names.add(vendor.name().value())) {
                problems.add(new Problem("providers[" + i + "].name", "is used twice."));
            }
            all.add(vendor);
        }
        if (!names.contains(OFFLINE.value())) {
            all.add(new Settings.Vendor(OFFLINE, Dialects.OFFLINE, none(), Optional.empty()));
        }
        return all;
    }

    private static Optional<String> none() {
        return Optional.empty();
    }

    private Settings.Vendor vendor(String place) {
        String dialect = in.text(place + ".dialect");
        String address = in.text(place + ".base-url");
        if (address.isEmpty() && !dialect.equals(Dialects.OFFLINE)) {
            problems.add(new Problem(place + ".base-url", "is missing."));
        }
        return new Settings.Vendor(
                new Label(in.text(place + ".name")),
                dialect,
                Optional.of(address).filter(text -> !text.isEmpty()),
                Optional.of(in.text(place + ".api-key"))
                        .filter(text -> !text.isEmpty())
                        .map(SensitiveText::of));
    }

    List<Settings.Model> models(List<Settings.Vendor> vendors) {
        if (in.size("models") == 0) {
            return List.of(fallback());
        }
        Map<String, String> dialects =
                vendors.stream()
                        .collect(
                                Collectors.toMap(
                                        vendor -> vendor.name().value(),
                                        Settings.Vendor::dialect,
                                        (first, twice) -> first));
        List<Settings.Model> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < in.size("models"); i++) {
            String place = "models[" + i + "]";
            if (!names.add(in.text(place + ".name"))) {
                problems.add(new Problem(place + ".name", "is used twice."));
            }
            all.add(model(place, dialects));
        }
        return all;
    }

    private Settings.Model fallback() {
        return new Settings.Model(
                new Label("default"),
                List.of(new Settings.Target(OFFLINE, EXTRACTIVE, Price.FREE, 1)),
                new Settings.Waits(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(15),
                        Optional.empty()),
                Settings.Failure.CONTINUE,
                new Settings.Remembering(cache.on(), cache.ttl()));
    }

    private Settings.Model model(String place, Map<String, String> dialects) {
        List<Settings.Target> targets = new ArrayList<>();
        for (int i = 0; i < in.size(place + ".targets"); i++) {
            target(place + ".targets[" + i + "]", dialects).ifPresent(targets::add);
        }
        if (targets.isEmpty()) {
            problems.add(
                    new Problem(
                            place + ".targets",
                            "needs at least one target of a dialect that this version serves"
                                    + " (openai, anthropic, offline)."));
        }
        return new Settings.Model(
                new Label(in.text(place + ".name")),
                targets,
                waits(place + ".timeouts"),
                Settings.Failure.valueOf(
                        in.text(place + ".stream-failure").toUpperCase(Locale.ROOT)),
                remembering(place + ".cache"));
    }

    private Optional<Settings.Target> target(String place, Map<String, String> dialects) {
        String vendor = in.text(place + ".provider");
        String dialect = dialects.get(vendor);
        if (dialect == null) {
            String nearest = Spelling.nearest(vendor, dialects.keySet()).orElse("offline");
            problems.add(
                    new Problem(
                            place + ".provider",
                            "is not the name of a provider. The nearest is " + nearest + "."));
            return Optional.empty();
        }
        if (!Dialects.SERVED.contains(dialect)) {
            notices.add(
                    place + " is left out: the dialect " + dialect + " is not in this version.");
            return Optional.empty();
        }
        return Optional.of(
                new Settings.Target(
                        new Label(vendor),
                        in.text(place + ".model"),
                        price(place + ".price", dialect),
                        in.number(place + ".max-output")));
    }

    /** What runs inside the house costs nothing; of others somebody must say so. */
    private Price price(String place, String dialect) {
        boolean free = in.text(place).equals("free");
        boolean input = in.isSet(place + ".input");
        boolean output = in.isSet(place + ".output");
        if (free && (input || output)) {
            problems.add(new Problem(place, "is free, or has input and output; not both."));
        } else if (input != output) {
            problems.add(new Problem(place, "needs both input and output."));
        } else if (input) {
            return new Price(micros(place + ".input"), micros(place + ".output"));
        }
        return free || dialect.equals(Dialects.OFFLINE) ? Price.FREE : Price.UNKNOWN;
    }

    private long micros(String place) {
        return new BigDecimal(in.text(place)).movePointRight(6).longValue();
    }

    private Settings.Waits waits(String place) {
        return new Settings.Waits(
                in.span(place + ".connect"),
                in.span(place + ".first-token"),
                in.span(place + ".idle"),
                in.isSet(place + ".total")
                        ? Optional.of(in.span(place + ".total"))
                        : Optional.empty());
    }

    private Settings.Remembering remembering(String place) {
        boolean on = cache.on() && in.text(place + ".scope").equals("tenant");
        Duration ttl = in.isSet(place + ".ttl") ? in.span(place + ".ttl") : cache.ttl();
        return new Settings.Remembering(on, ttl);
    }
}
