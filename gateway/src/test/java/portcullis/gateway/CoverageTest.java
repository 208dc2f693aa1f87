package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import portcullis.gateway.Coverage.Cell;
import portcullis.gateway.Coverage.Failure;
import portcullis.gateway.Coverage.Handler;
import portcullis.privacy.Inspection;
import portcullis.privacy.find.Detector;

/** Every cell of the coverage matrix, through the whole journey to a provider (SCR-78). */
@Tag("SCR-76")
@Tag("SCR-55")
class CoverageTest {
    private static final List<String> DIGITS = List.of("219-09-9999", "219099999");

    private static final List<Cell> CELLS =
            Stream.of(Dialect.values()).flatMap(dialect -> Coverage.of(dialect).stream()).toList();

    private static List<Cell> cells() {
        return CELLS;
    }

    @Test
    @Tag("SCR-77")
    void noCellIsMissingAndNoneLetsAnythingOut() {
        List<Cell> cells = cells();
        assertThat(cells).hasSize((3 * 2 + 2) * RequestPart.values().length);
        assertThat(cells).filteredOn(Cell::isHole).isEmpty();
        assertThat(cells)
                .allSatisfy(cell -> assertThat(cell.outcomes()).containsOnlyKeys(Failure.values()));
        assertThat(cells).filteredOn(cell -> cell.handler() == Handler.READ).hasSizeGreaterThan(80);
    }

    @Test
    @Tag("SCR-69")
    void anInspectionWithoutDetectorsCannotBeMade() {
        assertThat(cells())
                .extracting(cell -> cell.outcomes().get(Failure.BAD_CONFIGURATION))
                .allMatch(outcome -> outcome.equals("start_refused") || isRefusal(outcome));
    }

    private static boolean isRefusal(String outcome) {
        return outcome.startsWith("scan_") || outcome.equals("invalid_value");
    }

    @Test
    @Tag("SCR-8")
    void mediaIsBlockedInEveryDialect() {
        assertThat(cells())
                .filteredOn(cell -> cell.part() == RequestPart.IMAGE)
                .allMatch(cell -> cell.handler() == Handler.BLOCK);
    }

    @TestFactory
    @Tag("SCR-78")
    Stream<DynamicTest> theProviderNeverSeesThePlantedValue() {
        ScriptedProvider provider = provider();
        TestHouse house = TestHouse.reading(Inspection.firstWidth(), provider);
        Stream<DynamicTest> each =
                cells().stream()
                        .map(cell -> DynamicTest.dynamicTest(name(cell), () -> sends(house, cell)));
        DynamicTest none =
                DynamicTest.dynamicTest(
                        "and what was sent is free of it",
                        () -> {
                            assertThat(provider.natives).isNotEmpty();
                            assertThat(provider.natives).noneMatch(CoverageTest::holds);
                            assertThat(provider.bodies).noneMatch(CoverageTest::holds);
                            house.close();
                        });
        return Stream.concat(each, Stream.of(none));
    }

    private static void sends(TestHouse house, Cell cell) {
        Listener heard = house.call(Planted.in(cell.dialect(), cell.part(), cell.streamed()));
        boolean masked = cell.outcomes().get(Failure.NONE).equals("masked");
        if (!masked) {
            assertThat(heard.status()).isGreaterThanOrEqualTo(400);
            assertThat(holds(heard.body)).isFalse();
        } else {
            heard.status();
        }
    }

    @TestFactory
    @Tag("SCR-54")
    @Tag("SCR-78")
    Stream<DynamicTest> aBrokenDetectorSendsNothing() {
        Detector throwing =
                (view, _) -> {
                    throw new IllegalStateException(view.text());
                };
        Detector crashing =
                (view, _) -> {
                    throw new OutOfMemoryError(view.text());
                };
        return Stream.of(throwing, crashing).flatMap(CoverageTest::sendsNothing);
    }

    private static Stream<DynamicTest> sendsNothing(Detector broken) {
        ScriptedProvider provider = provider();
        TestHouse house = TestHouse.reading(new Inspection(List.of(broken)), provider);
        Stream<DynamicTest> each =
                cells().stream()
                        .map(
                                cell ->
                                        DynamicTest.dynamicTest(
                                                name(cell), () -> refuses(house, cell)));
        DynamicTest none =
                DynamicTest.dynamicTest(
                        "and nothing was sent",
                        () -> {
                            assertThat(provider.natives).isEmpty();
                            house.close();
                        });
        return Stream.concat(each, Stream.of(none));
    }

    private static void refuses(TestHouse house, Cell cell) {
        Listener heard = house.call(Planted.in(cell.dialect(), cell.part(), cell.streamed()));
        assertThat(heard.status()).isGreaterThanOrEqualTo(400);
        assertThat(holds(heard.body)).isFalse();
    }

    private static ScriptedProvider provider() {
        return new ScriptedProvider(ScriptedProvider.answers(Chunks.streamed("fine")));
    }

    private static boolean holds(String text) {
        return DIGITS.stream().anyMatch(text::contains);
    }

    private static String name(Cell cell) {
        return cell.dialect() + (cell.streamed() ? " streamed " : " ") + cell.part();
    }

    @Test
    void aPlantedValueIsReallyInTheRequest() {
        for (Cell cell : cells()) {
            Raw raw = Planted.in(cell.dialect(), cell.part(), cell.streamed());
            String all = new String(raw.body(), UTF_8) + raw.headers().toString();
            boolean there =
                    holds(all) || all.contains(";base64,") || cell.part() == RequestPart.HEADERS;
            assertThat(there).as(name(cell)).isTrue();
        }
    }
}
