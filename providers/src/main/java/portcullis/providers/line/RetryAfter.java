package portcullis.providers.line;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long a vendor asks us to stay away: {@code retry-after-ms}, or {@code retry-after} as seconds
 * or an HTTP date (RFC 9110, section 10.2.3). Nonsense, and numbers of more than a day, are none.
 */
public final class RetryAfter {
    private static final BigDecimal MOST_MILLIS = BigDecimal.valueOf(Duration.ofDays(1).toMillis());

    private final Clock clock;

    public RetryAfter(Clock clock) {
        this.clock = clock;
    }

    public Optional<Duration> in(Head head) {
        return head.header("retry-after-ms")
                .flatMap(text -> number(text, 1))
                .or(() -> head.header("retry-after").flatMap(text -> number(text, 1_000)))
                .or(() -> head.header("retry-after").flatMap(this::until));
    }

    private static Optional<Duration> number(String text, int millis) {
        try {
            BigDecimal value = new BigDecimal(text.strip()).multiply(BigDecimal.valueOf(millis));
            boolean usable = value.signum() >= 0 && value.compareTo(MOST_MILLIS) <= 0;
            return usable ? Optional.of(Duration.ofMillis(value.longValue())) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private Optional<Duration> until(String text) {
        try {
            Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from);
            Duration wait = Duration.between(clock.instant(), date);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
