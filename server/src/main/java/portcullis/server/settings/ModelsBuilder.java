package portcullis.server.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import portcullis.gateway.Price;
import portcullis.gateway.Routing;
import portcullis.gateway.Strategy;
import portcullis.gateway.Target.Traits;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;
import portcullis.providers.Brand;
import portcullis.providers.ModelTable;
import portcullis.providers.Vendor.Capacity;
import portcullis.providers.Vendor.Manner;

/**
 * Builds vendors and models. Without any, the offline provider serves the model {@code default}
 * alone, and its embedding model under its own name, so nothing can leave the house (GOV-38).
 */
final class ModelsBuilder {
    private static final Label OFFLINE = new Label("offline");
    private static final String EXTRACTIVE = "offline-extractive";
    private static final String EMBEDDING = "bge-small-en-v1.5";
    private final Resolved in;
    private final List<Problem> problems;
    private final Settings.Cache cache;

    ModelsBuilder(Resolved in, List<Problem> problems, Settings.Cache cache) {
        this.in = in;
        this.problems = problems;
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
            all.add(offline());
        }
        return all;
    }

    private static Settings.Vendor offline() {
        return new Settings.Vendor(
                OFFLINE,
                OFFLINE.value(),
                Optional.empty(),
                Optional.empty(),
                Capacity.STANDARD,
                Manner.STANDARD);
    }

    private Settings.Vendor vendor(String place) {
        Optional<Brand> brand = Brand.named(in.text(place + ".vendor"));
        String dialect = given(place + ".dialect").or(() -> brand.map(Brand::dialect)).orElse("");
        Optional<String> address =
                given(place + ".base-url").or(() -> brand.flatMap(Brand::address));
        if (dialect.isEmpty()) {
            problems.add(new Problem(place + ".dialect", "is missing; or name a vendor."));
        }
        if (address.isEmpty() && !dialect.equals(OFFLINE.value())) {
            problems.add(new Problem(place + ".base-url", "is missing."));
        }
        keyNeeded(place, brand);
        return new Settings.Vendor(
                new Label(in.text(place + ".name")),
                dialect,
                address,
                given(place + ".api-key").map(SensitiveText::of),
                new Capacity(in.number(place + ".permits"), in.number(place + ".queue")),
                new Manner(
                        brand.map(Brand::quirks).orElse(Set.of()),
                        in.text(place + ".api-version")));
    }

    /** A vendor's public address answers nobody without a key. */
    private void keyNeeded(String place, Optional<Brand> brand) {
        Optional<String> variable = brand.flatMap(Brand::keyVariable);
        boolean theirs = given(place + ".base-url").isEmpty();
        if (theirs && variable.isPresent() && given(place + ".api-key").isEmpty()) {
            problems.add(
                    new Problem(
                            place + ".api-key",
                            "is missing: name one, or set " + variable.get() + "."));
        }
    }

    private Optional<String> given(String place) {
        return Optional.of(in.text(place)).filter(text -> !text.isEmpty());
    }

    List<Settings.Model> models(List<Settings.Vendor> vendors) {
        if (in.size("models") == 0) {
            return List.of(fallback("default", EXTRACTIVE), fallback(EMBEDDING, EMBEDDING));
        }
        Set<String> known =
                vendors.stream().map(vendor -> vendor.name().value()).collect(Collectors.toSet());
        List<Settings.Model> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < in.size("models"); i++) {
            String place = "models[" + i + "]";
            if (!names.add(in.text(place + ".name"))) {
                problems.add(new Problem(place + ".name", "is used twice."));
            }
            all.add(model(place, known));
        }
        return all;
    }

    private Settings.Model fallback(String name, String model) {
        return new Settings.Model(
                new Label(name),
                List.of(new Settings.Target(OFFLINE, model, Price.FREE, traits(1, model))),
                new Settings.Waits(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(15),
                        Optional.empty()),
                Settings.Failure.CONTINUE,
                new Settings.Remembering(cache.on() ? "tenant" : "off", cache.ttl()),
                Routing.STANDARD);
    }

    private static Traits traits(int weight, String model) {
        return new Traits(weight, ModelTable.window(model));
    }

    private Settings.Model model(String place, Set<String> vendors) {
        List<Settings.Target> targets = new ArrayList<>();
        for (int i = 0; i < in.size(place + ".targets"); i++) {
            target(place + ".targets[" + i + "]", vendors).ifPresent(targets::add);
        }
        if (targets.isEmpty()) {
            problems.add(new Problem(place + ".targets", "needs at least one target."));
        }
        return new Settings.Model(
                new Label(in.text(place + ".name")),
                targets,
                waits(place + ".timeouts"),
                Settings.Failure.valueOf(
                        in.text(place + ".stream-failure").toUpperCase(Locale.ROOT)),
                remembering(place + ".cache"),
                new Routing(
                        Strategy.valueOf(
                                in.text(place + ".strategy")
                                        .toUpperCase(Locale.ROOT)
                                        .replace('-', '_')),
                        in.flag(place + ".hedge")));
    }

    private Optional<Settings.Target> target(String place, Set<String> vendors) {
        String vendor = in.text(place + ".provider");
        if (!vendors.contains(vendor)) {
            String nearest = Spelling.nearest(vendor, vendors).orElse("offline");
            problems.add(
                    new Problem(
                            place + ".provider",
                            "is not the name of a provider. The nearest is " + nearest + "."));
            return Optional.empty();
        }
        Traits known = traits(in.number(place + ".weight"), in.text(place + ".model"));
        int window = in.isSet(place + ".window") ? in.number(place + ".window") : known.window();
        Traits traits = new Traits(known.weight(), window, in.number(place + ".max-output"));
        return Optional.of(
                new Settings.Target(
                        new Label(vendor),
                        in.text(place + ".model"),
                        price(place + ".price", vendor),
                        traits));
    }

    /** What runs inside the house costs nothing; of others somebody must say so. */
    private Price price(String place, String vendor) {
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
        return free || vendor.equals(OFFLINE.value()) ? Price.FREE : Price.UNKNOWN;
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
        String scope = cache.on() ? in.text(place + ".scope") : "off";
        Duration ttl = in.isSet(place + ".ttl") ? in.span(place + ".ttl") : cache.ttl();
        return new Settings.Remembering(scope, ttl);
    }
}
