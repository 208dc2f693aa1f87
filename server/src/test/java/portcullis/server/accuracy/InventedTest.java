package portcullis.server.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.privacy.Inspection;

class InventedTest {
    @TempDir private Path empty = Path.of("");

    @Test
    void sameSeedGivesTheSameRows() {
        assertThat(Invented.rows(7, 3)).isEqualTo(Invented.rows(7, 3));
        assertThat(Invented.rows(7, 3)).isNotEqualTo(Invented.rows(8, 3));
    }

    /** SCR-50: every type's lower bound, over 800 values that no rule was written for. */
    @Test
    @Tag("SCR-50")
    void everyTypeIsCoveredWithABoundOfNinetyNinePercent() {
        Map<String, ValueFigures> figures =
                Accuracy.measure(empty, Inspection.firstWidth()).values().get("invented");
        assertThat(figures).hasSizeGreaterThan(35);
        figures.forEach(
                (type, one) ->
                        assertThat(one.seen().bound()).as(type).isGreaterThanOrEqualTo(0.99));
    }
}
