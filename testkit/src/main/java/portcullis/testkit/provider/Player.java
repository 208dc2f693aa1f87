package portcullis.testkit.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import portcullis.testkit.provider.Saying.Body;

/** Plays one turn on the wire, fault included. */
final class Player {
    private static final String HTML = "<!doctype html><html><body>Bad gateway</body></html>";
    private static final int HUGE_EVENT = 2 << 20;
    private static final int HUGE_BODY = 24 << 20;

    private final Wire wire;
    private final Turn turn;
    private final Exchange exchange;

    Player(Wire wire, Turn turn, Exchange exchange) {
        this.wire = wire;
        this.turn = turn;
        this.exchange = exchange;
    }

    void play(Asked asked, Ledger ledger) throws IOException {
        wire.byteByByte(turn.fault() == Fault.BYTE_BY_BYTE);
        wire.pause(turn.pace().beforeHead());
        Spoken spoken = new Spoken(asked, turn);
        ledger.count(spoken.tokensIn(), spoken.tokensOut());
        Speech speech = Languages.speech(spoken, exchange.number());
        switch (turn.fault()) {
            case RESET_BEFORE_HEAD -> reset();
            case CLOSE_BEFORE_HEAD -> cut();
            case SILENCE -> wire.silence();
            case HTML_PAGE -> plain("text/html", HTML.getBytes(StandardCharsets.UTF_8));
            case NONE,
                    SILENCE_AFTER_HEAD,
                    CUT,
                    RESET,
                    STALL,
                    MALFORMED_EVENT,
                    BAD_FRAMING,
                    ERROR_EVENT,
                    NO_DONE,
                    NO_DONE_NO_END,
                    CUT_IN_CHARACTER,
                    DOUBLE_DONE,
                    HUGE_EVENT,
                    BYTE_BY_BYTE,
                    GZIP,
                    CRLF_AND_COMMENTS,
                    CR_LINES,
                    CLOSE_AFTER ->
                    answer(asked, speech);
        }
    }

    private void answer(Asked asked, Speech speech) throws IOException {
        if (turn.saying() instanceof Body(String body)) {
            plain("application/json", body.getBytes(StandardCharsets.UTF_8));
        } else if (asked.stream()) {
            new Streaming(wire, turn, this::played).stream(speech, headers(speech.mediaType()));
        } else {
            plain("application/json", document(speech));
        }
    }

    private byte[] document(Speech speech) throws IOException {
        String whole = speech.whole();
        if (turn.fault() == Fault.MALFORMED_EVENT) {
            whole = whole.substring(0, whole.length() / 2);
        } else if (turn.fault() == Fault.HUGE_EVENT) {
            whole = "{\"pad\":\"" + "x".repeat(HUGE_BODY) + "\"," + whole.substring(1);
        }
        return whole.getBytes(StandardCharsets.UTF_8);
    }

    private void plain(String type, byte[] document) throws IOException {
        byte[] body = turn.fault() == Fault.GZIP ? gzip(document) : document;
        Map<String, String> headers = headers(type);
        headers.put("content-length", Integer.toString(body.length));
        wire.head(turn.status(), headers);
        if (turn.fault() == Fault.SILENCE_AFTER_HEAD) {
            wire.silence();
        }
        wire.pause(turn.pace().beforeFirst());
        switch (turn.fault()) {
            case CUT -> half(body, this::cut);
            case RESET -> half(body, this::reset);
            case STALL -> half(body, wire::silence);
            case CUT_IN_CHARACTER -> half(upToCharacter(body), this::cut);
            case NONE,
                    RESET_BEFORE_HEAD,
                    CLOSE_BEFORE_HEAD,
                    SILENCE,
                    SILENCE_AFTER_HEAD,
                    MALFORMED_EVENT,
                    BAD_FRAMING,
                    ERROR_EVENT,
                    NO_DONE,
                    NO_DONE_NO_END,
                    DOUBLE_DONE,
                    HUGE_EVENT,
                    BYTE_BY_BYTE,
                    GZIP,
                    HTML_PAGE,
                    CRLF_AND_COMMENTS,
                    CR_LINES,
                    CLOSE_AFTER ->
                    last(body);
        }
    }

    private void last(byte[] body) throws IOException {
        // marked first: a client that reads the last byte may close before this thread goes on
        played();
        wire.raw(body);
        if (turn.fault() == Fault.CLOSE_AFTER) {
            wire.cut();
        }
    }

    private void half(byte[] body, Step then) throws IOException {
        wire.raw(Arrays.copyOf(body, Math.max(1, body.length / 2)));
        then.go();
    }

    /** Doubled, so that its first half ends inside the first two-byte character. */
    private static byte[] upToCharacter(byte[] body) {
        int at = 0;
        while (at < body.length - 1 && body[at] >= 0) {
            at++;
        }
        return Arrays.copyOf(body, (at + 1) * 2);
    }

    private void cut() throws IOException {
        played();
        wire.cut();
    }

    private void reset() throws IOException {
        played();
        wire.reset();
    }

    private void played() {
        exchange.ended(Exchange.End.PLAYED, System.nanoTime());
    }

    private Map<String, String> headers(String type) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", type);
        headers.put("x-request-id", "vendor-" + exchange.number());
        if (turn.fault() == Fault.GZIP) {
            headers.put("content-encoding", "gzip");
        }
        if (turn.fault() == Fault.CLOSE_AFTER) {
            headers.put("connection", "close");
        }
        headers.putAll(turn.headers());
        return headers;
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    /** The filler of an event that is too long. */
    static String huge() {
        return "x".repeat(HUGE_EVENT);
    }

    /** Something done on the wire. */
    interface Step {
        void go() throws IOException;
    }

    static int middle(Turn turn, List<byte[]> events) {
        return turn.faultAfter() < 0 ? events.size() / 2 : turn.faultAfter();
    }
}
