package portcullis.governance.identify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keys that were right a moment ago, found by the HMAC of the whole credential (GOV-10): a guessed
 * id is never enough. Age counts from before the store was asked, so that a slow store does not
 * lengthen a revoked key's life.
 */
final class Memory {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int CAPACITY = 10_000;

    private final Cache<ByteBuffer, Known> known;
    private final LongSupplier nanos;

    /**
     * A checked caller.
     *
     * @param askedAt when the store was asked, on the monotonic clock
     */
    record Known(Identified caller, Instant expires, long askedAt) {}

    Memory(LongSupplier nanos) {
        this.nanos = nanos;
        this.known =
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .maximumSize(CAPACITY)
                        .expireAfterWrite(LONGEST)
                        .ticker(nanos::getAsLong)
                        .build();
    }

    long now() {
        return nanos.getAsLong();
    }

    Optional<Identified> recall(byte[] digest, Instant now) {
        return Optional.ofNullable(known.getIfPresent(ByteBuffer.wrap(digest)))
                .filter(found -> now() - found.askedAt() < LONGEST.toNanos())
                .filter(found -> now.isBefore(found.expires()))
                .map(Known::caller);
    }

    void keep(byte[] digest, Known caller) {
        known.put(ByteBuffer.wrap(digest), caller);
    }
}
