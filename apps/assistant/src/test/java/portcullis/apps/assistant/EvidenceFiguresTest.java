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
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
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
 * Measures, by the real model and the real index, how well the strength of evidence tells questions
 * that the library answers from questions that it does not: papers with their own paper hidden, and
 * the product's guide with questions about other things. On 150 papers 97 % of the answerable and
 * 10 % of the unanswerable questions went on at the threshold.
 */
class EvidenceFiguresTest {
    private static final int LONGEST_PIECE = 1_100;

    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final int PAPERS = 50;

    @TempDir Path folder;
    private final PaperStore store = new PaperStore();
    private final Permitted caller = Visitors.arrive().permitted(TENANT, Permission.VIEW);
    private OnnxEmbeddings embeddings;
    private LuceneIndex index;
    private Retriever retriever;

    @BeforeEach
    void open() {
        embeddings = OnnxEmbeddings.loading(folder.resolve("natives"), 2);
        index =
                LuceneIndex.open(
                        new LuceneIndex.Layout(
                                folder.resolve("index"),
                                embeddings.space(),
                                embeddings.dimension()),
                        EventLog.silent());
        retriever = new Retriever(index, embeddings, store, () -> true);
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    @Tag("AST-6")
    void aHiddenPaperIsMissed() throws IOException {
        List<JsonNode> rows = rows();
        List<DocumentId> papers = new ArrayList<>();
        for (JsonNode row : rows) {
            papers.add(add("", text(row)));
        }
        index.commit(1);
        List<Double> answerable = new ArrayList<>();
        List<Double> unanswerable = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String question = rows.get(i).get("question").asText();
            answerable.add(strength(question, Question.Mode.HYBRID));
            store.hide(papers.get(i));
            unanswerable.add(strength(question, Question.Mode.HYBRID));
            store.showAll();
        }
        assertThat(share(answerable, s -> s >= Judge.ENOUGH)).isGreaterThanOrEqualTo(0.9);
        assertThat(share(unanswerable, s -> s >= Judge.ENOUGH)).isLessThanOrEqualTo(0.15);
    }

    @Test
    @Tag("AST-6")
    @Tag("AST-21")
    void theGuideAnswersForItselfAndForNothingElse() throws IOException {
        addGuide();
        for (Question.Mode mode : List.of(Question.Mode.HYBRID, Question.Mode.LEXICAL)) {
            List<Double> own = ABOUT_THE_GUIDE.stream().map(q -> strength(q, mode)).toList();
            List<Double> other = ABOUT_OTHER_THINGS.stream().map(q -> strength(q, mode)).toList();
            assertThat(share(own, s -> s >= Judge.ENOUGH)).isGreaterThanOrEqualTo(0.8);
            assertThat(share(other, s -> s >= Judge.ENOUGH)).isLessThanOrEqualTo(0.1);
        }
    }

    static final List<String> ABOUT_THE_GUIDE =
            List.of(
                    "How do I create a key for another tenant?",
                    "Which file formats can be uploaded?",
                    "What happens when the audit record cannot be written?",
                    "How are patient names masked before a model sees them?",
                    "How can I check that the audit log was not changed?",
                    "How do I start the server?",
                    "What does offline-extractive do?",
                    "Why does the server refuse to start?",
                    "How do I revoke a key?",
                    "How large may an uploaded document be?",
                    "Where is the data stored?",
                    "How do I add an OpenAI compatible provider?",
                    "Why is my answer an abstention?",
                    "What is logged about a request?",
                    "Can the text of one tenant be seen by another tenant?");

    static final List<String> ABOUT_OTHER_THINGS =
            List.of(
                    "What is the recommended dose of amoxicillin for a child?",
                    "Who won the football world cup in 2010?",
                    "How do I bake sourdough bread?",
                    "What is the capital of Mongolia?",
                    "Does metformin lower the risk of stroke?",
                    "How tall is the Eiffel tower?",
                    "What are the office hours of the clinic on Sundays?",
                    "How do I change the oil of a car?",
                    "What is the boiling point of ethanol?",
                    "How much does a licence for the enterprise edition cost?",
                    "Which vaccines are needed before travelling to Kenya?",
                    "Who is the chief executive of the company?",
                    "How do I connect a printer to the network?",
                    "What was the weather like in Paris yesterday?",
                    "How many moons does Jupiter have?",
                    "What is the treatment of acute pancreatitis?");

    private void addGuide() throws IOException {
        Path guide = Path.of(System.getProperty("portcullis.root", ".")).resolve("docs/guide");
        for (Path file : files(guide)) {
            String text = Files.readString(file);
            String title = text.lines().findFirst().orElseThrow().replace("# ", "");
            for (String section : text.split("(?m)^##+ ")) {
                pieces(section).forEach(piece -> add(title, piece));
            }
        }
        index.commit(1);
    }

    /** Whole lines, no more than the embedding model can read. */
    private static List<String> pieces(String section) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (String line : section.split("\n")) {
            if (piece.length() + line.length() > LONGEST_PIECE && !piece.isEmpty()) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.append(line).append('\n');
        }
        pieces.add(piece.toString());
        return pieces;
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private double strength(String question, Question.Mode mode) {
        SensitiveText text = SensitiveText.of(question);
        Retrieved found =
                Visitors.passed(
                        retriever.retrieve(
                                caller,
                                new Question(text, Question.DEFAULT_K, mode),
                                Deadline.in(Duration.ofSeconds(60))));
        return new Judge().strength(text, found);
    }

    private static double share(List<Double> strengths, DoublePredicate condition) {
        return (double) strengths.stream().filter(condition::test).count() / strengths.size();
    }

    private DocumentId add(String title, String text) {
        float[] vector =
                embeddings
                        .embed(List.of(SensitiveText.of(text)), Deadline.in(Duration.ofSeconds(60)))
                        .getFirst();
        Entry entry = store.add(TENANT, title, text, vector);
        index.put(List.of(entry));
        return entry.chunk().document();
    }

    /** The abstract's paragraphs as far as the model takes them. */
    private String text(JsonNode row) {
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
            for (String line : (Iterable<String>) lines.limit(PAPERS)::iterator) {
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
