package portcullis.governance.identify;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import portcullis.kernel.KeyId;
import portcullis.kernel.SensitiveText;

/**
 * The written form of a key (GOV-9): {@code pk_}, 12 characters of id, {@code _}, 43 base-62
 * characters (256 random bits) and 6 base-62 characters of CRC-32 over everything before them. The
 * checksum only spares the database typing errors; it proves nothing.
 */
record KeyText(KeyId id, String whole) {
    private static final Pattern SHAPE = Pattern.compile("pk_[0-9a-z]{12}_[0-9A-Za-z]{49}");
    private static final String DIGITS =
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int ID = 12;
    private static final int SECRET = 43;
    private static final int CHECKSUM = 6;
    private static final int LENGTH = 3 + ID + 1 + SECRET + CHECKSUM;

    /** Empty when the text is not a key or its checksum is wrong. */
    static Optional<KeyText> read(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        String body = text.substring(0, LENGTH - CHECKSUM);
        return text.endsWith(checksum(body)) && SHAPE.matcher(text).matches()
                ? Optional.of(new KeyText(new KeyId(text.substring(3, 3 + ID)), text))
                : Optional.empty();
    }

    SensitiveText secret() {
        return SensitiveText.of(whole);
    }

    static KeyText random(SecureRandom random) {
        StringBuilder id = new StringBuilder(ID);
        for (int i = 0; i < ID; i++) {
            id.append(DIGITS.charAt(random.nextInt(36)));
        }
        return of(id.toString(), new BigInteger(256, random));
    }

    /** The key of an id and a secret of at most 256 bits. */
    static KeyText of(String id, BigInteger secret) {
        String body = "pk_" + id + "_" + base62(secret, SECRET);
        return new KeyText(new KeyId(id), body + checksum(body));
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        char[] text = new char[CHECKSUM];
        long rest = crc.getValue();
        for (int i = CHECKSUM - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(text);
    }

    private static String base62(BigInteger number, int length) {
        char[] text = new char[length];
        BigInteger rest = number;
        for (int i = length - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(62));
            text[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        return new String(text);
    }

    @Override
    public String toString() {
        return "KeyText[" + id + "]";
    }
}
