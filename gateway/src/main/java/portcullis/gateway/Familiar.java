package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.kernel.TenantId;

/**
 * What vendors gave to a tenant and want back byte for byte: signatures, encrypted reasoning, ids
 * of tool calls (SCR-7). Knows keyed digests only, for seven days: the last million in this
 * process, and others through its keepsakes. What it does not know is read like any other text.
 * Safe for many threads.
 */
public final class Familiar {
    private static final String HASH = "HmacSHA256";
    private static final int DIGEST = 16;
    private static final long MOST = 1_000_000;

    private final SecretKeySpec secret;
    private final Keepsakes keepsakes;
    private final Cache<String, Boolean> digests;

    /**
     * @param secret keys the digests; at least 16 random bytes, the same in every process that
     *     shares the keepsakes
     * @param nanos the monotonic clock that digests age by
     */
    public Familiar(byte[] secret, LongSupplier nanos, Keepsakes keepsakes) {
        this.secret = new SecretKeySpec(secret, HASH);
        this.keepsakes = keepsakes;
        this.digests =
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .maximumSize(MOST)
                        .expireAfterWrite(Keepsakes.KEPT)
                        .ticker(nanos::getAsLong)
                        .build();
    }

    /** Of this process only; knows nothing yet. */
    public Familiar(byte[] secret, LongSupplier nanos) {
        this(secret, nanos, Keepsakes.ofOneProcess());
    }

    /** A vendor says this to the tenant: what it wants back is known from now on. */
    public void hear(TenantId tenant, Frame frame) {
        for (Piece piece : frame.pieces()) {
            switch (piece) {
                case Piece.ToolCall call -> given(tenant, call.id());
                case Piece.Signature signature -> given(tenant, signature.value());
                case Piece.Redacted redacted -> given(tenant, redacted.data());
                case Piece.Text _,
                        Piece.Reasoning _,
                        Piece.Declined _,
                        Piece.ToolArguments _,
                        Piece.Finished _,
                        Piece.Used _,
                        Piece.Counted _ -> {
                    // nothing that anybody wants back
                }
            }
        }
    }

    /** A vendor has given this to the tenant. */
    public void given(TenantId tenant, String text) {
        String digest = digest(tenant, text);
        if (digests.getIfPresent(digest) == null) {
            keepsakes.keep(digest);
        }
        digests.put(digest, true);
    }

    /** Whether this process knows that a vendor has given just this to the tenant. */
    public boolean knows(TenantId tenant, String text) {
        return digests.getIfPresent(digest(tenant, text)) != null;
    }

    /** Finds out what other processes and earlier ones know of these; may wait for it. */
    public void recollect(TenantId tenant, Collection<String> texts) {
        Set<String> unknown =
                texts.stream()
                        .map(text -> digest(tenant, text))
                        .filter(digest -> digests.getIfPresent(digest) == null)
                        .collect(Collectors.toUnmodifiableSet());
        if (!unknown.isEmpty()) {
            keepsakes.kept(unknown).forEach(digest -> digests.put(digest, true));
        }
    }

    private String digest(TenantId tenant, String text) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(secret);
            byte[] owner = tenant.value().getBytes(UTF_8);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, owner.length));
            mac.update(owner);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)), 0, DIGEST);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HASH, e);
        }
    }
}
