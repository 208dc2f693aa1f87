package portcullis.parser;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Turns the bytes of a text file into text (LIB-8): byte order mark, UTF-8, Windows-1252. */
final class Decoder {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private Decoder() {}

    /** How many bytes the byte order mark takes; 0 when there is none. */
    static int mark(byte[] bytes) {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            return 3;
        }
        return starts(bytes, 0xFF, 0xFE) || starts(bytes, 0xFE, 0xFF) ? 2 : 0;
    }

    static String decode(byte[] bytes) {
        int mark = mark(bytes);
        if (mark == 2) {
            boolean little = bytes[0] == (byte) 0xFF;
            Charset charset = little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
            return new String(bytes, 2, bytes.length - 2, charset);
        }
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes, mark, bytes.length - mark);
            return StandardCharsets.UTF_8.newDecoder().decode(rest).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, WINDOWS);
        }
    }

    private static boolean starts(byte[] bytes, int... wanted) {
        if (bytes.length < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if ((bytes[i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
