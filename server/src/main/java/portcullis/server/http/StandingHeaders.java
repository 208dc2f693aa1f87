package portcullis.server.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import portcullis.governance.limit.Standing;

/**
 * Where a caller stands, as headers (GOV-24): by dimension as OpenAI's clients know them, in
 * general by epoch seconds, and for Anthropic's messages also as its clients know them. They
 * describe our limits, the tightest of each dimension.
 */
final class StandingHeaders {
    private static final String MESSAGES = "/v1/messages";

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Instant now;
    private final boolean anthropic;

    private StandingHeaders(Instant now, boolean anthropic) {
        this.now = now;
        this.anthropic = anthropic;
    }

    static Map<String, String> of(String path, Standing standing, Clock clock) {
        boolean messages = path.equals(MESSAGES) || path.startsWith(MESSAGES + "/");
        StandingHeaders all = new StandingHeaders(clock.instant(), messages);
        standing.requests().ifPresent(all::general);
        standing.requests().ifPresent(requests -> all.dimension("requests", requests));
        standing.tokens().ifPresent(tokens -> all.dimension("tokens", tokens));
        return all.headers;
    }

    private void general(Standing.Dimension requests) {
        headers.put("x-ratelimit-limit", Long.toString(requests.limit()));
        headers.put("x-ratelimit-remaining", Long.toString(requests.remaining()));
        long reset = now.plus(requests.reset()).getEpochSecond();
        headers.put("x-ratelimit-reset", Long.toString(reset));
    }

    private void dimension(String name, Standing.Dimension dimension) {
        headers.put("x-ratelimit-limit-" + name, Long.toString(dimension.limit()));
        headers.put("x-ratelimit-remaining-" + name, Long.toString(dimension.remaining()));
        headers.put("x-ratelimit-reset-" + name, span(dimension.reset()));
        if (anthropic) {
            String prefix = "anthropic-ratelimit-" + name;
            headers.put(prefix + "-limit", Long.toString(dimension.limit()));
            headers.put(prefix + "-remaining", Long.toString(dimension.remaining()));
            Instant reset = now.plus(dimension.reset()).truncatedTo(ChronoUnit.SECONDS);
            headers.put(prefix + "-reset", reset.toString());
        }
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
