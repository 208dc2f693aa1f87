package portcullis.server.http;

import java.util.Optional;
import portcullis.gateway.Dialect;

/**
 * One route, declared in one place: what is not declared does not exist (GOV-5).
 *
 * @param bodyCap most bytes of a body; 0 for routes that take none
 */
public record Route(
        Verb verb,
        String path,
        Entry entry,
        long bodyCap,
        Limiting limiting,
        Auditing auditing,
        Handling handling) {

    /**
     * The language that errors are spoken in: that of the model API which the path belongs to;
     * empty elsewhere. The list of models belongs to two.
     *
     * @param versioned whether the caller named a version of Anthropic's API
     */
    static Optional<Dialect> dialect(String path, boolean versioned) {
        if (!within(path, "/v1")) {
            return Optional.empty();
        }
        boolean anthropic =
                within(path, "/v1/messages") || (versioned && within(path, "/v1/models"));
        return Optional.of(anthropic ? Dialect.ANTHROPIC_MESSAGES : Dialect.OPENAI_CHAT);
    }

    private static boolean within(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }
}
