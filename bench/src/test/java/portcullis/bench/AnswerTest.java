package portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final String CHUNKED =
            """
            HTTP/1.1 200 OK\r
            X-Portcullis-Cache: miss\r
            Transfer-Encoding: chunked\r
            \r
            5;note=a\r
            hello\r
            A\r
            , my world\r
            0\r
            x-trailer: 1\r
            \r
            """;

    private final StringBuilder body = new StringBuilder();
    private final Answer answer =
            new Answer(
                    (bytes, from, until) ->
                            body.append(
                                    new String(
                                            bytes, from, until - from, StandardCharsets.US_ASCII)));

    @Property
    void howAnAnswerIsCutDoesNotMatter(@ForAll @IntRange(min = 1, max = 150) int piece)
            throws ProtocolException {
        answer.begin();
        body.setLength(0);
        boolean whole = false;
        for (int from = 0; from < CHUNKED.length(); from += piece) {
            assertThat(whole).isFalse();
            whole = read(CHUNKED.substring(from, Math.min(CHUNKED.length(), from + piece)));
        }
        assertThat(whole).isTrue();
        assertThat(body).hasToString("hello, my world");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("x-portcullis-cache")).contains("miss");
        assertThat(answer.header("x-absent")).isEmpty();
    }

    @Test
    void answersFollowEachOtherOnOneConnection() throws ProtocolException {
        String fixed = "HTTP/1.1 429 Slow down\r\nContent-Length: 2\r\n\r\nno";
        assertThat(read(fixed)).isTrue();
        assertThat(answer.status()).isEqualTo(429);
        answer.begin();
        assertThat(answer.status()).isZero();
        assertThat(read(CHUNKED)).isTrue();
        assertThat(body).hasToString("nohello, my world");
    }

    @Test
    void anEmptyBodyEndsWithTheHead() throws ProtocolException {
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")).isTrue();
    }

    @Test
    void whatHasNoLengthIsRefused() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\n\r\n"))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void aWrongChunkSizeIsRefused() {
        assertThatThrownBy(
                        () -> read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void aHeadWithoutEndIsRefused() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\n" + "x: y\r\n".repeat(1000)))
                .isInstanceOf(ProtocolException.class);
    }

    private boolean read(String text) throws ProtocolException {
        return answer.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
