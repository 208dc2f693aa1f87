package portcullis.storage.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.redis.client.Response;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;
import portcullis.gateway.remember.SharedMemory;

/**
 * Remembered answers in Redis. Each tag has a version, 64 random bits; an entry notes the versions
 * of its tags and is valid while none has changed. So an invalidation is one write however many
 * entries it meets, and nothing that was asked before it is valid after it, whatever was lost on
 * the way. One Redis slot holds all of it.
 */
public final class RedisMemory implements SharedMemory, AutoCloseable {
    private static final String PREFIX = "portcullis:{cache}:";
    static final String ENTRY = PREFIX + "e:";
    static final String VERSION = PREFIX + "v:";
    static final String NUMBER = PREFIX + "n";
    static final String CHANNEL = PREFIX + "bell";

    /** Longer than any entry may live (30 days), so that no version ends before its entries. */
    private static final byte[] VERSION_SECONDS =
            bytes(Long.toString(Duration.ofDays(31).toSeconds()));

    private static final int TAG_CHARACTERS = 22;
    private static final int VERSION_CHARACTERS = 16;
    private static final int PAIR = TAG_CHARACTERS + VERSION_CHARACTERS;
    private static final RedisScript LOOK = RedisScript.of("look.lua");
    private static final RedisScript KEEP = RedisScript.of("keep.lua");
    private static final RedisScript INVALIDATE = RedisScript.of("invalidate.lua");

    private final RedisLine line;
    private final RedisBell bell;
    private final SecureRandom random = new SecureRandom();

    public RedisMemory(RedisLine line) {
        this.line = line;
        this.bell = new RedisBell(line);
    }

    @Override
    public CompletionStage<Found> look(Spot spot) {
        List<byte[]> arguments = List.of(bytes(VERSION), version(), VERSION_SECONDS);
        return line.run(LOOK, keys(spot), arguments)
                .thenApply(RedisMemory::found)
                .exceptionally(_ -> new Away());
    }

    private static Found found(Response answer) {
        if (number(answer.get(0)) == 0) {
            return new Nothing(answer.get(1).toString());
        }
        String pairs = answer.get(2).toString();
        List<String> tags = new ArrayList<>();
        for (int at = 0; at + PAIR <= pairs.length(); at += PAIR) {
            tags.add(pairs.substring(at, at + TAG_CHARACTERS));
        }
        return new Kept(answer.get(1).toBytes(), tags, Duration.ofMillis(number(answer.get(3))));
    }

    @Override
    public void keep(Spot spot, String ticket, byte[] sealed, Duration ttl) {
        if (ticket.length() != spot.tags().size() * VERSION_CHARACTERS) {
            throw new IllegalArgumentException("this ticket is for other tags");
        }
        StringBuilder pairs = new StringBuilder();
        for (int i = 0; i < spot.tags().size(); i++) {
            int at = i * VERSION_CHARACTERS;
            pairs.append(spot.tags().get(i)).append(ticket, at, at + VERSION_CHARACTERS);
        }
        byte[] life = bytes(Long.toString(Math.max(1, ttl.toMillis())));
        line.run(KEEP, keys(spot), List.of(sealed, bytes(pairs.toString()), life));
    }

    @Override
    public CompletionStage<Boolean> invalidate(String tag) {
        return line.insist(
                        INVALIDATE,
                        List.of(bytes(VERSION + tag), bytes(NUMBER)),
                        List.of(version(), VERSION_SECONDS, bytes(CHANNEL), bytes(tag)))
                .handle((_, trouble) -> trouble == null);
    }

    @Override
    public void listen(Listener listener) {
        bell.listen(listener);
    }

    @Override
    public boolean up() {
        return line.up();
    }

    @Override
    public long failed() {
        return line.failed();
    }

    private static long number(Response answer) {
        return Long.parseLong(answer.toString());
    }

    private static List<byte[]> keys(Spot spot) {
        List<byte[]> keys = new ArrayList<>();
        keys.add(bytes(ENTRY + spot.key()));
        spot.tags().forEach(tag -> keys.add(bytes(VERSION + tag)));
        return keys;
    }

    private byte[] version() {
        byte[] bits = new byte[VERSION_CHARACTERS / 2];
        random.nextBytes(bits);
        return bytes(HexFormat.of().formatHex(bits));
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(US_ASCII);
    }

    @Override
    public void close() {
        bell.close();
    }
}
