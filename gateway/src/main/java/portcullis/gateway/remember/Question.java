package portcullis.gateway.remember;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import portcullis.kernel.TenantId;

/**
 * A request as the memory knows it: its key, and what an answer to it will belong to. Asked before
 * a certain mark in the order of invalidations, so that an answer older than one is not kept.
 */
final class Question {
    private final ByteBuffer key;
    private final Duration ttl;
    private final TenantId owner;
    private final List<String> tags;
    private final long asked;
    private volatile Optional<String> ticket = Optional.empty();

    /**
     * @param owner whom the entry is sealed for
     */
    Question(ByteBuffer key, Duration ttl, TenantId owner, Tagged tagged) {
        this.key = key;
        this.ttl = ttl;
        this.owner = owner;
        this.tags = tagged.tags();
        this.asked = tagged.asked();
    }

    /**
     * Tags, and when they held.
     *
     * @param asked the mark of the moment before anything was looked up
     */
    record Tagged(List<String> tags, long asked) {
        Tagged {
            tags = List.copyOf(tags);
        }
    }

    ByteBuffer key() {
        return key;
    }

    Duration ttl() {
        return ttl;
    }

    TenantId owner() {
        return owner;
    }

    List<String> tags() {
        return tags;
    }

    long asked() {
        return asked;
    }

    /** What the shared memory wants to see before it keeps an answer. */
    Optional<String> ticket() {
        return ticket;
    }

    void ticket(String given) {
        ticket = Optional.of(given);
    }
}
