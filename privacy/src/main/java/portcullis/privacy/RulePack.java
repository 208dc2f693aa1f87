package portcullis.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import portcullis.privacy.find.Detector;

/**
 * Names what texts are read with, so that a receipt tells by which rules it was written (SCR-43).
 */
final class RulePack {
    private static final int UNUSED_BITS = 16;

    private RulePack() {}

    /** The first 48 bits of SHA-256 over the versions of all detectors, as a number. */
    static long hash(List<Detector> detectors) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            detectors.forEach(
                    detector -> sha.update((detector.version() + "\u0001").getBytes(UTF_8)));
            return ByteBuffer.wrap(sha.digest()).getLong() >>> UNUSED_BITS;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
