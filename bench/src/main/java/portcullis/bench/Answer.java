package portcullis.bench;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads answers of HTTP/1.1 (RFC 9112) from whatever pieces arrive: a body of known length or in
 * chunks. Refuses a head above 4 KiB and a body without length.
 */
final class Answer {
    /** Where the bytes of bodies go. */
    interface Sink {
        void take(byte[] bytes, int from, int until);
    }

    private enum Part {
        HEAD,
        FIXED,
        SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        DONE
    }

    private final Sink sink;
    private final byte[] head = new byte[4096];
    private int headLength;
    private String headText = "";
    private long left;
    private boolean extension;
    private int lineLength;
    private Part part = Part.HEAD;

    Answer(Sink sink) {
        this.sink = sink;
    }

    /** Forgets the answer that was read; the next bytes begin another one. */
    void begin() {
        headLength = 0;
        left = 0;
        extension = false;
        lineLength = 0;
        part = Part.HEAD;
    }

    /** Takes all bytes up to the end of the answer, and tells whether the end was reached. */
    boolean read(ByteBuffer in) throws ProtocolException {
        while (in.hasRemaining() && part != Part.DONE) {
            switch (part) {
                case HEAD -> head(in.get());
                case FIXED, CHUNK -> body(in);
                case SIZE -> size(in.get());
                case CHUNK_END -> chunkEnd(in.get());
                case TRAILER -> trailer(in.get());
                case DONE -> {}
            }
        }
        return part == Part.DONE;
    }

    /** The status, or 0 before the head is complete. */
    int status() {
        return part == Part.HEAD ? 0 : Integer.parseInt(headText.substring(9, 12));
    }

    /** The value of a header, given in lower case. */
    Optional<String> header(String name) {
        int at = headText.indexOf("\r\n" + name + ":");
        if (at < 0) {
            return Optional.empty();
        }
        int from = at + name.length() + 3;
        return Optional.of(headText.substring(from, headText.indexOf('\r', from)).strip());
    }

    private void head(byte next) throws ProtocolException {
        if (headLength == head.length) {
            throw new ProtocolException("the head of an answer is above 4 KiB");
        }
        head[headLength++] = next;
        if (next == '\n'
                && headLength > 12
                && head[headLength - 2] == '\r'
                && head[headLength - 3] == '\n') {
            headText =
                    new String(head, 0, headLength, StandardCharsets.ISO_8859_1)
                            .toLowerCase(Locale.ROOT);
            part = bodyKind();
        }
    }

    private Part bodyKind() throws ProtocolException {
        if (header("transfer-encoding").orElse("").contains("chunked")) {
            return Part.SIZE;
        }
        Optional<String> length = header("content-length");
        if (length.isEmpty()) {
            throw new ProtocolException("an answer without length");
        }
        left = Long.parseLong(length.get());
        return left == 0 ? Part.DONE : Part.FIXED;
    }

    private void body(ByteBuffer in) {
        int length = (int) Math.min(left, in.remaining());
        int from = in.arrayOffset() + in.position();
        sink.take(in.array(), from, from + length);
        in.position(in.position() + length);
        left -= length;
        if (left == 0) {
            part = part == Part.FIXED ? Part.DONE : Part.CHUNK_END;
        }
    }

    private void size(byte next) throws ProtocolException {
        if (next == '\n') {
            part = left == 0 ? Part.TRAILER : Part.CHUNK;
            extension = false;
        } else if (next == ';') {
            extension = true;
        } else if (!extension && next != '\r') {
            int digit = Character.digit(next, 16);
            if (digit < 0 || left > Integer.MAX_VALUE) {
                throw new ProtocolException("a chunk without a size");
            }
            left = left * 16 + digit;
        }
    }

    private void chunkEnd(byte next) {
        if (next == '\n') {
            part = Part.SIZE;
        }
    }

    private void trailer(byte next) {
        if (next == '\n') {
            part = lineLength == 0 ? Part.DONE : Part.TRAILER;
            lineLength = 0;
        } else if (next != '\r') {
            lineLength++;
        }
    }
}
