package portcullis.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("LIB-8")
class MarkdownReaderTest {
    @Test
    void headingsStartPages() throws IOException {
        Read read = markdown("# One `x`\n\nText *of* one.\n\n## Two\nMore.\n\n# Three\n\nEnd.\n");
        assertThat(read.sections()).containsExactly("One x", "One x › Two", "Three");
        assertThat(read.text())
                .isEqualTo("One x\n\nText of one.\n|||\nTwo\n\nMore.\n|||\nThree\n\nEnd.");
    }

    @Test
    void headingsThatFollowEachOtherShareAPage() throws IOException {
        Read read = markdown("# Guide\n## Dose\nFive.\n");
        assertThat(read.text()).isEqualTo("Guide\n\nDose\n\nFive.");
        assertThat(read.sections()).containsExactly("Guide › Dose");
    }

    @Test
    void listsKeepTheirMarks() throws IOException {
        assertThat(markdown("- a\n- b\n  - c\n\n3. x\n4. y\n").text())
                .isEqualTo("- a\n- b\n- c\n\n3. x\n4. y");
    }

    @Test
    void codeAndLinksKeepTheirWords() throws IOException {
        Read read = markdown("See [the guide](http://x) ![a picture](y).\n\n```sh\nrun  it\n```\n");
        assertThat(read.text()).isEqualTo("See the guide a picture.\n\nrun  it");
        assertThat(read.sights()).containsExactly(Frame.Sight.REMOTE_REFERENCE);
    }

    @Test
    void rawHtmlIsReadAsTextAndNoted() throws IOException {
        Read read = markdown("<div><script>run()</script>shown</div>\n\nText.\n");
        assertThat(read.text()).contains("shown").contains("Text.").doesNotContain("run()");
        assertThat(read.sights()).containsExactly(Frame.Sight.RAW_HTML);
    }

    @Test
    void nestingWithoutEndDoesNotBreakTheReader() throws IOException {
        Read read = markdown(">".repeat(20_000) + " deep\n");
        assertThat(read.last()).isInstanceOfAny(Frame.End.class, Frame.Trouble.class);
    }

    private static Read markdown(String content) throws IOException {
        return Read.of(Format.MARKDOWN, content);
    }
}
