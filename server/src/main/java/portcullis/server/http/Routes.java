package portcullis.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The route register. */
public final class Routes {
    private final List<Mounted> mounted = new ArrayList<>();

    /** A route and its compiled path. */
    private record Mounted(Route route, PathPattern pattern) {}

    /** Where a request leads. */
    sealed interface Found {
        record To(Route route, Map<String, String> path) implements Found {}

        record OtherMethods(Set<String> allowed) implements Found {}

        record Nowhere() implements Found {}
    }

    /** Refuses two routes of one method and path. */
    public Routes(List<Route> routes) {
        Set<String> seen = new HashSet<>();
        for (Route route : routes) {
            if (!seen.add(route.verb() + " " + route.path())) {
                throw new IllegalArgumentException("a route is declared twice: " + route.path());
            }
            mounted.add(new Mounted(route, new PathPattern(route.path())));
        }
    }

    /** All routes in the order of their declaration. */
    public List<Route> all() {
        return mounted.stream().map(Mounted::route).toList();
    }

    /** The first declared route that fits. A path that does not decode leads nowhere. */
    Found find(String method, String path) {
        List<String> segments = PathPattern.segments(path);
        Set<String> others = new TreeSet<>();
        for (Mounted one : mounted) {
            Optional<Map<String, String>> values = one.pattern().match(segments);
            if (values.isEmpty()) {
                continue;
            }
            if (serves(one.route().verb(), method)) {
                return decoded(values.get())
                        .<Found>map(plain -> new Found.To(one.route(), plain))
                        .orElseGet(Found.Nowhere::new);
            }
            others.add(one.route().verb().name());
        }
        return others.isEmpty() ? new Found.Nowhere() : new Found.OtherMethods(others);
    }

    private static boolean serves(Verb verb, String method) {
        return verb.name().equals(method) || (verb == Verb.GET && method.equals("HEAD"));
    }

    private static Optional<Map<String, String>> decoded(Map<String, String> values) {
        Map<String, String> plain = new HashMap<>();
        try {
            values.forEach(
                    (name, value) ->
                            plain.put(
                                    name,
                                    URLDecoder.decode(
                                            value.replace("+", "%2B"), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
        return Optional.of(plain);
    }
}
