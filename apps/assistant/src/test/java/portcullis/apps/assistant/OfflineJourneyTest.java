package portcullis.apps.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.gateway.CacheRule;
import portcullis.gateway.Conversation;
import portcullis.gateway.Model;
import portcullis.gateway.ModelCall;
import portcullis.gateway.Setup;
import portcullis.gateway.StreamFailure;
import portcullis.gateway.Surroundings;
import portcullis.gateway.Target;
import portcullis.governance.audit.Auditor;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.library.VectorIndex.Entry;
import portcullis.library.cite.Citer;
import portcullis.library.retrieve.Retriever;
import portcullis.privacy.Inspection;
import portcullis.privacy.Policy;
import portcullis.providers.offline.OfflineProvider;
import portcullis.providers.offline.Passages;
import portcullis.storage.lucene.LuceneIndex;
import portcullis.testkit.InMemoryAuditLedger;
import portcullis.testkit.Visitors;

/** The whole journey with the real gateway and the offline model, without any network. */
@Tag("AST-21")
class OfflineJourneyTest {
    private static final TenantId CLINIC = new TenantId("clinic");
    private static final Label OFFLINE = new Label("offline");

    @TempDir Path folder;
    private final PaperStore store = new PaperStore();
    private final Visitors visitors = Visitors.arrive();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final List<AnswerEvent> events = new ArrayList<>();
    private LuceneIndex index;
    private Assistant assistant;

    @BeforeEach
    void open() throws IOException {
        index =
                LuceneIndex.open(
                        new LuceneIndex.Layout(folder.resolve("index"), "none", 1),
                        EventLog.silent());
        Conversation conversation = new Conversation(gateway(), 10);
        Retriever retriever = new Retriever(index, new NoModel(), store, () -> true);
        assistant =
                new Assistant(
                        retriever,
                        new Citer(store),
                        new Assistant.Voice(conversation::converse, conversation::window, OFFLINE));
    }

    private ModelCall gateway() throws IOException {
        Auditor auditor =
                Auditor.open(
                        new InMemoryAuditLedger(),
                        Files.createDirectory(folder.resolve("audit")),
                        Clock.systemUTC(),
                        EventLog.silent());
        Model model =
                new Model(
                        OFFLINE,
                        List.of(new Target(OFFLINE, OfflineProvider.MODEL)),
                        Model.STANDARD_TIMEOUTS,
                        StreamFailure.TERMINATE,
                        CacheRule.STANDARD);
        Setup setup =
                new Setup(
                        List.of(model),
                        Policy.PSEUDONYMISE,
                        new Label("first-width"),
                        new byte[32],
                        Setup.STANDARD_CACHE_BYTES);
        return new ModelCall(
                setup,
                Map.of(OFFLINE, new OfflineProvider(Passages.none(), Clock.systemUTC())),
                new Surroundings(
                        Inspection.firstWidth(),
                        auditor,
                        EventLog.silent(),
                        Clock.systemUTC(),
                        timer));
    }

    @AfterEach
    void close() {
        timer.shutdownNow();
        index.close();
    }

    @Test
    void theGuideAnswersWithVerifiedQuotesAndLittleIsWithheld() throws IOException {
        addGuide();
        int answered = 0;
        int said = 0;
        int withheld = 0;
        for (String question : EvidenceFiguresTest.ABOUT_THE_GUIDE) {
            Answer answer = answer(question);
            if (answer.abstained().isEmpty()) {
                answered++;
                said += answer.sentences().size();
                withheld += answer.withheld();
            }
            answer.sources().forEach(source -> assertThat(quoted(source)).isTrue());
        }
        assertThat(answered).isGreaterThanOrEqualTo(10);
        assertThat(withheld).as("withheld beside %d said", said).isLessThanOrEqualTo(said / 5);
    }

    @Test
    void questionsAboutOtherThingsAreNotAnswered() throws IOException {
        addGuide();
        for (String question : EvidenceFiguresTest.ABOUT_OTHER_THINGS) {
            assertThat(answer(question).abstained()).as(question).isPresent();
        }
    }

    /** Masked on the way out, restored on the way in: the quote is again what the page says. */
    @Test
    void identifiersInADocumentComeBackVerbatim() {
        add(
                "Recall",
                "The recall of lot 77 was announced on 2024-05-17 by jane.doe@example.org & [PERSON_1]."
                        + " Affected wards call 555-867-5309 <before noon>.");
        index.commit(1);
        Answer answer = answer("Who announced the recall of lot 77 and when?");
        assertThat(answer.abstained()).as("%s", events).isEmpty();
        assertThat(answer.text().reveal())
                .contains("2024-05-17 by jane.doe@example.org & [PERSON_1].");
    }

    @Test
    void theSameQuestionAgainIsRemembered() {
        add("Cold chain", "Vaccines must be stored between 2 and 8 degrees C in the refrigerator.");
        index.commit(1);
        String question = "How must vaccines be stored in the refrigerator?";
        Answer first = answer(question);
        Answer second = answer(question);
        assertThat(first.usage().cached()).isFalse();
        assertThat(second.usage().cached()).isTrue();
        assertThat(second.text()).isEqualTo(first.text());
    }

    private boolean quoted(Source source) {
        return store.entries().stream()
                .filter(entry -> entry.chunk().id().equals(source.chunk()))
                .anyMatch(
                        entry ->
                                entry.chunk()
                                        .text()
                                        .reveal()
                                        .substring(source.start(), source.end())
                                        .equals(source.text().reveal()));
    }

    /** A cold detector on a busy machine may be late the first times; then it is asked again. */
    private Answer answer(String question) {
        for (int i = 0; i < 20; i++) {
            events.clear();
            switch (asked(question)) {
                case Outcome.Passed<Answer>(Answer answer) -> {
                    return answer;
                }
                case Outcome.Refused<Answer>(Refusal refusal) ->
                        assertThat(refusal.code()).isEqualTo(RefusalCode.SCAN_TIMEOUT);
            }
        }
        throw new AssertionError("the detector never came in time");
    }

    private Outcome<Answer> asked(String question) {
        return assistant.answer(
                visitors.admitted(CLINIC),
                RequestId.random(),
                Visitors.passed(Inquiry.of(SensitiveText.of(question), Optional.empty())),
                Deadline.in(Duration.ofSeconds(60)),
                events::add);
    }

    private void addGuide() throws IOException {
        Path guide = Path.of(System.getProperty("portcullis.root", ".")).resolve("docs/guide");
        for (Path file : EvidenceFiguresTest.files(guide)) {
            String text = Files.readString(file);
            for (String section : text.split("(?m)^## ")) {
                add(text.lines().findFirst().orElseThrow().replace("# ", ""), section);
            }
        }
        index.commit(1);
    }

    private void add(String title, String text) {
        Entry entry = store.add(CLINIC, title, text, new float[0]);
        index.put(List.of(entry));
    }
}
