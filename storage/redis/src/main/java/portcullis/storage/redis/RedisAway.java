package portcullis.storage.redis;

/** Redis cannot be asked now. Expected, so it carries no stack. */
final class RedisAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedisAway() {
        super("Redis is away", null, false, false);
    }
}
