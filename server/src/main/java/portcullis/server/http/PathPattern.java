package portcullis.server.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with placeholders: {@code /docs/{id}} takes one segment, {@code /models/{id...}} takes the
 * rest with its slashes. A placeholder never takes nothing.
 */
final class PathPattern {
    private static final String REST = "...}";
    private final List<String> segments;

    PathPattern(String text) {
        this.segments = segments(text);
    }

    /** The placeholders' values, still percent-encoded, when the path fits. */
    Optional<Map<String, String>> match(List<String> path) {
        boolean open = !segments.isEmpty() && segments.getLast().endsWith(REST);
        if (open ? path.size() < segments.size() : path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String wanted = segments.get(i);
            String given =
                    wanted.endsWith(REST)
                            ? String.join("/", path.subList(i, path.size()))
                            : path.get(i);
            if (!take(wanted, given, values)) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static boolean take(String wanted, String given, Map<String, String> values) {
        if (!wanted.startsWith("{")) {
            return wanted.equals(given);
        }
        values.put(wanted.replaceAll("[{}.]", ""), given);
        return !given.isEmpty();
    }

    static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }
}
