package portcullis.providers.line;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import portcullis.providers.line.Tongue.Framing;

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

    /**
     * True when the answer cannot be what was asked for: compressed, or of another media type.
     *
     * @param streamed how a streamed answer is framed; empty for a plain one
     */
    boolean unreadable(Optional<Framing> streamed) {
        if (!welcome()) {
            return false;
        }
        String type = header("content-type").orElse("").toLowerCase(Locale.ROOT);
        String coding = header("content-encoding").orElse("identity");
        boolean expected =
                streamed.map(framing -> type.startsWith(framing.mediaType()))
                        .orElse(!type.startsWith("text/html") && !isStream(type));
        return !coding.equalsIgnoreCase("identity") || !(expected || type.isEmpty());
    }

    private static boolean isStream(String type) {
        return type.startsWith(Framing.EVENTS.mediaType());
    }
}
