package portcullis.server.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads strict UTF-8 lines of limited length; one that is too long is skipped and told. */
final class Lines implements AutoCloseable {
    /** A text of the greatest length with every character escaped for JSON. */
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private final InputStream in;
    private byte[] line = new byte[8192];
    private int length;
    private boolean ended;

    Lines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /**
     * The next line, or nothing at the end.
     *
     * @throws TextFile.Unreadable for this line only: too long, or not UTF-8
     */
    Optional<String> next() throws IOException {
        length = 0;
        int read = ended ? -1 : in.read();
        if (read < 0) {
            return Optional.empty();
        }
        for (; read >= 0 && read != '\n'; read = in.read()) {
            keep((byte) read);
        }
        ended = read < 0;
        if (length > MOST_BYTES) {
            throw new TextFile.Unreadable("is longer than 32 MiB");
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line, 0, length);
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException malformed) {
            throw new TextFile.Unreadable("is not UTF-8");
        }
    }

    private void keep(byte one) {
        if (length > MOST_BYTES) {
            return;
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, length * 2);
        }
        line[length++] = one;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
