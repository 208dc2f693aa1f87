package portcullis.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.route.Cooldowns.Opening;
import portcullis.gateway.route.ErrorClass;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;
import portcullis.testkit.redis.LocalRedis;

/** Two processes that tell each other through a real Redis which targets rest. */
@Tag("R-002")
@Tag("R-007")
class RedisCooldownsTest {
    private static final Label TARGET = new Label("main/gpt-x");
    private final Vertx vertx = Vertx.vertx();
    private final List<AutoCloseable> open = new ArrayList<>();
    private LocalRedis redis;

    @BeforeEach
    void open() {
        Assumptions.assumeTrue(LocalRedis.program().isPresent(), "redis-server is not installed");
        redis = LocalRedis.start();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
        redis.close();
        vertx.close().await();
    }

    private RedisCooldowns process() {
        RedisLine line =
                RedisLine.open(
                        vertx,
                        new RedisLine.Place(
                                new Label("control"),
                                SensitiveText.of(redis.url()),
                                Duration.ofSeconds(2)),
                        EventLog.silent());
        RedisCooldowns cooldowns = new RedisCooldowns(line);
        open.add(line);
        open.add(cooldowns);
        return cooldowns;
    }

    private static Opening heard(BlockingQueue<Opening> ear) throws InterruptedException {
        Opening opening = ear.poll(5, TimeUnit.SECONDS);
        assertThat(opening).as("an opening").isNotNull();
        return opening;
    }

    @Test
    void anOpeningReachesTheOthersAndNotItself() throws Exception {
        RedisCooldowns one = process();
        BlockingQueue<Opening> ofOne = new LinkedBlockingQueue<>();
        BlockingQueue<Opening> ofTwo = new LinkedBlockingQueue<>();
        one.listen(ofOne::add);
        process().listen(ofTwo::add);
        one.opened(new Opening(TARGET, ErrorClass.AUTHENTICATION, Duration.ofMinutes(5)));
        Opening opening = heard(ofTwo);
        assertThat(opening.target()).isEqualTo(TARGET);
        assertThat(opening.kind()).isEqualTo(ErrorClass.AUTHENTICATION);
        assertThat(opening.rest()).isBetween(Duration.ofSeconds(290), Duration.ofMinutes(5));
        one.opened(new Opening(TARGET, ErrorClass.TIMED_OUT, Duration.ofSeconds(60)));
        assertThat(heard(ofTwo).kind()).isEqualTo(ErrorClass.TIMED_OUT);
        assertThat(ofTwo).as("each opening once").isEmpty();
        assertThat(ofOne).as("its own").isEmpty();
    }

    @Test
    void whoStartsLaterHearsWhatRestsAlready() throws Exception {
        RedisCooldowns one = process();
        BlockingQueue<Opening> first = new LinkedBlockingQueue<>();
        process().listen(first::add);
        one.opened(new Opening(TARGET, ErrorClass.UNAVAILABLE, Duration.ofSeconds(60)));
        heard(first);
        BlockingQueue<Opening> late = new LinkedBlockingQueue<>();
        process().listen(late::add);
        assertThat(heard(late).rest()).isPositive();
    }

    @Test
    void aRedisThatIsAwayHoldsNobodyUp() throws Exception {
        RedisCooldowns one = process();
        BlockingQueue<Opening> ear = new LinkedBlockingQueue<>();
        redis.kill();
        one.listen(ear::add);
        long began = System.nanoTime();
        one.opened(new Opening(TARGET, ErrorClass.UNAVAILABLE, Duration.ofSeconds(60)));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(500));
        assertThat(ear).isEmpty();
    }
}
