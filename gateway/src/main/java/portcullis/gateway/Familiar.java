package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import portcullis.kernel.TenantId;

/**
 * What vendors gave to a tenant and want back byte for byte: signatures, encrypted reasoning, ids
 * of tool calls (SCR-7). Knows keyed digests only, for seven days, in this process; the oldest of a
 * million go first. What it does not know is read like any other text. Safe for many threads.
 */
public final class Familiar {
    private static final String HASH = "HmacSHA256";
    private static final Duration KEPT = Duration.ofDays(7);
    private static final long MOST = 1_000_000;

    private final SecretKeySpec secret;
    private final Cache<ByteBuffer, Boolean> digests;

    /**
     * Knows nothing yet.
     *
     * @param secret keys the digests; at least 16 random bytes
     * @param nanos the monotonic clock that they age by
     */
    public Familiar(byte[] secret, LongSupplier nanos) {
        this.secret = new SecretKeySpec(secret, HASH);
        this.digests =
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .maximumSize(MOST)
                        .expireAfterWrite(KEPT)
                        .ticker(nanos::getAsLong)
                        .build();
    }

    /** A vendor has given this to the tenant. */
    public void given(TenantId tenant, String text) {
        digests.put(digest(tenant, text), true);
    }

    /** Whether a vendor has given just this to the tenant. */
    public boolean knows(TenantId tenant, String text) {
        return digests.getIfPresent(digest(tenant, text)) != null;
    }

    private ByteBuffer digest(TenantId tenant, String text) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(secret);
            byte[] owner = tenant.value().getBytes(UTF_8);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, owner.length));
            mac.update(owner);
            return ByteBuffer.wrap(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HASH, e);
        }
    }
}
