package portcullis.apps.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.governance.Permission;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.library.DocumentId;
import portcullis.library.VectorIndex.Entry;
import portcullis.library.retrieve.Question;
import portcullis.library.retrieve.Retrieved;
import portcullis.library.retrieve.Retriever;
import portcullis.storage.lucene.LuceneIndex;
import portcullis.storage.onnx.OnnxEmbeddings;
import portcullis.testkit.Visitors;

/**
 * Measures how well the strength of evidence tells a question whose paper is in the library from
 * the same question with that paper hidden, by the real model and the real index.
 */
class EvidenceFiguresTest {
    private static final TenantId TENANT = TenantId.DEFAULT;

    @TempDir Path folder;

    @Test
    @Tag("AST-6")
    void hiddenPapersWeakenTheEvidence() throws IOException {
        List<JsonNode> rows = rows();
        PaperStore store = new PaperStore();
        OnnxEmbeddings embeddings = OnnxEmbeddings.loading(folder.resolve("natives"), 2);
        try (LuceneIndex index =
                LuceneIndex.open(
                        new LuceneIndex.Layout(folder.resolve("index"), embeddings.space(), 384),
                        EventLog.silent())) {
            List<DocumentId> papers = new ArrayList<>();
            for (JsonNode row : rows) {
                String text = text(row, embeddings);
                Entry entry = store.add(TENANT, "", text, vector(embeddings, text));
                index.put(List.of(entry));
                papers.add(entry.chunk().document());
            }
            index.commit(1);
            Retriever retriever = new Retriever(index, embeddings, store, () -> true);
            Permitted caller = Visitors.arrive().permitted(TENANT, Permission.VIEW);
            StringBuilder table = new StringBuilder();
            for (int i = 0; i < rows.size(); i++) {
                SensitiveText question = SensitiveText.of(rows.get(i).get("question").asText());
                Retrieved with = ask(retriever, caller, question);
                boolean first = with.hits().getFirst().chunk().document().equals(papers.get(i));
                line(table, "1", first, question, with);
                store.hide(papers.get(i));
                line(table, "0", false, question, ask(retriever, caller, question));
                store.showAll();
            }
            Files.writeString(Path.of("/tmp/evidence.tsv"), table);
        }
        assertThat(rows).isNotEmpty();
    }

    private static void line(
            StringBuilder table, String label, boolean first, SensitiveText q, Retrieved found) {
        var wanted = Words.content(Words.of(q.reveal()));
        table.append(label).append('\t').append(first ? 1 : 0);
        for (int i = 0; i < 3; i++) {
            var hit = found.hits().get(i);
            double cov =
                    Words.coverage(wanted, Words.content(Words.of(hit.chunk().text().reveal())));
            table.append('\t')
                    .append(hit.vector())
                    .append('\t')
                    .append(cov)
                    .append('\t')
                    .append(hit.lexical());
        }
        table.append('\t').append(wanted.size()).append('\n');
    }

    private static Retrieved ask(Retriever retriever, Permitted caller, SensitiveText question) {
        return Visitors.passed(
                retriever.retrieve(
                        caller, Question.of(question), Deadline.in(Duration.ofSeconds(60))));
    }

    private static float[] vector(OnnxEmbeddings embeddings, String text) {
        return embeddings
                .embed(List.of(SensitiveText.of(text)), Deadline.in(Duration.ofSeconds(60)))
                .getFirst();
    }

    /** The abstract's paragraphs as far as the model takes them. */
    private static String text(JsonNode row, OnnxEmbeddings embeddings) {
        StringBuilder text = new StringBuilder();
        for (JsonNode paragraph : row.get("context")) {
            String longer = text + (text.isEmpty() ? "" : "\n") + paragraph.asText();
            if (embeddings.tokens(SensitiveText.of(longer)) <= 400) {
                text.setLength(0);
                text.append(longer);
            }
        }
        return text.isEmpty() ? row.get("question").asText() : text.toString();
    }

    private static List<JsonNode> rows() throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (Stream<String> lines = Files.lines(data().resolve("qa/pubmedqa.jsonl"))) {
            for (String line : (Iterable<String>) lines::iterator) {
                rows.add(new ObjectMapper().readTree(line));
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
