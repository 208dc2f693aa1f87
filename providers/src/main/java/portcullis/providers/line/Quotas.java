package portcullis.providers.line;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import portcullis.gateway.route.Quota;

/**
 * What an answer's headers say about the vendor's own limits. Callers are told under {@code
 * x-provider-…}; our own limits have the usual names.
 */
final class Quotas {
    private static final List<String> TOLD =
            List.of(
                    "x-ratelimit-limit",
                    "x-ratelimit-remaining",
                    "x-ratelimit-reset",
                    "x-ratelimit-limit-requests",
                    "x-ratelimit-limit-tokens",
                    "x-ratelimit-remaining-requests",
                    "x-ratelimit-remaining-tokens",
                    "x-ratelimit-reset-requests",
                    "x-ratelimit-reset-tokens",
                    "anthropic-ratelimit-requests-limit",
                    "anthropic-ratelimit-requests-remaining",
                    "anthropic-ratelimit-requests-reset",
                    "anthropic-ratelimit-tokens-limit",
                    "anthropic-ratelimit-tokens-remaining",
                    "anthropic-ratelimit-tokens-reset",
                    "anthropic-ratelimit-input-tokens-remaining",
                    "anthropic-ratelimit-output-tokens-remaining");

    /** Anything else in these headers is not a limit and is not handed on. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9.:+-]{1,40}");

    /** As Groq writes a span: {@code 2m59.56s}, {@code 7.66s}, {@code 120ms}. */
    private static final Pattern SPAN =
            Pattern.compile(
                    "(?:(\\d{1,3})h)?(?:(\\d{1,4})m)?(?:(\\d{1,6}(?:\\.\\d{1,9})?)(ms|s))?");

    private static final int FEW_REQUESTS = 2;
    private static final int FEW_TOKENS = 1_000;
    private static final Duration UNTOLD = Duration.ofSeconds(10);

    private Quotas() {}

    /**
     * What there is to tell.
     *
     * @param spare whether a quota that is nearly used up keeps the next calls away
     */
    static Optional<Quota> of(Head head, boolean spare) {
        Map<String, String> told = new LinkedHashMap<>();
        for (String name : TOLD) {
            head.header(name)
                    .filter(value -> PLAIN.matcher(value).matches())
                    .ifPresent(value -> told.put("x-provider-" + shortened(name), value));
        }
        Optional<Duration> rest = spare ? rest(head) : Optional.empty();
        return told.isEmpty() && rest.isEmpty()
                ? Optional.empty()
                : Optional.of(new Quota(told, rest));
    }

    private static String shortened(String name) {
        return name.startsWith("x-") ? name.substring(2) : name;
    }

    /** Until the quota that is nearly used up is full again; the longer one when both are. */
    private static Optional<Duration> rest(Head head) {
        Optional<Duration> requests = rest(head, "requests", FEW_REQUESTS);
        Optional<Duration> tokens = rest(head, "tokens", FEW_TOKENS);
        return requests.isPresent() && tokens.isPresent()
                ? requests.filter(span -> span.compareTo(tokens.get()) > 0).or(() -> tokens)
                : requests.or(() -> tokens);
    }

    private static Optional<Duration> rest(Head head, String what, int few) {
        return head.header("x-ratelimit-remaining-" + what)
                .filter(left -> left.matches("\\d{1,9}") && Integer.parseInt(left) <= few)
                .map(
                        _ ->
                                head.header("x-ratelimit-reset-" + what)
                                        .flatMap(Quotas::span)
                                        .orElse(UNTOLD));
    }

    private static Optional<Duration> span(String text) {
        Matcher match = SPAN.matcher(text);
        if (text.isEmpty() || !match.matches()) {
            return Optional.empty();
        }
        double amount = match.group(3) == null ? 0 : Double.parseDouble(match.group(3));
        long millis = Math.round("ms".equals(match.group(4)) ? amount : amount * 1_000);
        return Optional.of(
                Duration.ofMillis(millis)
                        .plusHours(match.group(1) == null ? 0 : Long.parseLong(match.group(1)))
                        .plusMinutes(match.group(2) == null ? 0 : Long.parseLong(match.group(2))));
    }
}
