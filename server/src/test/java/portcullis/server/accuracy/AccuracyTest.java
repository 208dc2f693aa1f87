package portcullis.server.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.privacy.Inspection;

class AccuracyTest {
    private static final Inspection INSPECTION = Inspection.firstWidth();

    @TempDir private Path folder = Path.of("");

    private void set(String name, String... rows) throws IOException {
        Files.write(folder.resolve(name + ".jsonl"), List.of(rows));
    }

    private JsonNode measured() throws IOException {
        return new ObjectMapper().readTree(AccuracyJson.of(Accuracy.measure(folder, INSPECTION)));
    }

    @Test
    void valueFoundIsTouchedCoveredAndTyped() throws IOException {
        set(
                "presidio_unit",
                "{\"text\":\"ssn 123-45-6789\",\"spans\":[{\"start\":4,\"end\":15,"
                        + "\"type\":\"US_SSN\"}],\"scope\":[\"US_SSN\"]}",
                "{\"text\":\"nothing here\",\"spans\":[],\"scope\":[\"US_SSN\"]}",
                "{\"text\":\"ssn 987-65-4321\",\"spans\":[],\"scope\":[\"US_SSN\"]}");
        JsonNode ssn = measured().at("/values/presidio_unit/US_SSN");
        assertThat(ssn.path("all").asInt()).isEqualTo(1);
        assertThat(ssn.path("covered").asInt()).isEqualTo(1);
        assertThat(ssn.path("typed").asInt()).isEqualTo(1);
        assertThat(ssn.path("clean").asInt()).isEqualTo(2);
        assertThat(ssn.path("blocked").asInt()).isEqualTo(1);
    }

    @Test
    void valueThatNobodyCanFindIsAMiss() throws IOException {
        set(
                "presidio_unit",
                "{\"text\":\"the word is plain\",\"spans\":[{\"start\":4,\"end\":8,"
                        + "\"type\":\"US_SSN\"}],\"scope\":[\"US_SSN\"]}");
        JsonNode ssn = measured().at("/values/presidio_unit/US_SSN");
        assertThat(ssn.path("all").asInt()).isEqualTo(1);
        assertThat(ssn.path("touched").asInt()).isZero();
        assertThat(ssn.path("bound").asDouble()).isZero();
    }

    @Test
    void findingWithoutLabelLowersPrecision() throws IOException {
        set(
                "research_templates",
                "{\"text\":\"a@b.org c@d.org\",\"spans\":[{\"start\":0,\"end\":7,"
                        + "\"type\":\"EMAIL_ADDRESS\"}],\"scope\":\"all\"}");
        JsonNode email = measured().at("/running/EMAIL");
        assertThat(email.path("precision").asDouble()).isEqualTo(0.5);
        assertThat(email.path("recall").asDouble()).isEqualTo(1);
        assertThat(email.path("f2").asDouble()).isEqualTo(5 * 0.5 / 3);
    }

    @Test
    void youngAgesAndYearsAloneAreNotWanted() throws IOException {
        set(
                "research_templates",
                "{\"text\":\"aged 44 in 1999\",\"spans\":[{\"start\":5,\"end\":7,"
                        + "\"type\":\"AGE\"},{\"start\":11,\"end\":15,\"type\":\"DATE_TIME\"}]}");
        assertThat(measured().at("/running/all/all").asInt()).isZero();
    }

    @Test
    void alarmsAreCountedPerTenThousandWords() throws IOException {
        set("clinical_unlabelled", "{\"text\":\"call a@b.org now please\"}");
        assertThat(measured().at("/alarms/formats").asDouble()).isEqualTo(2500);
    }

    @Test
    void brokenSetIsNamedAndNeverShown() throws IOException {
        set("presidio_unit", "{\"text\": 123-45-6789");
        assertThatThrownBy(this::measured)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageNotContaining("6789");
    }

    @Test
    void tableHoldsNoTextOfTheRows() throws IOException {
        set(
                "evasion_basic",
                "{\"text\":\"note 123-45-6789\",\"disguise\":\"none\",\"spans\":[{\"start\":5,"
                        + "\"end\":16,\"type\":\"US_SSN\"}]}");
        assertThat(AccuracyTable.of(Accuracy.measure(folder, INSPECTION)))
                .anyMatch(line -> line.contains("none"))
                .noneMatch(line -> line.contains("6789"));
    }
}
