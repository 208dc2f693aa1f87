package portcullis.providers.sse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads server-sent events byte by byte (WHATWG HTML, section 9.2.6): lines end in LF, CR LF or CR,
 * data may span lines, comments are skipped, a byte order mark at the start is dropped. Works on
 * bytes, so a character that is split between two packets stays whole. One reader per stream; not
 * thread-safe.
 *
 * <p>Unlike a browser it also hands on a last event whose closing blank line is missing, because
 * vendors forget it after {@code [DONE]}; a last line without its line end is dropped.
 */
public final class EventReader implements Documents {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final int mostBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final ByteArrayOutputStream data = new ByteArrayOutputStream(512);
    private String name = "";
    private boolean dataSeen;
    private boolean afterReturn;
    private boolean firstLine = true;

    /**
     * A reader for one stream.
     *
     * @param mostBytes the longest event accepted, in bytes
     */
    public EventReader(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public boolean feed(byte[] bytes, Sink sink) {
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte next = bytes[i];
            if (next != '\n' && next != '\r') {
                continue;
            }
            boolean secondHalf = next == '\n' && afterReturn && i == start && line.size() == 0;
            if (!secondHalf) {
                line.write(bytes, start, i - start);
                lineEnded(sink);
            }
            afterReturn = next == '\r';
            start = i + 1;
        }
        line.write(bytes, start, bytes.length - start);
        return line.size() + data.size() <= mostBytes;
    }

    /** An event may only lack its blank line. */
    @Override
    public void end(Sink sink) {
        dispatch(sink);
    }

    private void lineEnded(Sink sink) {
        byte[] text = line.toByteArray();
        line.reset();
        int from = firstLine && startsWith(text, 0, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
        firstLine = false;
        if (from == text.length) {
            dispatch(sink);
        } else {
            field(text, from);
        }
    }

    private void field(byte[] text, int from) {
        int colon = from;
        while (colon < text.length && text[colon] != ':') {
            colon++;
        }
        int value = Math.min(text.length, colon + 1);
        value += value < text.length && text[value] == ' ' ? 1 : 0;
        if (named(text, from, colon, "data")) {
            if (dataSeen) {
                data.write('\n');
            }
            data.write(text, value, text.length - value);
            dataSeen = true;
        } else if (named(text, from, colon, "event")) {
            name = new String(text, value, text.length - value, StandardCharsets.UTF_8);
        }
    }

    private void dispatch(Sink sink) {
        String event = name;
        name = "";
        if (dataSeen) {
            byte[] bytes = data.toByteArray();
            data.reset();
            dataSeen = false;
            sink.event(event, bytes);
        }
    }

    private static boolean named(byte[] text, int from, int to, String name) {
        return to - from == name.length()
                && startsWith(text, from, name.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean startsWith(byte[] text, int from, byte[] start) {
        if (text.length - from < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (text[from + i] != start[i]) {
                return false;
            }
        }
        return true;
    }
}
