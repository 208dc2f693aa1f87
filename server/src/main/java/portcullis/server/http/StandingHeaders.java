package portcullis.server.http;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import portcullis.governance.limit.Standing;

/** Where a key stands, as headers (GOV-24). */
final class StandingHeaders {
    private StandingHeaders() {}

    static Map<String, String> of(Standing standing, Clock clock) {
        Map<String, String> headers = new LinkedHashMap<>();
        dimension(headers, "requests", standing.requests());
        dimension(headers, "tokens", standing.tokens());
        Standing.Dimension requests = standing.requests();
        headers.put("x-ratelimit-limit", Long.toString(requests.limit()));
        headers.put("x-ratelimit-remaining", Long.toString(requests.remaining()));
        long reset = clock.instant().plus(requests.reset()).getEpochSecond();
        headers.put("x-ratelimit-reset", Long.toString(reset));
        return headers;
    }

    private static void dimension(
            Map<String, String> headers, String name, Standing.Dimension dimension) {
        headers.put("x-ratelimit-limit-" + name, Long.toString(dimension.limit()));
        headers.put("x-ratelimit-remaining-" + name, Long.toString(dimension.remaining()));
        headers.put("x-ratelimit-reset-" + name, span(dimension.reset()));
    }

    /** {@code 6m0s}, {@code 1s}, {@code 250ms}, as the SDKs of the dialect know it. */
    static String span(Duration span) {
        if (span.compareTo(Duration.ofSeconds(1)) < 0) {
            return span.toMillis() + "ms";
        }
        StringBuilder text = new StringBuilder();
        if (span.toHours() > 0) {
            text.append(span.toHours()).append('h');
        }
        if (span.toMinutes() > 0) {
            text.append(span.toMinutesPart()).append('m');
        }
        return text.append(span.toSecondsPart()).append('s').toString();
    }
}
