package portcullis.gateway;

import java.io.ByteArrayOutputStream;
import java.util.List;
import portcullis.gateway.receive.Span;

/**
 * Bytes of a JSON document that give way to others. Every byte outside the edits stays as it came.
 *
 * @param start first byte that goes
 * @param end one past the last byte that goes; equals {@code start} for an insertion
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Edit(int start, int end, byte[] bytes) {

    /**
     * A stretch of the document with the edits done.
     *
     * @param edits in order, without overlap, all within {@code part}
     */
    public static byte[] splice(byte[] document, Span part, List<Edit> edits) {
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(part.end() - part.start() + 64 * edits.size());
        int at = part.start();
        for (Edit edit : edits) {
            out.write(document, at, edit.start() - at);
            out.writeBytes(edit.bytes());
            at = edit.end();
        }
        out.write(document, at, part.end() - at);
        return out.toByteArray();
    }

    /** The whole document with the edits done; the document itself when there is none. */
    public static byte[] splice(byte[] document, List<Edit> edits) {
        return edits.isEmpty() ? document : splice(document, new Span(0, document.length), edits);
    }
}
