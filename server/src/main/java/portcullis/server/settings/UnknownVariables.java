package portcullis.server.settings;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds variables that look like ours and that no key reads (OPS-54): a mistyped one must not be
 * ignored silently.
 */
final class UnknownVariables {
    private static final String OURS = "PORTCULLIS_";
    // Read by the start script and by tests.
    private static final Set<String> OTHERS =
            Set.of(
                    "PORTCULLIS_JAVA_HOME",
                    "PORTCULLIS_HEAP",
                    "PORTCULLIS_JAVA_OPTS",
                    "PORTCULLIS_TESTDATA");
    private static final Set<String> PATTERNS =
            Keys.ALL.stream()
                    .map(key -> Key.environmentName(key.path()))
                    .collect(Collectors.toUnmodifiableSet());
    private final Set<String> names;
    private final Set<String> mentioned;

    /**
     * @param names of the environment
     * @param mentioned names that the configuration reads with <code>${NAME}</code>
     */
    UnknownVariables(Set<String> names, Set<String> mentioned) {
        this.names = names;
        this.mentioned = mentioned;
    }

    /** One for each variable that is none of the places. */
    List<Problem> problems(Map<String, Sourced> places) {
        Set<String> read =
                places.keySet().stream().map(Key::environmentName).collect(Collectors.toSet());
        return names.stream()
                .filter(name -> name.startsWith(OURS))
                .filter(name -> !read.contains(name) && !mentioned.contains(name))
                .filter(name -> !OTHERS.contains(name))
                .sorted()
                .map(UnknownVariables::problem)
                .toList();
    }

    private static Problem problem(String name) {
        String pattern = name.replaceAll("_\\d+_", "_<n>_");
        if (PATTERNS.contains(pattern)) {
            return new Problem(safe(name), "skips a number: lists count from 0 without gaps.");
        }
        String nearest = Spelling.nearest(pattern, PATTERNS).orElse("");
        return new Problem(safe(name), "is not a variable. The nearest is " + nearest + ".");
    }

    /** A mistyped name is the operator's own; control characters are not shown. */
    private static String safe(String name) {
        String shown = name.replaceAll("[^\\x20-\\x7e]", "?");
        return shown.length() > 120 ? shown.substring(0, 120) + "…" : shown;
    }
}
