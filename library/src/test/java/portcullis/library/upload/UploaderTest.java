package portcullis.library.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.parser.Format;

@SuppressWarnings("InputStreamSlowMultibyteRead") // odd streams, read once
class UploaderTest {
    private static final int LIMIT = 1000;

    private final Uploader uploader = new Uploader(LIMIT);

    @Test
    @Tag("LIB-11")
    void aFileOfExactlyTheLimitIsTakenAndOneByteMoreIsNot() {
        assertThat(upload("a.txt", "x".repeat(LIMIT))).isInstanceOf(Outcome.Passed.class);
        Outcome<Uploaded> more = upload("a.txt", "x".repeat(LIMIT + 1));
        assertThat(code(more)).isEqualTo(RefusalCode.TOO_LARGE);
        Outcome.Refused<Uploaded> refused = (Outcome.Refused<Uploaded>) more;
        assertThat(refused.refusal().limit()).hasValue(LIMIT);
    }

    @Test
    @Tag("LIB-11")
    void anEndlessStreamIsNotReadToItsEnd() {
        InputStream endless =
                new InputStream() {
                    private long read;

                    @Override
                    public int read() {
                        read++;
                        assertThat(read).isLessThan(10_000_000);
                        return 'x';
                    }
                };
        assertThat(code(uploader.upload(new Upload(name("a.txt"), Optional.empty(), endless))))
                .isEqualTo(RefusalCode.TOO_LARGE);
    }

    @Test
    void aStreamThatBreaksIsACallerThatWent() {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("gone");
                    }
                };
        assertThat(code(uploader.upload(new Upload(name("a.txt"), Optional.empty(), broken))))
                .isEqualTo(RefusalCode.CANCELLED);
    }

    @Test
    @Tag("LIB-14")
    void anEmptyFileIsRefused() {
        assertThat(code(upload("a.txt", ""))).isEqualTo(RefusalCode.DOCUMENT_EMPTY);
    }

    @ParameterizedTest
    @Tag("LIB-13")
    @ValueSource(
            strings = {
                "",
                " a.txt",
                "a.txt ",
                ".a.txt",
                "a.txt.",
                "..",
                "a/b.txt",
                "a\\b.txt",
                "a\0.txt",
                "a\n.txt",
                "con",
                "CON.txt",
                "lpt9.pdf",
                "a\u202etxt.exe",
                "\u2066a.txt",
                "a\u200f.txt",
                "\ud800.txt",
                "a\u2028.txt",
                "\u00a0a.txt",
                "\u00a0"
            })
    void aNameThatCouldMisleadIsRefused(String name) {
        assertThat(code(upload(name, "text"))).isEqualTo(RefusalCode.BAD_NAME);
    }

    @Test
    @Tag("LIB-13")
    void aNameMayHave255BytesAndNotOneMore() {
        assertThat(upload("ä".repeat(125) + "x.txt", "text")).isInstanceOf(Outcome.Passed.class);
        assertThat(code(upload("ä".repeat(126) + ".txt", "text"))).isEqualTo(RefusalCode.BAD_NAME);
    }

    @Test
    @Tag("LIB-13")
    void aNameIsComposed() {
        assertThat(passed(upload("Mu\u0308ller.txt", "text")).name().reveal())
                .isEqualTo("Müller.txt");
    }

    @ParameterizedTest
    @Tag("LIB-12")
    @CsvSource({
        "a.pdf, '%PDF-1.7 ...', PDF",
        "a, '%PDF-1.7 ...', PDF",
        "a.pdf, 'junk before %PDF-1.4', PDF",
        "a.html, '<!DOCTYPE html><p>x', HTML",
        "a.htm, ' <!-- c --> <HTML><p>x', HTML",
        "a.html, '<p>only a piece</p>', HTML",
        "a.xhtml, '<?xml version=\"1.0\"?><html xmlns=\"x\"/>', HTML",
        "a.md, '# Title', MARKDOWN",
        "a.md, '<p align=\"center\">logo</p>', MARKDOWN",
        "a.markdown, 'text', MARKDOWN",
        "a.txt, 'text', TEXT",
        "A.TXT, 'text', TEXT",
        "'Dr. Roe on dosing', 'text', TEXT",
        "a, 'text', TEXT"
    })
    void theBytesTellTheFormat(String name, String content, Format format) {
        assertThat(passed(upload(name, content)).format()).isEqualTo(format);
    }

    @ParameterizedTest
    @Tag("LIB-12")
    @CsvSource({
        "a.txt, '%PDF-1.7 ...'",
        "a.pdf, 'just text'",
        "a.txt, '<!DOCTYPE html><p>x'",
        "a.md, '<html><p>x'",
        "a.html, 'no markup at all'",
        "a.docx, 'text'",
        "a.txt, 'PK\u0003\u0004...'",
        "a, 'PK\u0003\u0004...'",
        "a.txt, '{\\rtf1 x}'",
        "a.exe, 'MZ\u0090'",
        "a.txt, '<?xml version=\"1.0\"?><note/>'",
        "a.txt, 'text with \0 in it'"
    })
    void aNameThatDisagreesWithTheBytesIsRefused(String name, String content) {
        assertThat(code(upload(name, content))).isEqualTo(RefusalCode.UNSUPPORTED_MEDIA);
    }

    @Test
    @Tag("LIB-12")
    void utf16WithItsMarkIsText() {
        byte[] bytes = "\ufeffhello".getBytes(StandardCharsets.UTF_16LE);
        assertThat(passed(upload("a.txt", bytes, Optional.empty())).format())
                .isEqualTo(Format.TEXT);
    }

    @ParameterizedTest
    @Tag("LIB-12")
    @CsvSource({
        "a.txt, text/plain, true",
        "a.txt, application/octet-stream, true",
        "a.txt, TEXT/PLAIN, true",
        "a.md, text/plain, true",
        "a.md, text/x-markdown, true",
        "a.txt, application/pdf, false",
        "a.txt, text/html, false",
        "a.txt, image/png, false"
    })
    void aDeclaredTypeMustAgree(String name, String type, boolean fits) {
        byte[] bytes = "text".getBytes(StandardCharsets.UTF_8);
        Outcome<Uploaded> outcome = upload(name, bytes, Optional.of(type));
        assertThat(outcome instanceof Outcome.Passed).isEqualTo(fits);
    }

    @Test
    void aRefusalSaysNothingOfTheName() {
        Outcome.Refused<Uploaded> refused =
                (Outcome.Refused<Uploaded>) upload("john/doe.txt", "text");
        assertThat(refused.refusal().sentence()).doesNotContain("john").doesNotContain("doe");
    }

    private Outcome<Uploaded> upload(String name, String content) {
        return upload(name, content.getBytes(StandardCharsets.ISO_8859_1), Optional.empty());
    }

    private Outcome<Uploaded> upload(String name, byte[] content, Optional<String> type) {
        return uploader.upload(new Upload(name(name), type, new ByteArrayInputStream(content)));
    }

    private static SensitiveText name(String name) {
        return SensitiveText.of(name);
    }

    private static Uploaded passed(Outcome<Uploaded> outcome) {
        return ((Outcome.Passed<Uploaded>) outcome).value();
    }

    private static RefusalCode code(Outcome<Uploaded> outcome) {
        return switch (outcome) {
            case Outcome.Passed<Uploaded> passed -> null;
            case Outcome.Refused<Uploaded> refused -> refused.refusal().code();
        };
    }
}
