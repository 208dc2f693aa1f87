package portcullis.storage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Context;
import portcullis.privacy.EntityType;
import portcullis.privacy.Inspected;
import portcullis.privacy.Inspection;
import portcullis.privacy.Leaf;
import portcullis.privacy.Policy;
import portcullis.privacy.Specimen;
import portcullis.privacy.find.Detector;
import portcullis.privacy.find.OutOfTime;
import portcullis.privacy.find.Sighting;
import portcullis.privacy.names.ModelBacked.Fallback;
import portcullis.privacy.unfold.Unfolder;
import portcullis.privacy.unfold.View;

class OnnxNamesTest {
    private static final Path natives = Natives.FOLDER;
    @TempDir private Path folder;

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    private static Specimen specimen(String text) {
        Leaf leaf =
                new Leaf(
                        SensitiveText.of(""), SensitiveText.of(text), Leaf.Treatment.REWRITABLE, 0);
        return new Specimen(Context.AI_INPUT, List.of(leaf));
    }

    private static View view(String text) {
        return new Unfolder().unfold(specimen(text)).sheets().getFirst().views().getFirst();
    }

    private OnnxNames open() throws IOException {
        return OnnxNames.open(TinyModel.write(folder), natives, 2);
    }

    private static List<String> seen(OnnxNames names, EntityType type, String text) {
        return names.detect(view(text), soon()).stream()
                .filter(seen -> seen.type() == type)
                .map(seen -> text.substring(seen.start(), seen.end()))
                .toList();
    }

    @Test
    @Tag("SCR-29")
    void subWordsAreOneNameInUnitsOfTheText() throws IOException {
        try (OnnxNames names = open()) {
            assertThat(seen(names, EntityType.PERSON, "Dr Nakamura pain"))
                    .containsExactly("Nakamura");
            assertThat(seen(names, EntityType.PERSON, "🙂🙂 pain 🙂 Nakamura!"))
                    .containsExactly("Nakamura");
            assertThat(seen(names, EntityType.PLACE, "pain Delft")).containsExactly("Delft");
            assertThat(seen(names, EntityType.PERSON, "Nakamura Nakamura"))
                    .containsExactly("Nakamura", "Nakamura");
            assertThat(names.detect(view(" "), soon())).isEmpty();
        }
    }

    @Test
    @Tag("SCR-29")
    void namesAreFoundWhereverWindowsMeet() throws IOException {
        try (OnnxNames names = open()) {
            for (int before = 215; before < 260; before++) {
                String text = "pain ".repeat(before) + "Nakamura" + " pain".repeat(300);
                assertThat(seen(names, EntityType.PERSON, text)).containsExactly("Nakamura");
            }
        }
    }

    @ParameterizedTest
    @Tag("SCR-72")
    @Tag("SCR-28")
    @ValueSource(strings = {"model.onnx", "tokenizer.json", "labels.txt", "SHA256SUMS"})
    void missingOrChangedFileIsNoModel(String name) throws IOException {
        TinyModel.write(folder);
        Path file = folder.resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[0] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> OnnxNames.open(folder, natives, 1))
                .isInstanceOf(UnusableModel.class);
        Files.delete(file);
        assertThatThrownBy(() -> OnnxNames.open(folder, natives, 1))
                .isInstanceOf(UnusableModel.class);
    }

    @Test
    @Tag("SCR-72")
    @Tag("SCR-28")
    void otherTensorsAreNoModel() throws IOException {
        String labels = "O\nB-PER\nI-PER\nB-LOC\n";
        byte[] ints = OnnxBytes.lookUp(TinyModel.table(4), OnnxBytes.INT32);
        byte[] three = OnnxBytes.lookUp(TinyModel.table(3), OnnxBytes.INT64);
        byte[] good = OnnxBytes.lookUp(TinyModel.table(4), OnnxBytes.INT64);
        unusable(ints, labels);
        unusable(three, labels);
        unusable(new byte[] {1, 2, 3}, labels);
        unusable(good, "O\nA\nB\nC\n");
    }

    private void unusable(byte[] model, String labels) throws IOException {
        TinyModel.write(folder, model, labels);
        assertThatThrownBy(() -> OnnxNames.open(folder, natives, 1))
                .isInstanceOf(UnusableModel.class);
    }

    @Test
    @Tag("SCR-28")
    void noPermitAndNoTimeAreErrors() throws IOException {
        TinyModel.write(folder);
        try (OnnxNames none = OnnxNames.open(folder, natives, 0)) {
            assertThatThrownBy(() -> none.detect(view("pain"), soon()))
                    .isInstanceOf(UnusableModel.class);
        }
        try (OnnxNames names = open()) {
            assertThatThrownBy(() -> names.detect(view("pain"), Deadline.in(Duration.ZERO)))
                    .isInstanceOf(OutOfTime.class);
        }
    }

    @Test
    @Tag("SCR-27")
    void modelAddsNamesThatCuesDoNotTell() throws IOException {
        try (OnnxNames names = open()) {
            Inspection inspection = Inspection.withModel(Set.of(), names, Fallback.BLOCK);
            assertThat(masked(inspection, "pain nakamura pain")).isEqualTo("pain [PERSON_1] pain");
        }
    }

    @Test
    @Tag("SCR-72")
    @Tag("SCR-28")
    void failingModelMeansStrictNamesOrRefusal() {
        Detector stalling =
                (_, deadline) -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    return List.<Sighting>of();
                };
        Detector broken =
                (_, _) -> {
                    throw new UnusableModel("gone");
                };
        for (Detector model : List.of(broken, stalling)) {
            Inspection strict = Inspection.withModel(Set.of(), model, Fallback.STRICT);
            assertThat(masked(strict, "we saw of Oyelaran today"))
                    .isEqualTo("we saw of [PERSON_1] today");
            Inspection block = Inspection.withModel(Set.of(), model, Fallback.BLOCK);
            Outcome<Inspected> refused =
                    block.inspect(specimen("pain"), Policy.PSEUDONYMISE, patience());
            assertThat(refused)
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            outcome ->
                                    assertThat(outcome.refusal().code())
                                            .isEqualTo(RefusalCode.SCAN_FAILED));
        }
    }

    private static Deadline patience() {
        return Deadline.in(Duration.ofMillis(1500));
    }

    private static String masked(Inspection inspection, String text) {
        return switch (inspection.inspect(specimen(text), Policy.PSEUDONYMISE, patience())) {
            case Outcome.Passed<Inspected>(Inspected inspected) ->
                    inspected.texts().getFirst().reveal();
            case Outcome.Refused<Inspected>(var refusal) ->
                    throw new AssertionError(refusal.code().name());
        };
    }

    /** The folder holds parity.txt: lines with [[names]] as the model's own tools found them. */
    @Test
    @Tag("SCR-29")
    void realModelGivesWhatItsOwnToolsGave() throws IOException {
        String place = System.getenv().getOrDefault("PORTCULLIS_NAMES_MODEL", "");
        Path real = Path.of(place);
        Assumptions.assumeTrue(
                !place.isEmpty(), "no real model configured: PORTCULLIS_NAMES_MODEL");
        try (OnnxNames names = OnnxNames.open(real, natives, 1)) {
            for (String line : Files.readAllLines(real.resolve("parity.txt"))) {
                String text = line.replace("[[", "").replace("]]", "");
                StringBuilder marked = new StringBuilder(text);
                names.detect(view(text), soon()).reversed().stream()
                        .forEach(
                                seen -> marked.insert(seen.end(), "]]").insert(seen.start(), "[["));
                assertThat(marked.toString()).isEqualTo(line);
            }
        }
    }
}
