package portcullis.storage.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static portcullis.storage.lucene.Shelf.EAST;
import static portcullis.storage.lucene.Shelf.WEST;
import static portcullis.storage.lucene.Shelf.document;
import static portcullis.storage.lucene.Shelf.entry;
import static portcullis.storage.lucene.Shelf.near;
import static portcullis.storage.lucene.Shelf.reader;
import static portcullis.storage.lucene.Shelf.soon;
import static portcullis.storage.lucene.Shelf.words;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;
import portcullis.library.VectorIndex.Found;
import portcullis.library.VectorIndex.Guarantee;

class LuceneIndexTest {
    @TempDir Path folder;
    LuceneIndex index;

    @BeforeEach
    void open() {
        index = Shelf.open(folder);
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void nothingIsVisibleBeforeTheCommit() {
        index.put(List.of(entry(EAST, 10, 1, "a fever")));
        assertThat(words(index, EAST, "fever")).isEmpty();
        index.commit(1);
        assertThat(words(index, EAST, "fever")).containsExactly(10L);
    }

    @Test
    @Tag("LIB-46")
    void stemsTitlesAndTextAreOneField() {
        index.put(List.of(entry(EAST, 10, 1, "the storing of vaccines"), entry(EAST, 20, 1, "x")));
        index.commit(1);
        assertThat(words(index, EAST, "vaccine stored")).containsExactly(10L);
        assertThat(words(index, EAST, "title20")).containsExactly(20L);
    }

    @Test
    @Tag("LIB-46")
    void scoresAreBm25WithTheTunedConstants() {
        index.put(List.of(entry(EAST, 10, 1, "fever fever cough"), entry(EAST, 20, 1, "rash")));
        index.commit(1);
        Found found = index.byWords(reader(EAST), SensitiveText.of("fever"), 5, soon());
        double idf = Math.log(1 + (2 - 1 + 0.5) / (1 + 0.5));
        double frequency = 2 / (2 + 1.2 * (1 - 0.75 + 0.75 * 4 / 3.0));
        assertThat(found.hits().getFirst().lexical()).isCloseTo(idf * frequency, within(1e-5));
    }

    @Test
    void theNewVersionReplacesTheOldInOneCommit() {
        index.put(List.of(entry(EAST, 10, 1, "old words"), entry(EAST, 11, 1, "lost page")));
        index.commit(1);
        index.put(List.of(entry(EAST, 12, 2, "new words")));
        index.remove(EAST, document(1), 2);
        assertThat(words(index, EAST, "words lost")).containsExactlyInAnyOrder(10L, 11L);
        index.commit(2);
        assertThat(words(index, EAST, "words lost")).containsExactly(12L);
    }

    @Test
    @Tag("LIB-30")
    void aRemovedDocumentAnswersNoLeg() {
        index.put(List.of(entry(EAST, 10, 1, "fever"), entry(EAST, 20, 1, "fever")));
        index.commit(1);
        index.remove(EAST, document(1), 0);
        index.commit(2);
        assertThat(words(index, EAST, "fever")).containsExactly(20L);
        assertThat(near(index, EAST, 9, 1, 0, 0, 0)).containsExactly(20L);
    }

    @Test
    void theSameChunkTwiceIsOneChunk() {
        index.put(List.of(entry(EAST, 10, 1, "fever")));
        index.put(List.of(entry(EAST, 10, 1, "fever")));
        index.commit(1);
        index.put(List.of(entry(EAST, 10, 1, "fever")));
        index.commit(2);
        assertThat(words(index, EAST, "fever")).containsExactly(10L);
    }

    @Test
    void tenantsSeeNeitherEachOthersChunksNorTheirStatistics() {
        index.put(List.of(entry(EAST, 10, 1, "fever"), entry(EAST, 20, 1, "cough")));
        index.commit(1);
        double alone = score("fever");
        for (int i = 0; i < 30; i++) {
            index.put(List.of(entry(WEST, 1000 + i, 1, "fever fever")));
        }
        index.commit(2);
        assertThat(words(index, WEST, "cough")).isEmpty();
        assertThat(near(index, EAST, 50, 1, 0, 0, 0)).containsExactly(10L, 20L);
        assertThat(score("fever")).isEqualTo(alone);
    }

    private double score(String word) {
        return index.byWords(reader(EAST), SensitiveText.of(word), 5, soon())
                .hits()
                .getFirst()
                .lexical();
    }

    @Test
    void anUnknownTenantFindsNothing() {
        assertThat(words(index, WEST, "fever")).isEmpty();
        assertThat(near(index, WEST, 3, 1, 0, 0, 0)).isEmpty();
    }

    @Test
    void tiesAreDecidedByTheChunkId() {
        index.put(List.of(entry(EAST, 30, 1, "a b"), entry(EAST, 20, 1, "a b")));
        index.put(List.of(entry(EAST, 40, 1, "a b"), entry(EAST, 10, 1, "a b")));
        index.commit(1);
        assertThat(words(index, EAST, "b")).containsExactly(10L, 20L, 30L, 40L);
        assertThat(near(index, EAST, 2, 1, 0, 0, 0)).containsExactly(10L, 20L);
    }

    @Test
    void aChunkWithoutVectorIsFoundByWordsOnly() {
        index.put(List.of(entry(EAST, 10, 1, "fever", new float[0])));
        index.commit(1);
        assertThat(words(index, EAST, "fever")).containsExactly(10L);
        assertThat(near(index, EAST, 5, 1, 0, 0, 0)).isEmpty();
    }

    @Test
    void theCosineIsTheScore() {
        index.put(List.of(entry(EAST, 10, 1, "x", new float[] {0.6f, 0.8f, 0, 0})));
        index.commit(1);
        Found found = index.byVector(reader(EAST), new float[] {1, 0, 0, 0}, 5, soon());
        assertThat(found.hits().getFirst().vector()).isCloseTo(0.6, within(1e-6));
        assertThat(found.guarantee()).isEqualTo(Guarantee.EXACT);
        assertThat(found.allowed()).isEqualTo(1);
    }

    @Test
    void questionsWithoutWordsOrWithStrangeOnesFindNothingAndHarmNothing() {
        index.put(List.of(entry(EAST, 10, 1, "fever")));
        index.commit(1);
        for (String odd :
                List.of("", " ", "the of and", "\"", "a:b AND (", "*", "\\", "\0", "🩺", "x~9^")) {
            assertThat(words(index, EAST, odd)).isEmpty();
        }
        assertThat(words(index, EAST, "fever AND -fever \"(")).containsExactly(10L);
        assertThat(words(index, EAST, "word ".repeat(20_000) + "fever")).containsExactly(10L);
    }

    @Test
    void aVectorOfAnotherSpaceIsABug() {
        assertThatThrownBy(() -> near(index, EAST, 1, 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> index.put(List.of(entry(EAST, 10, 1, "x", new float[] {1, 0}))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("LIB-53")
    void anExpiredDeadlineIsAnErrorNotAnEmptyList() {
        index.put(List.of(entry(EAST, 10, 1, "fever")));
        index.commit(1);
        Deadline past = Deadline.in(Duration.ZERO);
        assertThatThrownBy(() -> index.byWords(reader(EAST), SensitiveText.of("fever"), 5, past))
                .isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> index.byVector(reader(EAST), new float[] {1, 0, 0, 0}, 5, past))
                .isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void theIndexAndItsPlaceInTheFeedSurviveARestart() {
        index.put(List.of(entry(EAST, 10, 1, "fever"), entry(WEST, 20, 1, "fever")));
        index.commit(41);
        index.put(List.of(entry(EAST, 11, 1, "fever")));
        index.close();
        index = Shelf.open(folder);
        assertThat(index.position()).isEqualTo(41);
        assertThat(words(index, EAST, "fever")).containsExactly(10L);
        assertThat(words(index, WEST, "fever")).containsExactly(20L);
    }

    @Test
    void oneProcessOwnsTheFolder() {
        index.put(List.of(entry(EAST, 10, 1, "fever")));
        index.commit(1);
        assertThatThrownBy(() -> Shelf.open(folder)).isInstanceOf(StoreUnavailable.class);
        assertThat(words(index, EAST, "fever")).containsExactly(10L);
    }

    @Test
    void aClearedIndexIsEmptyAndStartsAgain() {
        index.put(List.of(entry(EAST, 10, 1, "fever")));
        index.commit(9);
        index.clear();
        assertThat(index.position()).isZero();
        assertThat(words(index, EAST, "fever")).isEmpty();
        index.put(List.of(entry(EAST, 20, 1, "fever")));
        index.commit(1);
        assertThat(words(index, EAST, "fever")).containsExactly(20L);
    }

    @Test
    void anIndexOfAnotherSpaceIsRebuilt() {
        index.put(List.of(entry(EAST, 10, 1, "fever")));
        index.commit(9);
        index.close();
        index =
                LuceneIndex.open(
                        new LuceneIndex.Layout(folder, "other/4", 4),
                        portcullis.kernel.EventLog.silent());
        assertThat(index.position()).isZero();
        assertThat(words(index, EAST, "fever")).isEmpty();
    }
}
