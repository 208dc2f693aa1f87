package portcullis.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;
import portcullis.testkit.redis.LocalRedis;

/** Two processes that tell each other through a real Redis what vendors gave. */
@Tag("SCR-7")
class RedisKeepsakesTest {
    private static final String ONE = "00112233445566778899aabbccddeeff";
    private static final String TWO = "ffeeddccbbaa99887766554433221100";

    private final Vertx vertx = Vertx.vertx();
    private LocalRedis redis;

    @BeforeEach
    void open() {
        Assumptions.assumeTrue(LocalRedis.program().isPresent(), "redis-server is not installed");
        redis = LocalRedis.start();
    }

    @AfterEach
    void close() throws Exception {
        redis.close();
        vertx.close().await();
    }

    private RedisLine line(LocalRedis redis) {
        return RedisLine.open(
                vertx,
                new RedisLine.Place(
                        new Label("control"), SensitiveText.of(redis.url()), Duration.ofSeconds(2)),
                EventLog.silent());
    }

    @Test
    void whatOneProcessKeepsAnotherOneFinds() {
        try (RedisLine here = line(redis);
                RedisLine there = line(redis)) {
            new RedisKeepsakes(here).keep(ONE);
            RedisKeepsakes other = new RedisKeepsakes(there);
            Deadline patience = Deadline.in(Duration.ofSeconds(20));
            while (other.kept(Set.of(ONE)).isEmpty() && !patience.passed()) {
                Thread.onSpinWait();
            }
            assertThat(other.kept(Set.of(ONE, TWO))).containsExactly(ONE);
        }
    }

    @Test
    void nothingIsKnownWhileRedisIsAway() {
        LocalRedis leaving = LocalRedis.start();
        try (RedisLine line = line(leaving)) {
            RedisKeepsakes keepsakes = new RedisKeepsakes(line);
            leaving.close();
            keepsakes.keep(ONE);
            assertThat(keepsakes.kept(Set.of(ONE))).isEmpty();
        }
    }
}
