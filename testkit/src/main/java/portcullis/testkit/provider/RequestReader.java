package portcullis.testkit.provider;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads HTTP/1.1 requests off a socket: head up to 64 KB, body up to 32 MB, plain or chunked. */
final class RequestReader {
    private static final int MOST_LINE = 65_536;
    private static final int MOST_BODY = 32 << 20;

    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = new BufferedInputStream(in, 16_384);
    }

    /** The next request; empty at the end of the connection. */
    Optional<Request> next() throws IOException {
        String first = line();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String[] words = first.split(" ");
        if (words.length != 3) {
            throw new IOException("not a request line");
        }
        Map<String, String> headers = headers();
        byte[] body = body(headers);
        return Optional.of(new Request(words[0], words[1], headers, body, System.nanoTime()));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks();
        }
        return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            if (all.size() + size > MOST_BODY) {
                throw new IOException("body too long");
            }
            all.write(exactly(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";")[0].strip(), 16);
    }

    private byte[] exactly(int size) throws IOException {
        if (size < 0 || size > MOST_BODY) {
            throw new IOException("body too long");
        }
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException();
        }
        return bytes;
    }

    /** A line without its end; empty also at the end of the input. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() == MOST_LINE) {
                throw new IOException("line too long");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
