package portcullis.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import portcullis.privacy.Inspection;

/** A file or standard input as strict UTF-8 text of limited length (SCR-9). */
final class TextFile {
    /** Standard input's name on the command line. */
    static final String INPUT = "-";

    /** A character is at most three bytes for each of its UTF-16 units. */
    private static final int MOST_BYTES = 3 * Inspection.MOST_CHARACTERS;

    private TextFile() {}

    /** Why a file gives no text. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String reason;

        Unreadable(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        /** The end of a sentence that begins with the file's name. */
        String reason() {
            return reason;
        }
    }

    static InputStream open(String name) {
        try {
            return name.equals(INPUT) ? System.in : Files.newInputStream(Path.of(name));
        } catch (IOException | java.nio.file.InvalidPathException missing) {
            throw new Unreadable("cannot be read");
        }
    }

    /**
     * The whole text.
     *
     * @throws Unreadable when it cannot be read, is too long or is not UTF-8
     */
    static String read(String name) {
        try (InputStream in = open(name)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new Unreadable("is longer than 4 MiB of text");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException malformed) {
            throw new Unreadable("is not UTF-8");
        } catch (IOException broken) {
            throw new Unreadable("cannot be read");
        }
    }
}
