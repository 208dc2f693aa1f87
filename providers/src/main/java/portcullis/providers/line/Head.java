package portcullis.providers.line;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Status and headers of an answer.
 *
 * @param headers gives the first value of a header
 */
public record Head(int status, Function<String, Optional<String>> headers) {
    public Optional<String> header(String name) {
        return headers.apply(name);
    }

    boolean welcome() {
        return status / 100 == 2;
    }

    /** True when the answer cannot be what was asked for: compressed, or of another media type. */
    boolean unreadable(boolean streamed) {
        if (!welcome()) {
            return false;
        }
        String type = header("content-type").orElse("").toLowerCase(Locale.ROOT);
        String coding = header("content-encoding").orElse("identity");
        boolean events = type.startsWith("text/event-stream");
        boolean expected = streamed ? events : !events && !type.startsWith("text/html");
        return !coding.equalsIgnoreCase("identity") || !(expected || type.isEmpty());
    }
}
