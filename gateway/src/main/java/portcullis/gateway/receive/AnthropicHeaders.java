package portcullis.gateway.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;

/**
 * The two headers with which an Anthropic client says how the API shall behave: its version, which
 * must be there, and the names of trials. Both travel on to a vendor that speaks the dialect.
 */
final class AnthropicHeaders {
    private static final String VERSION = "anthropic-version";
    private static final String BETA = "anthropic-beta";

    /** The day that a version was published on. Which of them exist is the vendor's to say. */
    private static final Pattern PUBLISHED = Pattern.compile("20[2-9][0-9]-[01][0-9]-[0-3][0-9]");

    private static final int MOST_BETAS = 32;

    /** A trial's name, and the day it was opened on, which says nothing about any patient. */
    private static final Pattern TRIAL =
            Pattern.compile("[a-z][a-z0-9]{0,31}(-[a-z0-9]{1,31}){0,15}");

    private static final Pattern OPENED = Pattern.compile("-20[2-9][0-9]-[01][0-9]-[0-3][0-9]$");

    private final Map<String, SensitiveText> headers;

    AnthropicHeaders(Map<String, SensitiveText> headers) {
        this.headers = headers;
    }

    /** What is wrong with them. */
    Optional<Refusal> fault() {
        SensitiveText version = headers.get(VERSION);
        if (version == null) {
            return Optional.of(Refusal.of(RefusalCode.MISSING_FIELD).at(FieldPath.field(VERSION)));
        }
        if (!PUBLISHED.matcher(version.reveal()).matches()) {
            return Optional.of(Refusal.of(RefusalCode.INVALID_VALUE).at(FieldPath.field(VERSION)));
        }
        List<String> betas = betas();
        boolean named = betas.stream().allMatch(beta -> TRIAL.matcher(beta).matches());
        return named && betas.size() <= MOST_BETAS
                ? Optional.empty()
                : Optional.of(Refusal.of(RefusalCode.INVALID_VALUE).at(FieldPath.field(BETA)));
    }

    /** The trials' names in the caller's order. */
    List<String> betas() {
        SensitiveText header = headers.get(BETA);
        List<String> betas = new ArrayList<>();
        if (header != null) {
            for (String beta : header.reveal().split(",", -1)) {
                String name = beta.strip();
                if (!name.isEmpty()) {
                    betas.add(name);
                }
            }
        }
        return betas;
    }

    /** What of a name is read like any other text that leaves the house (SCR-4). */
    static String readable(String beta) {
        return OPENED.matcher(beta).replaceFirst("");
    }
}
