package portcullis.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("LIB-8")
class TextReaderTest {
    @Test
    void utf8Utf16AndWindows1252AreTold() throws IOException {
        String text = "Größe \u20ac 5";
        for (Charset charset :
                new Charset[] {
                    StandardCharsets.UTF_8, StandardCharsets.UTF_16, Charset.forName("windows-1252")
                }) {
            assertThat(text(text.getBytes(charset))).isEqualTo(text);
        }
        assertThat(text(("\ufeff" + text).getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
        assertThat(text(("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE))).isEqualTo(text);
    }

    @Test
    void aFormFeedEndsAPage() throws IOException {
        Read read = Read.of(Format.TEXT, "one\ftwo\f\fthree");
        assertThat(read.text()).isEqualTo("one\n|||\ntwo\n|||\nthree");
        assertThat(read.last()).isEqualTo(new Frame.End(3));
    }

    @Test
    void anUnderlinedLineIsAHeading() throws IOException {
        Read read = Read.of(Format.TEXT, "Guide\n=====\nText.\n\nDose\n----\nFive.\n");
        assertThat(read.sections()).containsExactly("Guide", "Guide › Dose");
    }

    @Test
    void aRuleIsNoHeading() throws IOException {
        Read read = Read.of(Format.TEXT, "A long line of running text that ends here\n---\nmore\n");
        assertThat(read.sections()).containsExactly("");
        assertThat(read.text()).contains("---");
    }

    @Test
    void aLongTextIsCutIntoPagesAtItsGaps() throws IOException {
        Read read = Read.of(Format.TEXT, "A line of text.\n\n".repeat(5000));
        assertThat(read.pages()).hasSizeGreaterThan(2);
        assertThat(read.pages())
                .allMatch(page -> page.text().length() <= Sections.LONGEST)
                .allMatch(page -> page.text().startsWith("A line"))
                .allMatch(page -> page.text().endsWith("text."));
    }

    @Test
    void whatNoDatabaseCanHoldIsGone() throws IOException {
        assertThat(text("a\0b\u0007c\r\nd  \r\ne".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("abc\nd\ne");
    }

    @Property(tries = 300)
    void anyBytesGiveCleanPagesOrATypedTrouble(@ForAll byte[] bytes) throws IOException {
        Read read = Read.of(Format.TEXT, bytes);
        assertThat(read.last()).isInstanceOfAny(Frame.End.class, Frame.Trouble.class);
        assertThat(read.text().chars()).noneMatch(c -> c == 0 || c == '\r');
        for (Format format : Format.values()) {
            assertThat(Read.of(format, bytes).last())
                    .isInstanceOfAny(Frame.End.class, Frame.Trouble.class);
        }
    }

    private static String text(byte[] bytes) throws IOException {
        return Read.of(Format.TEXT, bytes).text();
    }
}
