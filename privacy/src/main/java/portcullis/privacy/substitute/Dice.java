package portcullis.privacy.substitute;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Numbers that look thrown and are the same for the same secret and words: HMAC-SHA-256. */
final class Dice {
    private static final String HASH = "HmacSHA256";

    private final byte[] seed;
    private int thrown;

    private Dice(byte[] seed) {
        this.seed = seed;
    }

    static Dice of(byte[] secret, String words) {
        return new Dice(hmac(secret, words));
    }

    /** Dice of their own for each thing that is invented. */
    Dice about(String words) {
        return new Dice(hmac(seed, "about " + words));
    }

    /** 0 to {@code sides} − 1. */
    int roll(int sides) {
        byte[] face = hmac(seed, "roll " + thrown++);
        return (int) Math.floorMod(ByteBuffer.wrap(face).getLong(), (long) sides);
    }

    String pick(List<String> from) {
        return from.get(roll(from.size()));
    }

    private static byte[] hmac(byte[] key, String words) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(key, HASH));
            return mac.doFinal(words.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HASH, e);
        }
    }
}
