package portcullis.gateway.remember;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The memory that several processes share. It sees sealed bytes and keyed hashes only. Every answer
 * comes within some 20 ms, none is ever an exception, and what cannot be reached remembers nothing.
 *
 * <p>An entry is valid only while each of its tags has the version it had when the question was
 * asked: an answer on its way while its tag is invalidated is not kept.
 */
public interface SharedMemory {

    /**
     * Where an entry stands.
     *
     * @param key keyed hash in URL-safe Base64
     * @param tags keyed hashes of 22 characters of URL-safe Base64 each
     */
    record Spot(String key, List<String> tags) {
        public Spot {
            tags = List.copyOf(tags);
        }
    }

    /** What a look found. */
    sealed interface Found {}

    /**
     * A valid entry.
     *
     * @param tags of whoever kept it
     * @param left how long it lives on
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Kept(byte[] sealed, List<String> tags, Duration left) implements Found {
        public Kept {
            tags = List.copyOf(tags);
        }
    }

    /** Nothing; an answer may be kept with this ticket, which holds the tags' versions of now. */
    record Nothing(String ticket) implements Found {}

    /** Nobody knows: the memory cannot be reached. */
    record Away() implements Found {}

    CompletionStage<Found> look(Spot spot);

    /** Keeps an entry unless one of its tags was invalidated since the ticket was given. */
    void keep(Spot spot, String ticket, byte[] sealed, Duration ttl);

    /**
     * Invalidates what bears a tag, in every process within a second. False when the memory cannot
     * be reached: then it has to be asked again.
     */
    CompletionStage<Boolean> invalidate(String tag);

    /** Whoever listens hears of every invalidation, those of this process included. */
    void listen(Listener listener);

    /** Hears what others invalidated. Called on any thread; must not block. */
    interface Listener {
        void invalidated(String tag);

        /** Something may have been missed: everything near is doubtful. */
        void unsure();
    }

    /** Whether it can be reached now. */
    boolean up();

    /** Calls that were not answered in time, or with an error. */
    long failed();
}
