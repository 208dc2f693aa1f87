package portcullis.apps.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.gateway.Answered;
import portcullis.gateway.Dialogue;
import portcullis.gateway.fit.ContextWindow;
import portcullis.governance.audit.Decision;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.library.VectorIndex.Entry;
import portcullis.library.cite.Citer;
import portcullis.library.retrieve.Retrieved;
import portcullis.library.retrieve.Retriever;
import portcullis.storage.lucene.LuceneIndex;
import portcullis.testkit.Visitors;

class AssistantTest {
    private static final TenantId CLINIC = new TenantId("clinic");
    private static final TenantId OTHER = new TenantId("other");
    private static final String COLD =
            "Vaccines must be stored between 2 and 8 degrees C. The refrigerator is monitored daily.";
    private static final String RETENTION =
            "Audit entries are kept for 7 years & \"never\" edited.";
    private static final String QUESTION = "How must vaccines be stored in the refrigerator?";

    @TempDir Path folder;
    private final PaperStore store = new PaperStore();
    private final List<AnswerEvent> events = new ArrayList<>();
    private final List<Dialogue> asked = new ArrayList<>();
    private final Visitors visitors = Visitors.arrive();
    private LuceneIndex index;
    private boolean indexReady = true;
    private int window = 100_000;

    @BeforeEach
    void fill() {
        index = LuceneIndex.open(new LuceneIndex.Layout(folder, "none", 1), EventLog.silent());
        List<Entry> entries = new ArrayList<>();
        entries.add(store.add(CLINIC, "Cold <chain>", COLD, new float[0]));
        entries.add(store.add(CLINIC, "Retention", RETENTION, new float[0]));
        entries.add(
                store.add(
                        OTHER,
                        "Secret",
                        "Vaccines must be stored in the refrigerator of Bob.",
                        new float[0]));
        index.put(entries);
        index.commit(1);
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    @Tag("AST-2")
    void aSupportedSentenceIsSaidWithItsVerifiedPlace() {
        Answer answer = answered("Vaccines must be stored between 2 and 8 degrees C. [1]");
        assertThat(answer.text().reveal())
                .isEqualTo("Vaccines must be stored between 2 and 8 degrees C. [1]");
        assertThat(answer.abstained()).isEmpty();
        Source source = answer.sources().getFirst();
        assertThat(source.number()).isEqualTo(1);
        assertThat(source.title().reveal()).isEqualTo("Cold <chain>");
        assertThat(COLD.substring(source.start(), source.end())).isEqualTo(source.text().reveal());
        assertThat(answer.sentences().getFirst().verdict()).isEqualTo(Sentence.Verdict.VERBATIM);
    }

    @Test
    @Tag("AST-2")
    void sourcesAreNumberedInTheOrderInWhichTheAnswerCitesThem() {
        String question = "How are vaccines stored in the refrigerator and audit entries kept?";
        String both =
                "Audit entries are kept for 7 years & \"never\" edited. [1] [2]"
                        + " The refrigerator is monitored daily. [1] [2]";
        Answer answer = answered(both, question);
        assertThat(answer.text().reveal())
                .isEqualTo(
                        "Audit entries are kept for 7 years & \"never\" edited. [1]"
                                + " The refrigerator is monitored daily. [2]");
        assertThat(answer.sources())
                .extracting(source -> source.number() + " " + source.title().reveal())
                .containsExactly("1 Retention", "2 Cold <chain>");
        assertThat(events.stream().filter(AnswerEvent.Sources.class::isInstance)).hasSize(2);
    }

    @Test
    @Tag("AST-5")
    void whatTheModelInventsIsWithheldAndTheRestIsSaid() {
        Answer answer =
                answered(
                        "Vaccines must be stored between 2 and 8 degrees C. [1] They last for 12 years. [1]"
                                + " The refrigerator is monitored daily. [1] Trust me.");
        assertThat(answer.sentences()).hasSize(2);
        assertThat(answer.withheld()).isEqualTo(2);
        assertThat(answer.text().reveal()).doesNotContain("12 years").doesNotContain("Trust");
    }

    @Test
    @Tag("AST-6")
    void ifNothingStandsTheAnswerIsAnAbstention() {
        for (String lie :
                List.of(
                        "Vaccines must be stored between 2 and 9 degrees C. [1]",
                        "Vaccines must be stored between 2 and 8 degrees C. [7]",
                        "Vaccines must be stored between 2 and 8 degrees C.",
                        "Vaccines must not be stored between 2 and 8 degrees C. [1]",
                        Abstention.SENTENCE.reveal(),
                        "",
                        "[1]",
                        "\u0000 <script>alert(1)</script> [1]")) {
            Answer answer = answered(lie);
            assertThat(answer.text()).as(lie).isEqualTo(Abstention.SENTENCE);
            assertThat(answer.abstained().orElseThrow().reason())
                    .isEqualTo(Abstention.Reason.WEAK_EVIDENCE);
            assertThat(answer.sentences()).isEmpty();
            assertThat(answer.sources()).isEmpty();
        }
    }

    @Test
    @Tag("AST-6")
    void aQuestionBesideTheLibraryIsNotEvenAsked() {
        Answer answer =
                answered("Paris. [1]", "What is the population of Mongolia and its capital?");
        assertThat(answer.abstained()).isPresent();
        assertThat(asked).isEmpty();
        assertThat(answer.usage()).isEqualTo(new Answer.Usage(0, 0, false, false));
        Answer nothing = answered("x", "zzz qqq");
        assertThat(nothing.abstained().orElseThrow().reason())
                .isEqualTo(Abstention.Reason.NO_EVIDENCE);
    }

    @Test
    void aModelThatAbstainsAsToldWithholdsNothing() {
        Answer answer = answered(Abstention.SENTENCE.reveal());
        assertThat(answer.abstained()).isPresent();
        assertThat(answer.withheld()).isZero();
    }

    @Test
    @Tag("AST-22")
    void twoHundredForgedAnswersPutNoForgedSentenceThrough() {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            Answer answer = answered(forged(random));
            for (Sentence sentence : answer.sentences()) {
                assertThat(sentence.text().reveal())
                        .isIn(
                                "Vaccines must be stored between 2 and 8 degrees C.",
                                "The refrigerator is monitored daily.");
            }
        }
    }

