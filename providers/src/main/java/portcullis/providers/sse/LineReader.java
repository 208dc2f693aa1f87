package portcullis.providers.sse;

import java.io.ByteArrayOutputStream;

/**
 * Reads newline-delimited JSON byte by byte, so that a character that is split between two packets
 * stays whole. Blank lines are skipped.
 */
public final class LineReader implements Documents {
    private final int mostBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);

    /**
     * A reader for one stream.
     *
     * @param mostBytes the longest line accepted, in bytes
     */
    public LineReader(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public boolean feed(byte[] bytes, Sink sink) {
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, start, i - start);
                end(sink);
                start = i + 1;
            }
        }
        line.write(bytes, start, bytes.length - start);
        return line.size() <= mostBytes;
    }

    /** The last line may lack its end; whether it is whole is for its JSON to say. */
    @Override
    public void end(Sink sink) {
        byte[] document = line.toByteArray();
        line.reset();
        if (!isBlank(document)) {
            sink.event("", document);
        }
    }

    private static boolean isBlank(byte[] text) {
        for (byte unit : text) {
            if (unit != ' ' && unit != '\t' && unit != '\r') {
                return false;
            }
        }
        return true;
    }
}
