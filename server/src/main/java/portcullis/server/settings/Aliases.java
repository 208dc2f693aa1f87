package portcullis.server.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the environment names of earlier products in their own spelling (operations, section 6).
 */
final class Aliases {
    private final Map<String, String> environment;

    Aliases(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * What the aliases of a key say, by alias, in the spelling of the key. Empty ones say nothing.
     */
    Map<String, String> of(Key key) {
        Map<String, String> said = new TreeMap<>();
        if (key.aliases().contains("RATE_LIMIT_REQUESTS")) {
            rate().ifPresent(rate -> said.put("RATE_LIMIT_REQUESTS", rate));
            return said;
        }
        for (String alias : key.aliases()) {
            value(alias).ifPresent(value -> said.put(alias, translated(alias, value)));
        }
        return said;
    }

    private Optional<String> rate() {
        Optional<String> requests = value("RATE_LIMIT_REQUESTS");
        Optional<String> window = value("RATE_LIMIT_WINDOW_SECONDS");
        if (requests.isEmpty() && window.isEmpty()) {
            return Optional.empty();
        }
        String seconds = window.orElse("60");
        String period = seconds.equals("60") ? "min" : seconds + "s";
        return Optional.of(requests.orElse("60") + "/" + period);
    }

    private String translated(String alias, String value) {
        return switch (alias) {
            case "AI_RESPONSE_CACHE_TTL_SECONDS", "RATE_LIMIT_STATUS_CACHE_SECONDS" -> value + "s";
            case "LOG_LEVEL" -> level(value.toUpperCase(Locale.ROOT));
            case "AI_RESPONSE_CACHE_ENABLED",
                    "DEBUG",
                    "LOG_JSON",
                    "LOG_TO_FILE",
                    "PROMETHEUS_ENABLED",
                    "STREAMING_ENABLED" ->
                    flag(value.toLowerCase(Locale.ROOT));
            default -> value;
        };
    }

    private static String level(String value) {
        return value.equals("WARNING") ? "WARN" : value;
    }

    private static String flag(String value) {
        return switch (value) {
            case "1", "yes", "on" -> "true";
            case "0", "no", "off" -> "false";
            default -> value;
        };
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
