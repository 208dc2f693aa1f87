package portcullis.gateway.receive;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the things lie that a request is cut at.
 *
 * @param fields the values of the body's own fields, by name
 * @param inside one past the body's opening brace
 * @param options the inside of {@code stream_options}, when it is an object
 * @param usage the value of {@code stream_options.include_usage}
 */
public record Layout(
        SortedMap<String, Span> fields, int inside, Optional<Span> options, Optional<Span> usage) {
    public Layout {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }
}
