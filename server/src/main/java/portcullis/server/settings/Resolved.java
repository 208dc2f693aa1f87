package portcullis.server.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Every place with its value, checked by kind, ready to be read into {@link Settings}. */
final class Resolved {
    private final SortedMap<String, Sourced> values;
    private final Map<String, Integer> lists;

    Resolved(SortedMap<String, Sourced> values, Map<String, Integer> lists) {
        this.values = values;
        this.lists = lists;
    }

    SortedMap<String, Sourced> values() {
        return values;
    }

    /** Number of items in a list such as {@code models} or {@code models[0].targets}. */
    int size(String list) {
        return lists.getOrDefault(list, 0);
    }

    String text(String place) {
        Sourced sourced = values.get(place);
        if (sourced == null) {
            throw new IllegalStateException("no such key in the register");
        }
        return sourced.value();
    }

    boolean isSet(String place) {
        return !text(place).isEmpty();
    }

    int number(String place) {
        return Integer.parseInt(text(place));
    }

    boolean flag(String place) {
        return Boolean.parseBoolean(text(place));
    }

    Duration span(String place) {
        return Units.span(text(place)).orElseThrow();
    }

    long size(String place, long fallback) {
        return Units.size(text(place)).orElse(fallback);
    }

    Rate rate(String place) {
        return Units.rate(text(place)).orElseThrow();
    }

    List<String> names(String place) {
        return Arrays.stream(text(place).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
