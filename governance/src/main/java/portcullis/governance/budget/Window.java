package portcullis.governance.budget;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How long a budget lasts before it begins anew, in the tenant's time zone (GOV-35). */
public enum Window {
    HOUR,
    DAY,
    MONTH,
    TOTAL;

    /** When the window began that holds this moment; of {@code TOTAL} the epoch. */
    public Instant opened(Instant at, ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        return switch (this) {
            // An hour that a clock change repeats is two windows: the offset is part of it.
            case HOUR -> local.truncatedTo(ChronoUnit.HOURS).toInstant();
            case DAY -> local.toLocalDate().atStartOfDay(zone).toInstant();
            case MONTH -> local.toLocalDate().withDayOfMonth(1).atStartOfDay(zone).toInstant();
            case TOTAL -> Instant.EPOCH;
        };
    }

    /** When the next window begins; {@code TOTAL} never ends. */
    public Optional<Instant> closes(Instant at, ZoneId zone) {
        ZonedDateTime opened = opened(at, zone).atZone(zone);
        return switch (this) {
            case HOUR -> Optional.of(opened.plusHours(1).toInstant());
            case DAY ->
                    Optional.of(opened.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant());
            case MONTH ->
                    Optional.of(opened.toLocalDate().plusMonths(1).atStartOfDay(zone).toInstant());
            case TOTAL -> Optional.empty();
        };
    }
}
