package portcullis.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One connection to the paced vendor, and the stream that goes over it at the moment. */
final class PacedStream {
    private static final int LONGEST_REQUEST = 65_536;
    private static final String HEAD =
            """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream; charset=utf-8\r
            Cache-Control: no-cache\r
            Transfer-Encoding: chunked\r
            \r
            """;
    private static final String BEFORE =
            """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"paced","choices":[\
            """;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(8192);
    private final StringBuilder request = new StringBuilder();
    private ByteBuffer out = ByteBuffer.allocate(0);
    private Pace pace = new Pace(0, 0);
    private boolean usage;
    private long started;
    private int told;

    PacedStream(SocketChannel channel) {
        this.channel = channel;
    }

    /** When the next event is due, in {@link System#nanoTime()}. */
    long due() {
        return started + TimeUnit.MILLISECONDS.toNanos((long) pace.millis() * told);
    }

    /** Reads; true when a request is complete and its stream can begin. */
    boolean hears() throws IOException {
        in.clear();
        if (channel.read(in) < 0) {
            throw new EOFException();
        }
        request.append(StandardCharsets.ISO_8859_1.decode(in.flip()));
        if (request.length() > LONGEST_REQUEST) {
            throw new IOException("a request above 64 KiB");
        }
        int body = request.indexOf("\r\n\r\n") + 4;
        if (body < 4 || request.length() < body + length(request.substring(0, body))) {
            return false;
        }
        begin(request.substring(body));
        request.setLength(0);
        return true;
    }

    private static int length(String head) throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("\r\ncontent-length:");
        if (at < 0) {
            throw new IOException("a request without length");
        }
        return Integer.parseInt(lower.substring(at + 17, lower.indexOf('\r', at + 17)).strip());
    }

    private void begin(String body) throws IOException {
        Optional<Pace> asked = Pace.asked(body);
        pace = asked.orElseThrow(() -> new IOException("a request that names no pace"));
        usage = body.replace(" ", "").contains("\"include_usage\":true");
        started = System.nanoTime();
        told = 0;
        out = ByteBuffer.allocate(0);
    }

    /** Sends the event that is due; false when nothing more will come. */
    boolean tells() {
        try {
            if (out.hasRemaining() && write()) {
                // A caller that does not read gets this event when it has taken the one before.
                return true;
            }
            if (told > pace.events()) {
                return false;
            }
            out = ByteBuffer.wrap(event(told++).getBytes(StandardCharsets.US_ASCII));
            return write() || told <= pace.events();
        } catch (IOException gone) {
            return false;
        }
    }

    /** True when something is left to write. */
    private boolean write() throws IOException {
        channel.write(out);
        return out.hasRemaining();
    }

    private String event(int number) {
        if (number == pace.events()) {
            String last = chunk("", "\"stop\"");
            return framed(last + (usage ? usage() : "") + "data: [DONE]\n\n") + "0\r\n\r\n";
        }
        String content = "\"content\":\"" + Tokens.spell(number) + "\"";
        return number == 0
                ? HEAD + framed(chunk("\"role\":\"assistant\"," + content, "null"))
                : framed(chunk(content, "null"));
    }

    private String usage() {
        int all = 190 + pace.events();
        return BEFORE
                + "],\"usage\":{\"prompt_tokens\":190,\"completion_tokens\":"
                + pace.events()
                + ",\"total_tokens\":"
                + all
                + "}}\n\n";
    }

    private static String chunk(String delta, String finish) {
        return BEFORE
                + "{\"index\":0,\"delta\":{"
                + delta
                + "},\"finish_reason\":"
                + finish
                + "}]}\n\n";
    }

    private static String framed(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }
}
