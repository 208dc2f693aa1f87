package portcullis.server.desks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.kernel.Outcome;

class MultipartTest {
    private static final String TYPE = "multipart/form-data; boundary=xyz";

    private static List<Multipart.Part> parts(String body) {
        return switch (Multipart.read(TYPE, body.getBytes(ISO_8859_1))) {
            case Outcome.Passed<List<Multipart.Part>>(var parts) -> parts;
            case Outcome.Refused<List<Multipart.Part>> _ -> List.of();
        };
    }

    private static String form(String content) {
        return "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
                + "Content-Type: text/plain\r\n\r\n"
                + content
                + "\r\n--xyz\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nx\r\n--xyz--\r\n";
    }

    @Test
    void partsAreFoundWithTheirBounds() {
        String body = form("hello\r\nworld");
        List<Multipart.Part> parts = parts(body);
        assertThat(parts).extracting(Multipart.Part::name).containsExactly("file", "tags");
        Multipart.Part file = parts.getFirst();
        assertThat(body.substring(file.start(), file.end())).isEqualTo("hello\r\nworld");
        assertThat(file.file().orElseThrow().reveal()).isEqualTo("a.txt");
        assertThat(file.type()).contains("text/plain");
    }

    @Test
    void emptyContentIsEmpty() {
        Multipart.Part file = parts(form("")).getFirst();
        assertThat(file.end() - file.start()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--xyz",
                "--xyz\r\n\r\nno name\r\n--xyz--",
                "--abc\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--abc--",
                "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nnever ends",
            })
    void badFramingIsRefused(String body) {
        assertThat(Multipart.read(TYPE, body.getBytes(ISO_8859_1)))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Property(tries = 300)
    void everyContentComesBackByteForByte(@ForAll byte[] content) {
        String text = new String(content, ISO_8859_1);
        if (!text.contains("--xyz")) {
            byte[] body = form(text).getBytes(ISO_8859_1);
            Multipart.Part file = parts(form(text)).getFirst();
            assertThat(Arrays.copyOfRange(body, file.start(), file.end())).isEqualTo(content);
        }
    }

    @Property(tries = 300)
    void noBytesBreakTheReader(@ForAll byte[] body, @ForAll String type) {
        assertThat(Multipart.read(type, body)).isNotNull();
        assertThat(Multipart.read(TYPE, body)).isNotNull();
    }
}
