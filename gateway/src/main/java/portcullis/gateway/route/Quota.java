package portcullis.gateway.route;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a vendor tells of its own limits.
 *
 * @param headers for the caller, by their names there: {@code x-provider-…}
 * @param rest for how long no further call should be sent, when the quota is nearly used up
 */
public record Quota(Map<String, String> headers, Optional<Duration> rest) {
    public Quota {
        headers = Map.copyOf(headers);
    }
}
