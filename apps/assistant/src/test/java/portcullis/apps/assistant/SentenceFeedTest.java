package portcullis.apps.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SentenceFeedTest {
    private static final String ANSWER =
            """
            Vaccines are kept cold. [1] Dr. Smith, e.g. in Leeds, measured 16.5 degrees [2]. \
            The rest, cf. Fig. 3, is unclear.[1][3] No marks here. Last one [1, 2]
            - A point of a list [2]
            1. First of a list. [3]
            2. [PERSON_1] came later [4].""";

    @Test
    void sentencesKeepTheirMarks() {
        assertThat(cut(ANSWER, 1000))
                .containsExactly(
                        "Vaccines are kept cold. [1]",
                        "Dr. Smith, e.g. in Leeds, measured 16.5 degrees [2].",
                        "The rest, cf. Fig. 3, is unclear.[1][3]",
                        "No marks here.",
                        "Last one [1, 2]",
                        "- A point of a list [2]",
                        "1. First of a list. [3]",
                        "2. [PERSON_1] came later [4].");
    }

    @Test
    void markAtTheEndOfALineEndsASentenceWithoutAPoint() {
        assertThat(cut("Rules of the house [3]\nThe door is shut. [1]", 1000))
                .containsExactly("Rules of the house [3]", "The door is shut. [1]");
    }

    @Property
    void anyChunkingGivesTheSameSentences(@ForAll long seed) {
        assertThat(cut(ANSWER, new Random(seed).nextInt(1, 40), seed)).isEqualTo(cut(ANSWER, 1000));
    }

    @Test
    void aSentenceLeavesAsSoonAsTheNextOneBegins() {
        List<String> heard = new ArrayList<>();
        SentenceFeed feed = new SentenceFeed(heard::add);
        feed.add("It is cold. [1]");
        assertThat(heard).isEmpty();
        feed.add(" The");
        assertThat(heard).containsExactly("It is cold. [1]");
    }

    @Test
    void marksAreTakenOffAndCounted() {
        Marks marks = Marks.of("- **Cold** as shown [12] before [2], [1].");
        assertThat(marks.text()).isEqualTo("Cold as shown before,.");
        assertThat(marks.numbers()).containsExactly(12, 2, 1);
        assertThat(Marks.of("It is cold as shown [12]. [1]").almost())
                .isEqualTo("It is cold as shown [12].");
        assertThat(Marks.of("[1] [2]").empty()).isTrue();
    }

    private static List<String> cut(String text, int size) {
        return cut(text, size, 0);
    }

    private static List<String> cut(String text, int most, long seed) {
        List<String> heard = new ArrayList<>();
        SentenceFeed feed = new SentenceFeed(heard::add);
        Random random = new Random(seed);
        for (int at = 0; at < text.length(); ) {
            int next = Math.min(text.length(), at + 1 + random.nextInt(most));
            feed.add(text.substring(at, next));
            at = next;
        }
        feed.end();
        return heard;
    }
}
