package portcullis.storage.redis;

import portcullis.kernel.Event;
import portcullis.kernel.Label;

/** What the Redis adapters tell the log. {@code use} is {@code control} or {@code cache}. */
public sealed interface RedisEvent extends Event {

    /** Redis answers; what it shares is used from now on. */
    record RedisFound(Label use) implements RedisEvent {}

    /** Redis is away; everything goes on without it. */
    record RedisLost(Label use) implements RedisEvent {}

    /**
     * Redis may drop the counters of limits when its memory is full, so it is not used for them.
     */
    record RedisMayForget(Label use) implements RedisEvent {}
}
