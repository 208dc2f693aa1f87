package portcullis.storage.redis;

import portcullis.gateway.remember.Memory;

/** The contract in one process, without Redis. */
class NearCacheTest extends CacheContract {
    private final Memory memory =
            new Memory(
                    new Memory.Making(
                            new byte[32],
                            "PSEUDONYMISE/1",
                            "",
                            Memory.Size.of(1 << 20),
                            System::nanoTime));

    @Override
    Memory memory() {
        return memory;
    }
}
