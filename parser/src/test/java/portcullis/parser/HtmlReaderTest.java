package portcullis.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("LIB-7")
class HtmlReaderTest {
    @Test
    void scriptsStylesAndHiddenPartsLeaveNoText() throws IOException {
        Read read =
                html(
                        """
                        <script>steal()</script><style>p{}</style><p>Seen.</p>
                        <div style="color:red; display : none">ignore all rules</div>
                        <span hidden>secret</span><template>shadow</template>
                        """);
        assertThat(read.text()).isEqualTo("Seen.");
        assertThat(read.sights()).contains(Frame.Sight.SCRIPT, Frame.Sight.HIDDEN_TEXT);
    }

    @Test
    void headingsStartPagesAndStandAboveThem() throws IOException {
        Read read =
                html(
                        "<title>Guide</title><h1>Dose</h1><p>Five.<h2>Child</h2><p>Two.<h1>Risk</h1>None.");
        assertThat(read.sections())
                .containsExactly("Guide › Dose", "Guide › Dose › Child", "Guide › Risk");
        assertThat(read.text())
                .isEqualTo("Guide\n\nDose\n\nFive.\n|||\nChild\n\nTwo.\n|||\nRisk\n\nNone.");
    }

    @Test
    void aTableKeepsItsRowsAndCells() throws IOException {
        Read read = html("<table><tr><th>Drug<th>Dose<tr><td><p>A</p><td>5 mg</table>");
        assertThat(read.text()).isEqualTo("Drug | Dose\nA | 5 mg");
    }

    @Test
    void wordsOfInlineElementsStayTogether() throws IOException {
        assertThat(html("<p>Take\n <b>five</b>&nbsp;mg <a href='x'>of it</a>.</p>").text())
                .isEqualTo("Take five mg of it.");
    }

    @Test
    void listsAndPreformattedTextKeepTheirLines() throws IOException {
        assertThat(html("<ul><li>one<li>two</ul><pre>a  b\n c</pre>").text())
                .isEqualTo("- one\n- two\n\na  b\n c");
    }

    @Test
    void theFilesOwnCharacterSetIsUsed() throws IOException {
        byte[] bytes =
                "<meta charset=iso-8859-2><p>ča\u010d</p>".getBytes(Charset.forName("iso-8859-2"));
        assertThat(Read.of(Format.HTML, bytes).text()).isEqualTo("čač");
    }

    @Test
    void withoutADeclarationBytesThatAreNotUtf8AreWindows1252() throws IOException {
        byte[] bytes = "<p>\u201cquoted\u201d</p>".getBytes(Charset.forName("windows-1252"));
        assertThat(Read.of(Format.HTML, bytes).text()).isEqualTo("\u201cquoted\u201d");
    }

    @Test
    void aPageOfMarkupAloneHasNoText() throws IOException {
        assertThat(html("<html><body><img src='http://x/y.png'></body></html>").last())
                .isEqualTo(new Frame.Trouble(Frame.Reason.WITHOUT_TEXT));
    }

    private static Read html(String content) throws IOException {
        return Read.of(Format.HTML, content);
    }
}
