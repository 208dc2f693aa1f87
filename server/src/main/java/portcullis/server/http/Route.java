package portcullis.server.http;

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

    /** True when errors are spoken in the dialect of a model API. */
    static boolean speaksModelApi(String path) {
        return path.startsWith("/v1/") || path.equals("/v1");
    }
}
