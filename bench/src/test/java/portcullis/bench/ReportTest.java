package portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What pages are made of. */
class ReportTest {
    @Test
    @Tag("GTW-6")
    void growthIsTheSlopeOfMemory() {
        List<Soak.Reading> readings =
                List.of(
                        new Soak.Reading(0, 100, 1),
                        new Soak.Reading(1800, 105, 9),
                        new Soak.Reading(3600, 110, 2));
        assertThat(Soak.perHour(readings)).isEqualTo(10);
        assertThat(Soak.perHour(readings.subList(0, 1))).isZero();
    }

    @Test
    void theHeapIsItsGenerationsWithoutMetaspace() throws IOException {
        String info =
                """
                4711:
                 DefNew    total 19712K, used 2048K [0x00, 0x01, 0x02)
                  eden space 17536K,  12% used [0x00, 0x01, 0x02)
                 Tenured   total 43712K, used 1024K [0x00, 0x01, 0x02)
                  the  space 43712K,   2% used [0x00, 0x01, 0x02)
                 Metaspace       used 9999K, committed 10000K, reserved 1114112K
                  class space    used 888K, committed 900K, reserved 1048576K
                """;
        assertThat(Heap.parse(info)).isEqualTo(3);
        // Newer JDKs indent less.
        assertThat(Heap.parse(info.replace("\n ", "\n"))).isEqualTo(3);
        assertThatThrownBy(() -> Heap.parse("No such process")).isInstanceOf(IOException.class);
    }

    @Test
    void aPictureNamesItsLinesAndHoldsNoScript() {
        String svg =
                Plot.of("Title", "across", "up", Plot.Scale.LOGARITHMIC)
                        .line("one", List.of(new Plot.Point(10, 1), new Plot.Point(1000, 100)))
                        .line("none", List.of())
                        .svg();
        assertThat(svg)
                .contains(">one<", ">none<", ">across<", "cx=\"70.0\" cy=\"280.0\"")
                .contains("cx=\"510.0\" cy=\"40.0\"")
                .doesNotContain("NaN", "script");
    }

    @Test
    void theWholePlanHoldsAllLevelsOfStreams() {
        assertThat(Plan.WHOLE.levels())
                .extracting(Level::streams)
                .containsExactly(64, 128, 512, 1000, 5000);
        assertThat(Plan.WHOLE.levels())
                .allSatisfy(
                        level ->
                                assertThat(level.rampMillis())
                                        .isLessThan(level.pace().millis() * level.pace().events()));
    }
}
