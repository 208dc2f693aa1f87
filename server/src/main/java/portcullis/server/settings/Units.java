package portcullis.server.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers with their units. A number without its unit, or with another one, is refused. */
final class Units {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(ms|s|m|min|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(B|KB|MB|GB|KiB|MiB|GiB)?");
    private static final Pattern RATE = Pattern.compile("(\\d{1,12})/(\\d{0,9})(s|min|h|day)");
    private static final Pattern MONEY = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)/day");

    private Units() {}

    /** {@code 500ms}, {@code 10s}, {@code 5m}, {@code 6h}, {@code 30d}. */
    static Optional<Duration> span(String text) {
        Matcher match = SPAN.matcher(text);
        return match.matches()
                ? Optional.of(unit(match.group(2)).multipliedBy(Long.parseLong(match.group(1))))
                : Optional.empty();
    }

    /**
     * Bytes: a bare number, or one with {@code KB MB GB} (1,000) or {@code KiB MiB GiB} (1,024).
     */
    static Optional<Long> size(String text) {
        Matcher match = SIZE.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        String unit = match.group(2) == null ? "B" : match.group(2);
        long base = unit.endsWith("iB") ? 1024 : 1000;
        long factor =
                switch (unit.toUpperCase(Locale.ROOT).charAt(0)) {
                    case 'K' -> base;
                    case 'M' -> base * base;
                    case 'G' -> base * base * base;
                    default -> 1;
                };
        return Optional.of(Long.parseLong(match.group(1)) * factor);
    }

    /** {@code 60/min}, {@code 1000/day}, {@code 100/30s}. */
    static Optional<Rate> rate(String text) {
        Matcher match = RATE.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        long units = match.group(2).isEmpty() ? 1 : Long.parseLong(match.group(2));
        Duration period = unit(match.group(3)).multipliedBy(units);
        long count = Long.parseLong(match.group(1));
        return period.isZero() ? Optional.empty() : Optional.of(new Rate(count, period));
    }

    /** Millionths of the currency a day: {@code 50.00/day}. */
    static Optional<Long> money(String text) {
        Matcher match = MONEY.matcher(text);
        return match.matches()
                ? Optional.of(new BigDecimal(match.group(1)).movePointRight(6).longValueExact())
                : Optional.empty();
    }

    /** Millionths of the currency: {@code 50.00}. */
    static Optional<Long> amount(String text) {
        return money(text + "/day");
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m", "min" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d", "day" -> Duration.ofDays(1);
            default -> throw new IllegalArgumentException("not a unit of time");
        };
    }
}
