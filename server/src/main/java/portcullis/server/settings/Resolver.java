package portcullis.server.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import portcullis.providers.Brand;

/** Gives every key its value and says what is wrong, all of it at once. */
final class Resolver {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private final Sources sources;
    private final FlatFile file;
    private final Aliases aliases;
    private final SecretFiles secrets;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> lists = new HashMap<>();
    private final Set<String> mentioned = new HashSet<>();

    Resolver(Sources sources, SecretFiles secrets) {
        this.sources = sources;
        this.file = FlatFile.of(sources.file());
        this.aliases = new Aliases(sources.environment());
        this.secrets = secrets;
    }

    List<Problem> problems() {
        return problems;
    }

    Resolved resolve() {
        problems.addAll(file.problems());
        problems.addAll(new Unknown(file).problems());
        SortedMap<String, Sourced> values = new TreeMap<>();
        for (Key key : Keys.ALL) {
            for (String place : places(key.path())) {
                values.put(place, value(key, place));
            }
        }
        problems.addAll(
                new UnknownVariables(sources.environment().keySet(), mentioned).problems(values));
        return new Resolved(values, lists);
    }

    /** The concrete places of a key: one, or one for each item of its list. */
    private List<String> places(String pattern) {
        int open = pattern.indexOf("[]");
        if (open < 0) {
            return List.of(pattern);
        }
        String list = pattern.substring(0, open);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < length(list); i++) {
            all.addAll(places(list + "[" + i + "]" + pattern.substring(open + 2)));
        }
        return all;
    }

    private int length(String list) {
        return lists.computeIfAbsent(list, this::count);
    }

    private int count(String list) {
        int size = 0;
        while (mentioned(list + "[" + size + "]")) {
            size++;
        }
        return size;
    }

    private boolean mentioned(String item) {
        String variable = Key.environmentName(item) + "_";
        return file.values().keySet().stream().anyMatch(place -> place.startsWith(item + "."))
                || sources.environment().keySet().stream().anyMatch(n -> n.startsWith(variable));
    }

    private Sourced value(Key key, String place) {
        Sourced found =
                first(key, place)
                        .or(() -> customary(key, place))
                        .orElse(new Sourced(key.fallback(), "default"));
        Sourced sourced =
                key.kind().secrecy() == Kind.Secrecy.OPEN ? found : opened(key, found, place);
        if (sourced.value().isEmpty()) {
            if (found.source().startsWith("file line") && !key.fallback().isEmpty()) {
                problems.add(new Problem(place, "has no value; leave the key out or give it one."));
            } else if (key.required()) {
                problems.add(new Problem(place, "is missing."));
            }
        } else if (!key.kind().accepts().test(sourced.value())) {
            problems.add(new Problem(place, "must be " + key.kind().expects() + "."));
        }
        return sourced;
    }

    private Optional<Sourced> first(Key key, String place) {
        Optional<Sourced> flag =
                Optional.ofNullable(sources.flags().get(place)).map(v -> new Sourced(v, "flag"));
        Optional<Sourced> variable = environment(key, place);
        Optional<Sourced> written = Optional.ofNullable(file.values().get(place));
        return flag.or(() -> variable).or(() -> written);
    }

    private Optional<Sourced> environment(Key key, String place) {
        String name = Key.environmentName(place);
        Map<String, String> said = new TreeMap<>(aliases.of(key));
        Optional.ofNullable(sources.environment().get(name))
                .filter(value -> !value.isBlank())
                .ifPresent(value -> said.put(name, value));
        if (said.values().stream().distinct().count() > 1) {
            String names = String.join(", ", said.keySet());
            problems.add(new Problem(place, "the variables " + names + " disagree."));
        }
        String speaker =
                said.containsKey(name) ? name : said.keySet().stream().findFirst().orElse("");
        return Optional.ofNullable(said.get(speaker))
                .map(value -> new Sourced(value, "environment " + speaker));
    }

    /** Follows {@code ${VARIABLE}} and {@code file:PATH}; a bare secret in the file is refused. */
    private Sourced opened(Key key, Sourced found, String place) {
        Matcher variable = VARIABLE.matcher(found.value());
        if (variable.matches()) {
            return named(found, variable.group(1), place);
        }
        if (found.value().startsWith("file:")) {
            return read(found, place);
        }
        boolean written = found.source().startsWith("file line");
        if (written && !found.value().isEmpty() && key.kind().betrays(found.value())) {
            problems.add(new Problem(place, "must be " + key.kind().expects() + "."));
            return new Sourced("", found.source());
        }
        return found;
    }

    private Sourced named(Sourced found, String variable, String place) {
        mentioned.add(variable);
        String value = sources.environment().getOrDefault(variable, "");
        String source = found.source() + ", variable " + variable;
        if (value.isEmpty()) {
            problems.add(
                    new Problem(place, "names the variable " + variable + ", which is not set."));
        }
        return new Sourced(value, source);
    }

    private Sourced read(Sourced found, String place) {
        Optional<String> content = secrets.read(found.value().substring("file:".length()));
        if (content.isEmpty()) {
            problems.add(new Problem(place, "names a file that cannot be read or is empty."));
        }
        return new Sourced(content.orElse(""), found.source() + ", secret file");
    }

    /** A vendor that is known by name has a variable for its key that everybody uses. */
    private Optional<Sourced> customary(Key key, String place) {
        if (!key.path().equals("providers[].api-key")) {
            return Optional.empty();
        }
        String beside = place.replace(".api-key", ".vendor");
        return Keys.ALL.stream()
                .filter(vendor -> vendor.path().equals("providers[].vendor"))
                .flatMap(vendor -> first(vendor, beside).stream())
                .flatMap(vendor -> Brand.named(vendor.value()).stream())
                .flatMap(brand -> brand.keyVariable().stream())
                .filter(name -> !sources.environment().getOrDefault(name, "").isBlank())
                .map(name -> named(new Sourced("", "environment"), name, place))
                .findFirst();
    }
}
