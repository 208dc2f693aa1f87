package portcullis.governance.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;

class BudgetsTest {
    private static final TenantId WARD = new TenantId("ward");
    private static final KeyId KEY = new KeyId("0123456789ab");
    private static final Label MODEL = new Label("default");
    private static final Instant NOW = Instant.parse("2026-03-31T23:30:00Z");

    @ParameterizedTest
    @Tag("GOV-35")
    @CsvSource({
        "HOUR, UTC, 2026-03-31T23:30:00Z, 2026-03-31T23:00:00Z, 2026-04-01T00:00:00Z",
        "DAY, UTC, 2026-03-31T23:30:00Z, 2026-03-31T00:00:00Z, 2026-04-01T00:00:00Z",
        "DAY, Europe/Berlin, 2026-03-31T23:30:00Z, 2026-03-31T22:00:00Z, 2026-04-01T22:00:00Z",
        "MONTH, UTC, 2026-03-31T23:30:00Z, 2026-03-01T00:00:00Z, 2026-04-01T00:00:00Z",
        "MONTH, Europe/Berlin, 2026-03-31T23:30:00Z, 2026-03-31T22:00:00Z, 2026-04-30T22:00:00Z",
        // The clocks go forward: a day of 23 hours.
        "DAY, Europe/Berlin, 2026-03-29T10:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        // The clocks go back: the hour from 2 to 3 is there twice, and is two windows.
        "HOUR, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z",
        "HOUR, Europe/Berlin, 2026-10-25T01:30:00Z, 2026-10-25T01:00:00Z, 2026-10-25T02:00:00Z",
        "HOUR, Asia/Kolkata, 2026-03-31T23:45:00Z, 2026-03-31T23:30:00Z, 2026-04-01T00:30:00Z",
    })
    void windowsFollowTheTenantsClock(
            Window window, String zone, Instant at, Instant opened, Instant closes) {
        assertThat(window.opened(at, ZoneId.of(zone))).isEqualTo(opened);
        assertThat(window.closes(at, ZoneId.of(zone))).contains(closes);
        assertThat(window.opened(closes, ZoneId.of(zone))).isEqualTo(closes);
        assertThat(window.opened(closes.minusNanos(1), ZoneId.of(zone))).isEqualTo(opened);
    }

    @Test
    void totalNeverEnds() {
        assertThat(Window.TOTAL.opened(NOW, ZoneOffset.UTC)).isEqualTo(Instant.EPOCH);
        assertThat(Window.TOTAL.closes(NOW, ZoneOffset.UTC)).isEmpty();
    }

    @Test
    @Tag("GOV-29")
    void namedBudgetGoesBeforeTheGeneralOneOfItsScopeAndWindow() {
        Budgets budgets =
                of(
                        new Budget(Scope.TENANT, Optional.empty(), 10, Window.DAY),
                        new Budget(Scope.TENANT, Optional.of(new Label("ward")), 99, Window.DAY),
                        new Budget(Scope.TENANT, Optional.empty(), 500, Window.MONTH),
                        new Budget(Scope.MODEL, Optional.of(new Label("other")), 1, Window.DAY),
                        new Budget(Scope.KEY, Optional.empty(), 7, Window.HOUR));

        assertThat(budgets.claims(WARD, KEY, MODEL, NOW))
                .extracting(claim -> claim.account().scope() + " " + claim.ceilingMicros())
                .containsExactly("TENANT 99", "TENANT 500", "KEY 7");
        assertThat(budgets.claims(new TenantId("lab"), KEY, MODEL, NOW).getFirst().ceilingMicros())
                .isEqualTo(10);
    }

    @Test
    void aTenantMayHaveAZoneOfItsOwn() {
        Budgets budgets =
                new Budgets(
                        List.of(new Budget(Scope.TENANT, Optional.empty(), 10, Window.DAY)),
                        ZoneOffset.UTC,
                        Map.of(WARD, ZoneId.of("Europe/Berlin")));

        assertThat(budgets.claims(WARD, KEY, MODEL, NOW).getFirst().account().opened())
                .isEqualTo(Instant.parse("2026-03-31T22:00:00Z"));
        assertThat(
                        budgets.claims(new TenantId("lab"), KEY, MODEL, NOW)
                                .getFirst()
                                .account()
                                .opened())
                .isEqualTo(Instant.parse("2026-03-31T00:00:00Z"));
    }

    @Test
    void withoutBudgetsNothingIsClaimed() {
        assertThat(Budgets.NONE.claims(WARD, KEY, MODEL, NOW)).isEmpty();
    }

    @Test
    void aLyingBillStaysInSixtyFourBits() {
        Line line = Line.under(10).reserve(5, 10).settle(5, Long.MAX_VALUE);
        Line more = line.reserve(0, 10).settle(0, Long.MAX_VALUE);

        assertThat(more.settled()).isPositive();
        assertThat(more.settled() - more.over() + more.reserved()).isLessThanOrEqualTo(10);
        assertThat(more.fits(0, 10)).isFalse();
    }

    private static Budgets of(Budget... all) {
        return new Budgets(List.of(all), ZoneOffset.UTC, Map.of());
    }
}
