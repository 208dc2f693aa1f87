package portcullis.storage.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.storage.lucene.Shelf.EAST;
import static portcullis.storage.lucene.Shelf.reader;
import static portcullis.storage.lucene.Shelf.soon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.kernel.SensitiveText;
import portcullis.library.Chunk;
import portcullis.library.ChunkId;
import portcullis.library.VectorIndex.Entry;

/** Measures the lexical leg on public collections, with the settings that ship. */
class LexicalFiguresTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    @Test
    @Tag("LIB-77")
    void cacmReachesThePublishedMeanAveragePrecision() throws IOException {
        Path data = data().resolve("ir");
        try (LuceneIndex index = Shelf.open(folder)) {
            List<JsonNode> pages = rows(data.resolve("cacm_docs.jsonl"));
            for (JsonNode page : pages) {
                String text = page.get("html").asText().replaceAll("<[^>]*>", " ");
                index.put(List.of(entry(number(page.get("id").asText()), "", text)));
            }
            index.commit(1);
            double sum = 0;
            List<JsonNode> queries = rows(data.resolve("cacm_queries.jsonl"));
            for (JsonNode query : queries) {
                Set<Long> relevant = new HashSet<>();
                query.get("relevant").forEach(id -> relevant.add(number(id.asText())));
                sum += averagePrecision(ask(index, query.get("query").asText(), 1000), relevant);
            }
            double map = sum / queries.size();
            assertThat(map).as("MAP over %d topics", queries.size()).isGreaterThanOrEqualTo(0.31);
        }
    }

    @Test
    @Tag("LIB-78")
    void aQuestionFindsItsOwnAbstractFirst() throws IOException {
        try (LuceneIndex index = Shelf.open(folder)) {
            List<JsonNode> rows = rows(data().resolve("qa/pubmedqa.jsonl"));
            for (JsonNode row : rows) {
                List<String> paragraphs = new ArrayList<>();
                row.get("context").forEach(part -> paragraphs.add(part.asText()));
                index.put(
                        List.of(
                                entry(
                                        row.get("pmid").asLong(),
                                        "",
                                        String.join("\n", paragraphs))));
            }
            index.commit(1);
            long first = 0;
            for (JsonNode row : rows) {
                List<Long> found = ask(index, row.get("question").asText(), 1);
                first += found.equals(List.of(row.get("pmid").asLong())) ? 1 : 0;
            }
            assertThat((double) first / rows.size()).isGreaterThanOrEqualTo(0.95);
        }
    }

    private static Entry entry(long id, String title, String text) {
        Chunk chunk = Shelf.entry(EAST, id, 1, text).chunk();
        return new Entry(
                EAST,
                new Chunk(
                        new ChunkId(id),
                        chunk.document(),
                        1,
                        1,
                        0,
                        text.length(),
                        SensitiveText.of(""),
                        SensitiveText.of(text)),
                SensitiveText.of(title),
                new float[0]);
    }

    private static List<Long> ask(LuceneIndex index, String question, int k) {
        return Shelf.ids(index.byWords(reader(EAST), SensitiveText.of(question), k, soon()));
    }

    private static double averagePrecision(List<Long> ranked, Set<Long> relevant) {
        double sum = 0;
        int hits = 0;
        for (int i = 0; i < ranked.size(); i++) {
            if (relevant.contains(ranked.get(i))) {
                hits++;
                sum += (double) hits / (i + 1);
            }
        }
        return sum / relevant.size();
    }

    private static long number(String id) {
        return Long.parseLong(id.replaceAll("\\D", ""));
    }

    private static List<JsonNode> rows(Path file) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                rows.add(JSON.readTree(line));
            }
        }
        return rows;
    }

    private static Path data() {
        String told =
                System.getProperty(
                        "portcullis.testdata",
                        System.getenv().getOrDefault("PORTCULLIS_TESTDATA", "../shared/data"));
        Path data = Path.of(System.getProperty("portcullis.root", ".")).resolve(told);
        Assumptions.assumeTrue(Files.isDirectory(data), "test data absent: " + data);
        return data;
    }
}
