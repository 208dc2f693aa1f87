package portcullis.providers;

import java.net.URI;
import java.util.Optional;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;

/**
 * One configured vendor.
 *
 * @param name as in the configuration; never leaves the house
 * @param base where its API begins, such as {@code http://127.0.0.1:9001/v1}; http or https
 * @param key the secret our calls are paid with; kept out of every log by its type
 * @param permits connections that may be open at the same time, 1–65,536; as many calls again may
 *     wait for one, further calls are told to come later
 */
public record Vendor(Label name, URI base, Optional<SensitiveText> key, int permits) {
    /** Enough for 5,000 open streams (GTW-4). */
    public static final int PERMITS = 8_192;

    private static final int MOST_PERMITS = 65_536;

    public Vendor {
        if (permits < 1 || permits > MOST_PERMITS) {
            throw new IllegalArgumentException("permits must be 1-65536");
        }
    }

    public static Vendor of(Label name, URI base, Optional<SensitiveText> key) {
        return new Vendor(name, base, key, PERMITS);
    }

    /** A vendor inside this process: no address, no key. */
    public static Vendor inside(Label name) {
        return new Vendor(name, URI.create(""), Optional.empty(), PERMITS);
    }
}
