package portcullis.providers.offline;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class SentencesTest {
    @Test
    void abbreviationsAndNumbersDoNotEndASentence() {
        assertThat(
                        Sentences.of(
                                "Dr. Maier gave 2.5 mg, e.g. at night. J. Smith did not (cf. Fig. 2)."
                                        + " Why? \"Because.\" So it was."))
                .containsExactly(
                        "Dr. Maier gave 2.5 mg, e.g. at night.",
                        "J. Smith did not (cf. Fig. 2).",
                        "Why?",
                        "\"Because.\"",
                        "So it was.");
    }

    @Test
    void blankLinesEndASentenceAndSingleLineBreaksDoNot() {
        assertThat(Sentences.of("A heading\n\nThe text goes\non here. And here"))
                .containsExactly("A heading", "The text goes\non here.", "And here");
    }

    @Test
    void lowerCaseAfterAFullStopGoesOn() {
        assertThat(Sentences.of("Given p. o. or i.v. as needed. Done."))
                .containsExactly("Given p. o. or i.v. as needed.", "Done.");
    }

    @Property(tries = 500)
    void nothingIsLostButWhiteSpace(
            @ForAll @CharRange(from = ' ', to = '~') @CharRange(from = '\n', to = '\n')
                    String text) {
        assertThat(String.join("", Sentences.of(text)).replaceAll("\\s", ""))
                .isEqualTo(text.replaceAll("\\s", ""));
    }
}
