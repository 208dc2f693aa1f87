package portcullis.privacy.entities;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Context;
import portcullis.privacy.EntityType;
import portcullis.privacy.Finding;
import portcullis.privacy.Inspected;
import portcullis.privacy.Inspection;
import portcullis.privacy.Leaf;
import portcullis.privacy.Policy;
import portcullis.privacy.Specimen;

/** Every entity against its table of hits, near misses and traps. */
class FixturesTest {
    private static final Inspection INSPECTION = Inspection.firstWidth();

    record Line(EntityType type, boolean hit, String text) {}

    @Test
    @Tag("SCR-2")
    void everyRegisteredEntityHasHitsAndMisses() {
        for (EntityType type : registered()) {
            List<Line> lines = lines(type);
            assertThat(lines).as(type.name()).anyMatch(Line::hit).anyMatch(line -> !line.hit());
        }
    }

    @TestFactory
    @Tag("SCR-64")
    Stream<DynamicTest> fixturesHold() {
        return registered().stream()
                .flatMap(type -> lines(type).stream())
                .map(
                        line ->
                                DynamicTest.dynamicTest(
                                        line.type() + " " + line.text(), () -> hold(line)));
    }

    private static void hold(Line line) {
        String text = line.text().replace("[[", "").replace("]]", "");
        List<Finding> found = findings(text);
        if (line.hit()) {
            int start = line.text().indexOf("[[");
            int end = line.text().indexOf("]]") - 2;
            assertThat(found)
                    .as(line.text())
                    .anyMatch(
                            finding ->
                                    finding.types().contains(line.type())
                                            && finding.band() != Finding.Band.LOW
                                            && finding.start() <= start
                                            && finding.end() >= end
                                            && finding.end() - finding.start() <= end - start + 9);
        } else {
            assertThat(found)
                    .as(line.text())
                    .noneMatch(
                            finding ->
                                    finding.types().contains(line.type())
                                            && finding.band() != Finding.Band.LOW);
        }
    }

    private static List<Finding> findings(String text) {
        Leaf leaf =
                new Leaf(
                        SensitiveText.of(""), SensitiveText.of(text), Leaf.Treatment.REWRITABLE, 0);
        Outcome<Inspected> outcome =
                INSPECTION.inspect(
                        new Specimen(Context.AI_INPUT, List.of(leaf)),
                        Policy.PSEUDONYMISE,
                        Deadline.in(Duration.ofSeconds(20)));
        return switch (outcome) {
            case Outcome.Passed<Inspected>(Inspected inspected) -> inspected.findings();
            case Outcome.Refused<Inspected>(var refusal) ->
                    throw new AssertionError(refusal.code().name());
        };
    }

    private static Set<EntityType> registered() {
        return Register.rules().stream().map(Rule::type).collect(Collectors.toSet());
    }

    private static List<Line> lines(EntityType type) {
        try (InputStream table =
                FixturesTest.class.getResourceAsStream("/fixtures/" + type + ".txt")) {
            assertThat(table).as("fixtures of " + type).isNotNull();
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> new Line(type, line.startsWith("hit"), line.substring(5)))
                    .toList();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
