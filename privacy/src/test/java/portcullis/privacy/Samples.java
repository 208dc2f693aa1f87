package portcullis.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Rows of the labelled test data; skips the test when the folder is absent. */
final class Samples {
    private static final ObjectMapper JSON = new ObjectMapper();

    record Labelled(int start, int end, String type) {}

    record Row(String text, List<Labelled> spans, String disguise, String scope) {}

    private Samples() {}

    static List<Row> read(String file) {
        Path path = folder().resolve("phi").resolve(file + ".jsonl");
        Assumptions.assumeTrue(Files.isRegularFile(path), "test data absent: phi/" + file);
        try (var lines = Files.lines(path)) {
            return lines.map(Samples::row).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path folder() {
        String root = System.getProperty("portcullis.root", ".");
        String fallback = Path.of(root, "..", "shared", "data").toString();
        String named = System.getenv().getOrDefault("PORTCULLIS_TESTDATA", fallback);
        return Path.of(System.getProperty("portcullis.testdata", named));
    }

    private static Row row(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            List<Labelled> spans = new ArrayList<>();
            for (JsonNode span : node.path("spans")) {
                spans.add(
                        new Labelled(
                                span.path("start").asInt(),
                                span.path("end").asInt(),
                                span.path("type").asText()));
            }
            return new Row(
                    node.path("text").asText(),
                    spans,
                    node.path("disguise").asText(""),
                    node.path("scope").toString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