    /** True sentences among ones with a changed number, unit, denial, name, source or quote. */
    private static String forged(Random random) {
        String[] sentences = {
            "Vaccines must be stored between 2 and 8 degrees C. [1] ",
            "The refrigerator is monitored daily. [1] ",
            "Vaccines must be stored between %d and 8 degrees C. [1] "
                    .replace("%d", "" + (9 + random.nextInt(90))),
            "Vaccines must be stored between 2 and 8 degrees F. [1] ",
            "Vaccines must never be stored between 2 and 8 degrees C. [1] ",
            "The refrigerator is not monitored daily. [1] ",
            "The refrigerator in Leeds is monitored daily. [1] ",
            "The refrigerator is monitored daily with insulin. [1] ",
            "The refrigerator is monitored daily. [%s] "
                    .replace("%s", "" + (3 + random.nextInt(9))),
            "\"The refrigerator is checked daily\" is written there. [1] ",
            "Vaccines must be stored in the refrigerator of Bob. [3] ",
            "Everybody should drink bleach. [1] ",
        };
        StringBuilder answer = new StringBuilder();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            answer.append(sentences[random.nextInt(sentences.length)]);
        }
        return answer.toString();
    }

    @Test
    void theModelGetsNumberedEscapedPassagesOfTheCallersTenantOnly() {
        answered("x", "How are vaccines stored in the refrigerator and audit entries kept?");
        String system = asked.getFirst().turns().getFirst().text().reveal();
        assertThat(system)
                .contains("<passages>\n<passage id=\"1\" title=\"")
                .contains("Cold &lt;chain&gt;")
                .contains("7 years &amp; &quot;never&quot; edited.")
                .endsWith("</passage>\n</passages>")
                .doesNotContain("Bob");
        assertThat(asked.getFirst().turns().getLast().speaker()).isEqualTo(Dialogue.Speaker.USER);
    }

    @Test
    @Tag("R-103")
    void onlyAsManyPassagesAreAskedAboutAsTheModelCanRead() {
        String question = "How are vaccines stored in the refrigerator and audit entries kept?";
        answered("", question);
        String all = asked.getLast().turns().getFirst().text().reveal();
        window = all.length() + question.length();
        answered("", question);
        String fewer = asked.getLast().turns().getFirst().text().reveal();
        assertThat(all).contains("<passage id=\"2\"");
        assertThat(fewer).contains("<passage id=\"1\"").doesNotContain("<passage id=\"2\"");
        assertThat(fewer.length() + question.length()).isLessThan(window);
    }

    @Test
    @Tag("AST-7")
    void eventsTellTheStoryInOrderAndSentencesComeOneByOne() {
        answered("Vaccines must be stored between 2 and 8 degrees C. [1] Rubbish here. [1]");
        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Status", "Status", "Sources", "Said", "Kept", "Done");
    }

    @Test
    void aCitationToAWithdrawnDocumentDoesNotStand() {
        Assistant assistant =
                assistant(
                        onText -> {
                            store.hide(store.entries().getFirst().chunk().document());
                            onText.accept(
                                    SensitiveText.of("The refrigerator is monitored daily. [1]"));
                            return Outcome.passed(said());
                        });
        Answer answer = Visitors.passed(answer(assistant, QUESTION));
        assertThat(answer.abstained()).isPresent();
        assertThat(events).contains(new AnswerEvent.Kept(Withheld.UNVERIFIED));
    }

    @Test
    void aFailedModelIsAFailureNotAnAnswer() {
        Assistant assistant =
                assistant(
                        onText -> {
                            onText.accept(
                                    SensitiveText.of(
                                            "The refrigerator is monitored daily. [1] And"));
                            return Outcome.refused(RefusalCode.PROVIDER_CUT);
                        });
        assertThat(code(answer(assistant, QUESTION))).isEqualTo(RefusalCode.PROVIDER_CUT);
        assertThat(events.getLast()).isInstanceOf(AnswerEvent.Failed.class);
    }

    @Test
    @Tag("LIB-53")
    void aLibraryThatCannotBeSearchedIsAFailureNotAnAbstention() {
        indexReady = false;
        assertThat(code(answer(talking("x"), QUESTION)))
                .isEqualTo(RefusalCode.RETRIEVAL_UNAVAILABLE);
        indexReady = true;
        store.goDown();
        assertThat(code(answer(talking("x"), QUESTION)))
                .isEqualTo(RefusalCode.RETRIEVAL_UNAVAILABLE);
    }

    @Test
    void aMissingEmbeddingModelIsSaid() {
        assertThat(answered("x").degraded()).containsExactly(Retrieved.Leg.VECTOR);
    }

    @Test
    void aModelOfTheCallersChoiceIsAsked() {
        Inquiry inquiry =
                Visitors.passed(
                        Inquiry.of(SensitiveText.of(QUESTION), Optional.of(new Label("other"))));
        Outcome<Answer> answer = answer(talking("x"), inquiry);
        assertThat(asked.getFirst().model()).isEqualTo(new Label("other"));
        assertThat(Visitors.passed(answer).model()).isEqualTo(new Label("other"));
    }

    @Test
    @Tag("AST-1")
    void questionsAreNeitherEmptyNorEndless() {
        assertThat(code(Inquiry.of(SensitiveText.of(" \n"), Optional.empty())))
                .isEqualTo(RefusalCode.QUESTION_EMPTY);
        assertThat(code(Inquiry.of(SensitiveText.of("a ".repeat(5001)), Optional.empty())))
                .isEqualTo(RefusalCode.TOO_LARGE);
        Visitors.passed(Inquiry.of(SensitiveText.of("a ".repeat(5000)), Optional.empty()));
    }

    private Answer answered(String said) {
        return answered(said, QUESTION);
    }

    private Answer answered(String said, String question) {
        return Visitors.passed(answer(talking(said), question));
    }

    private Outcome<Answer> answer(Assistant assistant, String question) {
        return answer(
                assistant,
                Visitors.passed(Inquiry.of(SensitiveText.of(question), Optional.empty())));
    }

    private Outcome<Answer> answer(Assistant assistant, Inquiry inquiry) {
        events.clear();
        return assistant.answer(
                visitors.admitted(CLINIC),
                RequestId.random(),
                inquiry,
                Deadline.in(Duration.ofSeconds(30)),
                events::add);
    }

    /** A model that says this, seven characters at a time. */
    private Assistant talking(String text) {
        return assistant(
                onText -> {
                    for (int at = 0; at < text.length(); at += 7) {
                        onText.accept(
                                SensitiveText.of(
                                        text.substring(at, Math.min(text.length(), at + 7))));
                    }
                    return Outcome.passed(said());
                });
    }

    private static Answered said() {
        return new Answered(SensitiveText.of(""), Decision.ANSWERED, Optional.empty(), 10, 5, true);
    }

    private Assistant assistant(Speaking speaking) {
        Retriever retriever = new Retriever(index, new NoModel(), store, () -> indexReady);
        return new Assistant(
                retriever,
                new Citer(store),
                new Assistant.Voice(
                        (caller, request, dialogue, deadline, onText) -> {
                            asked.add(dialogue);
                            return speaking.to(onText);
                        },
                        _ -> new ContextWindow(10, window, String::length),
                        new Label("default")));
    }

    private static RefusalCode code(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Passed<?> _ -> throw new AssertionError("passed");
            case Outcome.Refused<?>(var refusal) -> refusal.code();
        };
    }

    private interface Speaking {
        Outcome<Answered> to(java.util.function.Consumer<SensitiveText> onText);
    }
}
