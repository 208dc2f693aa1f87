package portcullis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlapTest {

    @ParameterizedTest
    @CsvSource({
        "'the cat sat on', ' the mat', ' the mat'",
        "'the cat sat on', 'sat on the mat', ' the mat'",
        "'the cat sat on', 'the cat sat on the mat', ' the mat'",
        "'he went to g', 'going', 'oing'",
        "'an eg', 'g', 'g'",
        "'foo', 'over', 'over'",
        "'one two ', ' three', 'three'",
        "'one two', 'two', ''",
        "'', 'all of it', 'all of it'",
    })
    void whatWasToldIsNotToldAgain(String told, String text, String left) {
        Overlap overlap = new Overlap(told);
        assertThat(overlap.feed(text) + overlap.finish()).isEqualTo(left);
    }

    @Test
    void textThatCannotBeARepetitionIsNotHeldBack() {
        Overlap overlap = new Overlap("one two three");
        assertThat(overlap.feed("four")).isEqualTo("four");
        assertThat(overlap.feed(" three")).isEqualTo(" three");
    }

    /** However it is cut into events, and however far back the other target begins. */
    @Property
    void aRepetitionIsFoundAcrossEvents(
            @ForAll @IntRange(min = 0, max = 9) int cut,
            @ForAll @IntRange(min = 0, max = 9) int back,
            @ForAll @IntRange(min = 1, max = 7) int size) {
        String[] words = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split(" ");
        String told = String.join(" ", java.util.Arrays.copyOfRange(words, 0, cut));
        String again =
                String.join(" ", java.util.Arrays.copyOfRange(words, Math.max(0, cut - back), 10));
        Overlap overlap = new Overlap(told);
        StringBuilder whole = new StringBuilder(told);
        boolean gap = back == 0 && cut > 0;
        String sent = gap ? " " + again : again;
        for (int at = 0; at < sent.length(); at += size) {
            whole.append(overlap.feed(sent.substring(at, Math.min(sent.length(), at + size))));
        }
        whole.append(overlap.finish());
        assertThat(whole).hasToString(String.join(" ", words));
    }
}
