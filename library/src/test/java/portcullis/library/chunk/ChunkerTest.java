package portcullis.library.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.library.Embeddings;
import portcullis.library.Page;
import portcullis.library.Passage;

@Tag("LIB-27")
class ChunkerTest {
    private static final String SENTENCE =
            "The patient takes five milligrams of the drug every day with a glass of water. ";

    /** Four units are a token, and two more for the ends, whatever the words are. */
    private static final class QuarterTokens implements Embeddings {
        @Override
        public String space() {
            return "quarters";
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public int maxTokens() {
            return 510;
        }

        @Override
        public int tokens(SensitiveText text) {
            return 2 + (text.length() + 3) / 4;
        }

        @Override
        public List<float[]> embed(List<SensitiveText> texts, Deadline deadline) {
            throw new IllegalStateException("a chunker embeds nothing");
        }
    }

    private final Embeddings tokenizer = new QuarterTokens();
    private final Chunker chunker = new Chunker(tokenizer);

    @Test
    void aShortPageIsOnePassage() {
        List<Passage> passages = cut("  One sentence. Another one.\n");
        assertThat(passages).hasSize(1);
        assertThat(passages.getFirst().text().reveal()).isEqualTo("One sentence. Another one.");
        assertThat(passages.getFirst().start()).isEqualTo(2);
    }

    @Test
    void sentencesStayWholeWhereTheyFit() {
        for (Passage passage : cut(SENTENCE.repeat(100))) {
            assertThat(passage.text().reveal()).startsWith("The patient").endsWith("water.");
        }
    }

    @Test
    void neighboursShareAtMostFiftyWordsAndSome() {
        List<Passage> passages = cut(SENTENCE.repeat(100));
        assertThat(passages).hasSizeGreaterThan(2);
        for (int i = 1; i < passages.size(); i++) {
            int start = passages.get(i).start();
            int end = passages.get(i - 1).end();
            assertThat(start).isLessThan(end);
            String shared = SENTENCE.repeat(100).substring(start, end);
            assertThat(shared.split("\\s+").length).isBetween(15, 50);
        }
    }

    @Test
    void manyShortWordsAreBoundedByWords() {
        String words = IntStream.range(0, 700).mapToObj(i -> "a").collect(Collectors.joining(" "));
        assertThat(cut(words)).allMatch(passage -> words(passage) <= 512).hasSizeGreaterThan(1);
    }

    @Test
    void aWordLongerThanAPassageIsCutBetweenCharacters() {
        String word = "\ud83d\ude80".repeat(5000);
        List<Passage> passages = cut(word);
        assertThat(passages.size()).isGreaterThan(5);
        for (Passage passage : passages) {
            assertThat(Character.isLowSurrogate(passage.text().reveal().charAt(0))).isFalse();
        }
        assertCovers(word, passages);
    }

    @Test
    void anEditedHeadingAboveThePageKeepsTheHash() {
        Passage one = cut("Title A › Dose", "Text.");
        Passage other = cut("Title B › Dose", "Text.");
        Passage changed = cut("Title A › Doses", "Text.");
        assertThat(other.hash()).isEqualTo(one.hash());
        assertThat(changed.hash()).isNotEqualTo(one.hash());
    }

    @Test
    void theSameTextOnAnotherPageHasTheSameHash() {
        Page first = new Page(1, SensitiveText.of(""), SensitiveText.of("Text."));
        Page ninth = new Page(9, SensitiveText.of(""), SensitiveText.of("Text."));
        assertThat(chunker.cut(ninth).getFirst().hash())
                .isEqualTo(chunker.cut(first).getFirst().hash());
    }

    @Property(tries = 300)
    void everyPassageIsExactlyItsPartOfThePage(@ForAll("pages") String text) {
        List<Passage> passages = cut(text);
        for (Passage passage : passages) {
            assertThat(passage.text().reveal())
                    .isEqualTo(text.substring(passage.start(), passage.end()));
            assertThat(words(passage)).isLessThanOrEqualTo(512);
            assertThat(tokenizer.tokens(passage.text())).isLessThanOrEqualTo(400);
        }
        assertCovers(text, passages);
    }

    @Property(tries = 50)
    void theSamePageIsAlwaysCutTheSameWay(@ForAll("pages") String text) {
        assertThat(cut(text)).isEqualTo(cut(text));
    }

    /** Everything but blanks stands in a passage, and each passage goes further than the last. */
    private static void assertCovers(String text, List<Passage> passages) {
        int covered = 0;
        for (Passage passage : passages) {
            if (passage.start() > covered) {
                assertThat(text.substring(covered, passage.start())).isBlank();
            }
            assertThat(passage.end()).isGreaterThan(covered);
            covered = passage.end();
        }
        assertThat(text.substring(covered)).isBlank();
    }

    @Provide
    Arbitrary<String> pages() {
        Arbitrary<String> words =
                Arbitraries.oneOf(
                        Arbitraries.of(
                                "Dr. ", "mg ", "\n", "\n\n", "- item ", "3. ", "? ", "\u3002"),
                        Arbitraries.of(
                                SENTENCE, "No pain. ", "\ud83d\ude80", "e\u0301", "٣ ", "\t"),
                        Arbitraries.strings().alpha().ofMaxLength(3000),
                        Arbitraries.strings().all().excludeChars('\0').ofMaxLength(40));
        return words.list().ofMaxSize(120).map(parts -> wellFormed(String.join("", parts)));
    }

    /** Pages hold no lone surrogates: the reader's cleaner replaced them. */
    private static String wellFormed(String text) {
        return text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? '\ufffd' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int words(Passage passage) {
        return passage.text().reveal().strip().split("\\s+").length;
    }

    private Passage cut(String section, String text) {
        return chunker.cut(new Page(1, SensitiveText.of(section), SensitiveText.of(text)))
                .getFirst();
    }

    private List<Passage> cut(String text) {
        return chunker.cut(new Page(1, SensitiveText.of(""), SensitiveText.of(text)));
    }
}
