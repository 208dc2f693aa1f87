package portcullis.server.settings;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds places of a file that no key of the register knows, and the key that was meant. */
final class Unknown {
    private static final Set<String> KNOWN =
            Keys.ALL.stream().map(Key::path).collect(Collectors.toUnmodifiableSet());
    private final FlatFile file;

    Unknown(FlatFile file) {
        this.file = file;
    }

    List<Problem> problems() {
        return file.values().entrySet().stream()
                .filter(entry -> !KNOWN.contains(pattern(entry.getKey())))
                .map(this::problem)
                .toList();
    }

    private Problem problem(Map.Entry<String, Sourced> entry) {
        String pattern = pattern(entry.getKey());
        String place = safe(entry.getKey());
        if (KNOWN.stream()
                .anyMatch(
                        known ->
                                known.startsWith(pattern + ".")
                                        || known.startsWith(pattern + "[]"))) {
            return new Problem(
                    place, "must hold keys, not a value (" + entry.getValue().source() + ").");
        }
        String nearest = Spelling.nearest(pattern, KNOWN).orElse("");
        return new Problem(
                place,
                "is not a key ("
                        + entry.getValue().source()
                        + "). The nearest is "
                        + nearest
                        + ".");
    }

    private static String pattern(String place) {
        return place.replaceAll("\\[\\d+]", "[]");
    }

    /** A mistyped key is the operator's own; control characters are not shown. */
    private static String safe(String place) {
        String shown = place.replaceAll("[^\\x20-\\x7e]", "?");
        return shown.length() > 120 ? shown.substring(0, 120) + "…" : shown;
    }
}
