package portcullis.gateway.screen;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Cuts a body at the edits and leaves every other byte as it came. */
final class Splicer {
    private Splicer() {}

    /**
     * @param edits in order, without overlap, all within {@code from} and {@code to}
     */
    static byte[] splice(byte[] body, int from, int to, List<Edit> edits) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from + 64 * edits.size());
        int at = from;
        for (Edit edit : edits) {
            out.write(body, at, edit.start() - at);
            out.writeBytes(edit.bytes());
            at = edit.end();
        }
        out.write(body, at, to - at);
        return out.toByteArray();
    }
}
