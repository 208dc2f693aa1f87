package portcullis.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UnitsTest {
    @Test
    void unitsAreRead() {
        assertThat(Units.span("500ms")).contains(Duration.ofMillis(500));
        assertThat(Units.span("30d")).contains(Duration.ofDays(30));
        assertThat(Units.size("64MiB")).contains(64L * 1024 * 1024);
        assertThat(Units.size("10MB")).contains(10_000_000L);
        assertThat(Units.size("7")).contains(7L);
        assertThat(Units.rate("60/min")).contains(new Rate(60, Duration.ofMinutes(1)));
        assertThat(Units.rate("5/30s")).contains(new Rate(5, Duration.ofSeconds(30)));
        assertThat(Units.money("0.000001/day")).contains(1L);
    }

    @Property
    void nothingBreaksTheReaders(@ForAll String text) {
        Units.span(text);
        Units.size(text);
        Units.rate(text);
        Units.money(text);
        assertThat(FlatFile.of(text)).isNotNull();
    }
}
