package portcullis.disclosure.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;

/**
 * Digests that tell equal values of one tenant from different ones, and nothing else (SCR-42).
 * HMAC-SHA-256 under a key of the tenant; that of fingerprints changes with every month in UTC, so
 * that nobody can follow a value for longer.
 */
final class Fingerprints {
    private static final String HASH = "HmacSHA256";
    private static final int FINGERPRINT_BYTES = 8;
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final byte[] secret;

    /**
     * @param secret of the installation; every process on one database has the same
     */
    Fingerprints(byte[] secret) {
        this.secret = secret.clone();
    }

    static String period(Instant at) {
        return MONTH.format(at);
    }

    /** 16 hex digits. */
    String fingerprint(TenantId tenant, String period, String value) {
        byte[] key = hmac(secret, tenant.value() + "\u0001value\u0001" + period);
        return HexFormat.of().formatHex(Arrays.copyOf(hmac(key, value), FINGERPRINT_BYTES));
    }

    /** 64 hex digits; the same in every period. */
    String digest(TenantId tenant, SensitiveText text) {
        byte[] key = hmac(secret, tenant.value() + "\u0001text");
        return HexFormat.of().formatHex(hmac(key, text.reveal()));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(key, HASH));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HASH, e);
        }
    }
}
