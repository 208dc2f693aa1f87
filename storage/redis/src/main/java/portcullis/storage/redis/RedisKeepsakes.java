package portcullis.storage.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import portcullis.gateway.Keepsakes;

/**
 * What vendors gave, as the processes of an installation tell each other through Redis. Redis holds
 * digests, each for seven days. Without Redis every process knows what it heard itself.
 */
public final class RedisKeepsakes implements Keepsakes {
    private static final RedisScript KEEP = RedisScript.of("keepsake.lua");
    private static final RedisScript KEPT_ONES = RedisScript.of("keepsakes.lua");
    private static final String PREFIX = "portcullis:given:";
    private static final long PATIENCE_MILLIS = 250;

    private final RedisLine line;

    /**
     * @param line closed by whoever opened it
     */
    public RedisKeepsakes(RedisLine line) {
        this.line = line;
    }

    @Override
    public void keep(String digest) {
        byte[] life = Long.toString(KEPT.toMillis()).getBytes(US_ASCII);
        line.insist(KEEP, List.of(key(digest)), List.of(life));
    }

    /** Called where it may wait, never on an event loop. */
    @Override
    public Set<String> kept(Set<String> digests) {
        List<String> order = new ArrayList<>(digests);
        List<byte[]> keys = order.stream().map(RedisKeepsakes::key).toList();
        try {
            Response found =
                    line.insist(KEPT_ONES, keys, List.of())
                            .toCompletableFuture()
                            .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            Set<String> kept = new HashSet<>();
            for (int i = 0; i < order.size(); i++) {
                if (found.get(i).toString().equals("1")) {
                    kept.add(order.get(i));
                }
            }
            return kept;
        } catch (ExecutionException | TimeoutException away) {
            return Set.of();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
    }

    private static byte[] key(String digest) {
        return (PREFIX + digest).getBytes(US_ASCII);
    }
}
