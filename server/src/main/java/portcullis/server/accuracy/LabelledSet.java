package portcullis.server.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import portcullis.server.accuracy.LabelledRow.Label;

/** Reads labelled texts: one JSON object a line, offsets in UTF-16 units. */
final class LabelledSet {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LabelledSet() {}

    /** The rows of a file, or none when there is no such file. */
    static List<LabelledRow> read(Path folder, String name) {
        Path file = folder.resolve(name + ".jsonl");
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank()).map(LabelledSet::row).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + name, unreadable);
        }
    }

    private static LabelledRow row(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            List<Label> labels = new ArrayList<>();
            for (JsonNode span : node.path("spans")) {
                labels.add(
                        new Label(
                                span.path("start").asInt(),
                                span.path("end").asInt(),
                                span.path("type").asText()));
            }
            Set<String> scope = new HashSet<>();
            node.path("scope").forEach(type -> scope.add(type.asText()));
            return new LabelledRow(
                    node.path("text").asText(),
                    labels,
                    scope,
                    node.path("group").asText(""),
                    node.path("disguise").asText(""));
        } catch (IOException broken) {
            throw new UncheckedIOException("a line is not JSON", broken);
        }
    }
}
