package portcullis.library.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.governance.Permission;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.library.VectorIndex.Entry;
import portcullis.library.retrieve.Question.Mode;
import portcullis.library.retrieve.Retrieved.Hit;
import portcullis.library.retrieve.Retrieved.Leg;
import portcullis.testkit.Visitors;

class RetrieverTest {
    private static final TenantId EAST = new TenantId("east");
    private static final TenantId WEST = new TenantId("west");
    private final Visitors visitors = Visitors.arrive();
    private final HandStore store = new HandStore();
    private final HandIndex index = new HandIndex();
    private final HandEmbeddings embeddings =
            new HandEmbeddings(text -> new float[] {text.length(), 1});
    private boolean ready = true;
    private final Retriever retriever = new Retriever(index, embeddings, store, () -> ready);

    @Test
    void bothLegsAreFusedAndTheStoreGivesTheText() {
        add(EAST, "fever and cough", 0.1f);
        add(EAST, "fever", 0.9f);
        List<Hit> hits = found(EAST, "fever", 5).hits();
        assertThat(hits).extracting(hit -> hit.chunk().id().value()).containsExactly(2L, 1L);
        assertThat(hits.getFirst().chunk().text().reveal()).isEqualTo("fever");
        assertThat(hits.getFirst().score()).isEqualTo(1.0);
    }

    @Test
    @Tag("LIB-41")
    void whatTheStoreNoLongerAllowsIsDroppedAndMadeUpFor() {
        for (int i = 0; i < 120; i++) {
            add(EAST, "fever " + i, 0.5f);
        }
        store.entries().subList(0, 110).forEach(entry -> store.hide(entry.chunk().document()));
        assertThat(found(EAST, "fever", 8).hits())
                .extracting(hit -> hit.chunk().id().value())
                .containsExactlyElementsOf(LongStream.rangeClosed(111, 118).boxed().toList());
    }

    @Test
    void tenantsNeverMeet() {
        add(WEST, "fever of the west", 1f);
        add(EAST, "fever of the east", 1f);
        assertThat(found(EAST, "fever west", 9).hits())
                .allMatch(hit -> hit.chunk().text().reveal().endsWith("east"));
        assertThat(found(new TenantId("north"), "fever", 9).hits()).isEmpty();
    }

    @Test
    @Tag("LIB-48")
    void withoutTheModelItSearchesByWordsAndSaysSo() {
        add(EAST, "fever", 0.9f);
        embeddings.goDown();
        Retrieved found = found(EAST, "fever", 5);
        assertThat(found.hits()).hasSize(1);
        assertThat(found.search().degraded()).containsExactly(Leg.VECTOR);
    }

    @Test
    void aQuestionLongerThanTheModelTakesIsSearchedByWordsAndNeverCut() {
        add(EAST, "fever", 0.9f);
        Retrieved found = found(EAST, "fever " + "word ".repeat(20), 5);
        assertThat(found.search().degraded()).containsExactly(Leg.VECTOR);
        assertThat(embeddings.seen()).isEmpty();
    }

    @Test
    @Tag("LIB-53")
    void noFailureLooksLikeAnEmptyLibrary() {
        add(EAST, "fever", 0.9f);
        ready = false;
        assertUnavailable(Mode.HYBRID);
        ready = true;
        index.goDown(true);
        assertUnavailable(Mode.HYBRID);
        assertUnavailable(Mode.VECTOR);
        index.goDown(false);
        embeddings.goDown();
        assertUnavailable(Mode.VECTOR);
        store.goDown();
        assertUnavailable(Mode.LEXICAL);
    }

    @Test
    @Tag("LIB-53")
    void anAnswerAfterTheDeadlineIsNoAnswer() {
        assertThat(
                        code(
                                retriever.retrieve(
                                        caller(EAST),
                                        Question.of(SensitiveText.of("fever")),
                                        Deadline.in(Duration.ZERO))))
                .isEqualTo(RefusalCode.RETRIEVAL_UNAVAILABLE);
    }

    @Test
    void foundNothingIsAnEmptyListThatSaysWhatWasSearched() {
        add(EAST, "cough", 0.9f);
        Retrieved found = ask(EAST, new Question(SensitiveText.of("fever"), 5, Mode.LEXICAL));
        assertThat(found.hits()).isEmpty();
        assertThat(found.search().allowed()).isEqualTo(1);
        assertThat(found.search().degraded()).isEmpty();
    }

    @Test
    void kIsBounded() {
        assertThatThrownBy(() -> new Question(SensitiveText.of("x"), 0, Mode.HYBRID))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Question(SensitiveText.of("x"), 51, Mode.HYBRID))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void assertUnavailable(Mode mode) {
        Question question = new Question(SensitiveText.of("fever"), 5, mode);
        assertThat(code(retriever.retrieve(caller(EAST), question, soon())))
                .isEqualTo(RefusalCode.RETRIEVAL_UNAVAILABLE);
    }

    private void add(TenantId tenant, String text, float near) {
        float rest = (float) Math.sqrt(1 - near * near);
        Entry entry = store.add(tenant, "title", text, new float[] {near, rest});
        List<Entry> all = new ArrayList<>(List.of(entry));
        index.put(all);
        index.commit(1);
    }

    private Retrieved found(TenantId tenant, String question, int k) {
        return ask(tenant, new Question(SensitiveText.of(question), k, Mode.HYBRID));
    }

    private Retrieved ask(TenantId tenant, Question question) {
        return Visitors.passed(retriever.retrieve(caller(tenant), question, soon()));
    }

    private Permitted caller(TenantId tenant) {
        return visitors.permitted(tenant, Permission.VIEW);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    private static RefusalCode code(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Passed<?> _ -> throw new AssertionError("passed");
            case Outcome.Refused<?>(var refusal) -> refusal.code();
        };
    }
}
