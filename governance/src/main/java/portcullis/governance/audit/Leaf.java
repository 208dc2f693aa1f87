package portcullis.governance.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of the audit chain (RFC 6962, section 2.1), as 64 hex digits. */
final class Leaf {
    /** SHA-256 of no bytes: what an empty chain ends with. */
    static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final byte LEAF = 0x00;

    private Leaf() {}

    /** SHA-256(0x00 ‖ body). The prefix keeps a leaf from ever being taken for an inner node. */
    static String of(byte[] body) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(LEAF);
            return HexFormat.of().formatHex(sha.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
