package portcullis.storage.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import portcullis.gateway.route.Cooldowns;
import portcullis.gateway.route.ErrorClass;
import portcullis.kernel.Label;

/**
 * Which targets rest, as the processes of an installation tell each other through Redis. Each looks
 * four times a second, so nothing is lost when Redis was away, and a process that starts hears what
 * rests already. Without Redis every process knows what it sees itself.
 */
public final class RedisCooldowns implements Cooldowns, AutoCloseable {
    private static final RedisScript REST = RedisScript.of("rest.lua");
    private static final RedisScript RESTING = RedisScript.of("resting.lua");
    private static final List<byte[]> KEYS = List.of("portcullis:resting".getBytes(US_ASCII));
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final long SAME_MILLIS = 200;

    private final RedisLine line;
    private final String self;
    private final long timer;
    private final Map<String, Long> told = new HashMap<>();
    private volatile Optional<Consumer<Opening>> ear = Optional.empty();

    /**
     * @param line closed by whoever opened it
     */
    public RedisCooldowns(RedisLine line) {
        this.line = line;
        this.self = HexFormat.of().toHexDigits(RandomGenerator.getDefault().nextLong());
        this.timer = line.vertx().setPeriodic(LOOK.toMillis(), _ -> look());
    }

    @Override
    public void opened(Opening opening) {
        String what = self + " " + opening.kind().name() + " " + opening.target().value();
        String millis = Long.toString(Math.max(1, opening.rest().toMillis()));
        // when Redis is away nobody is told, and the others find out by themselves
        line.insist(REST, KEYS, List.of(what.getBytes(US_ASCII), millis.getBytes(US_ASCII)));
    }

    @Override
    public void listen(Consumer<Opening> newEar) {
        ear = Optional.of(newEar);
        look();
    }

    private void look() {
        ear.ifPresent(
                hears ->
                        line.run(RESTING, KEYS, List.of())
                                .thenAccept(resting -> heard(resting, hears)));
    }

    private synchronized void heard(Response resting, Consumer<Opening> hears) {
        long now = System.nanoTime() / 1_000_000;
        told.values().removeIf(until -> until < now);
        for (int i = 0; i + 1 < resting.size(); i += 2) {
            String what = resting.get(i).toString();
            long left = Long.parseLong(resting.get(i + 1).toString());
            long known = told.getOrDefault(what, 0L);
            if (!what.startsWith(self + " ") && now + left > known + SAME_MILLIS) {
                told.put(what, now + left);
                opening(what, Duration.ofMillis(left)).ifPresent(hears);
            }
        }
    }

    /** Empty for what another version of this program says. */
    private static Optional<Opening> opening(String what, Duration rest) {
        String[] words = what.split(" ", -1);
        try {
            return words.length == 3
                    ? Optional.of(
                            new Opening(new Label(words[2]), ErrorClass.valueOf(words[1]), rest))
                    : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        line.vertx().cancelTimer(timer);
    }
}
