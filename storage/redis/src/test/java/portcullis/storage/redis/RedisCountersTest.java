package portcullis.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.governance.limit.Claim;
import portcullis.governance.limit.Claim.Take;
import portcullis.governance.limit.Measure;
import portcullis.governance.limit.Quota;
import portcullis.governance.limit.Rate;
import portcullis.governance.limit.Shape;
import portcullis.governance.limit.Taken;
import portcullis.kernel.Event;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.testkit.redis.LocalRedis;

/** Counters on a real Redis, seen by two replicas. */
class RedisCountersTest {
    private static final TenantId CLINIC = new TenantId("clinic");
    private static final Duration HOUR = Duration.ofHours(1);
    private final Vertx vertx = Vertx.vertx();
    private final List<Event> log = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private LocalRedis redis;
    private RedisCounters one;
    private RedisCounters two;

    @BeforeEach
    void open() {
        Assumptions.assumeTrue(LocalRedis.program().isPresent(), "redis-server is not installed");
        start();
    }

    private void start(String... options) {
        redis = LocalRedis.start(options);
        one = counters();
        two = counters();
    }

    private RedisCounters counters() {
        RedisLine line =
                RedisLine.open(
                        vertx,
                        new RedisLine.Place(
                                new Label("control"),
                                SensitiveText.of(redis.url()),
                                Duration.ofSeconds(2)),
                        log::add);
        RedisCounters counters = new RedisCounters(line, log::add);
        open.add(counters);
        open.add(line);
        return counters;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        if (redis != null) {
            redis.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Quota bucket(long amount, Duration period, long capacity) {
        return new Quota(Measure.REQUESTS, Shape.TOKEN_BUCKET, new Rate(amount, period), capacity);
    }

    private static Quota window(long amount, Duration period) {
        return new Quota(Measure.REQUESTS, Shape.FIXED_WINDOW, new Rate(amount, period), amount);
    }

    private static Claim claim(Take... takes) {
        return new Claim(CLINIC, RequestId.random(), List.of(takes));
    }

    private static Taken take(RedisCounters counters, Take... takes) {
        return Waiting.result(counters.take(claim(takes)));
    }

    private static int admitted(RedisCounters counters, Take take, int tries) {
        List<CompletableFuture<Taken>> all = new ArrayList<>();
        for (int i = 0; i < tries; i++) {
            all.add(counters.take(claim(take)).toCompletableFuture());
        }
        return (int) all.stream().filter(each -> Waiting.result(each) instanceof Taken.All).count();
    }

    @Test
    @Tag("GOV-26")
    @Tag("R-083")
    void replicasTogetherStayWithinABucketAndAWindow() {
        Take bucket = new Take("b", bucket(60, HOUR, 90), 1);
        assertThat(admitted(one, bucket, 80) + admitted(two, bucket, 80)).isEqualTo(90);
        Take window = new Take("w", window(50, Duration.ofDays(1)), 1);
        assertThat(admitted(one, window, 40) + admitted(two, window, 40)).isEqualTo(50);
    }

    @Test
    @Tag("GOV-22")
    void whatDoesNotFitEverywhereIsTakenNowhere() {
        Take wide = new Take("wide", bucket(100, HOUR, 100), 10);
        Take narrow = new Take("narrow", window(1, Duration.ofDays(1)), 1);
        assertThat(take(one, wide, narrow)).isInstanceOf(Taken.All.class);
        Taken.Lacking refused = (Taken.Lacking) take(two, wide, narrow);
        assertThat(refused.which()).isEqualTo(1);
        assertThat(refused.delay()).isPositive().isLessThanOrEqualTo(Duration.ofDays(1));
        assertThat(refused.levels().getFirst().free()).isEqualTo(90);
        assertThat(refused.levels().getLast().free()).isZero();
    }

    @Test
    void whatCanNeverFitSaysSo() {
        Taken never = take(one, new Take("b", bucket(10, HOUR, 15), 16));
        assertThat(((Taken.Lacking) never).delay()).isNegative();
        assertThat(take(one, new Take("b", bucket(10, HOUR, 15), 15)))
                .isInstanceOf(Taken.All.class);
    }

    @Test
    @Tag("GOV-26")
    void oneCallTakesOnceHoweverOftenItAsks() {
        Claim call = claim(new Take("w", window(2, Duration.ofDays(1)), 1));
        Taken first = Waiting.result(one.take(call));
        Taken again = Waiting.result(two.take(call));
        assertThat(again).isEqualTo(first);
        assertThat(admitted(one, call.takes().getFirst(), 5)).isEqualTo(1);
    }

    @Test
    @Tag("GOV-23")
    void whatIsGivenBackOnceCanBeTakenOnceMore() {
        Quota tokens = bucket(1_000, HOUR, 1_500);
        Claim call = claim(new Take("t", tokens, 1_500));
        Taken.All taken = (Taken.All) Waiting.result(one.take(call));
        assertThat(take(two, new Take("t", tokens, 1))).isInstanceOf(Taken.Lacking.class);
        Claim surplus = new Claim(CLINIC, call.call(), List.of(new Take("t", tokens, 1_000)));
        one.giveBack(surplus, taken.levels());
        two.giveBack(surplus, taken.levels());
        Waiting.until(() -> take(one, new Take("t", tokens, 1_000)) instanceof Taken.All);
        assertThat(take(two, new Take("t", tokens, 2))).isInstanceOf(Taken.Lacking.class);
    }

    @Test
    @Tag("GOV-23")
    void aBucketRefillsByTheTimeOfTheServer() {
        Take take = new Take("fast", bucket(100, Duration.ofSeconds(1), 2), 1);
        assertThat(admitted(one, take, 20)).isGreaterThanOrEqualTo(2);
        Waiting.until(() -> take(two, take) instanceof Taken.All);
    }

    @Test
    @Tag("GOV-23")
    void aWindowEndsAtItsEdge() {
        Take take = new Take("brief", window(1, Duration.ofSeconds(1)), 1);
        Waiting.until(() -> take(one, take) instanceof Taken.All);
        Taken.All next = null;
        long window = ((Taken.Lacking) untilLacking(take)).levels().getFirst().window();
        while (next == null) {
            next = take(two, take) instanceof Taken.All all ? all : null;
        }
        assertThat(next.levels().getFirst().window()).isGreaterThan(window);
    }

    private Taken untilLacking(Take take) {
        Taken taken = take(one, take);
        while (taken instanceof Taken.All) {
            taken = take(one, take);
        }
        return taken;
    }

    @Test
    @Tag("GOV-25")
    void lookingTakesNothing() {
        Quota quota = window(1, Duration.ofDays(1));
        for (int i = 0; i < 3; i++) {
            Taken.All seen = (Taken.All) take(one, new Take("w", quota, 0));
            assertThat(seen.levels().getFirst().free()).isEqualTo(1);
        }
    }

    @Test
    @Tag("GOV-27")
    void withoutRedisNothingIsKnown() {
        redis.kill();
        Waiting.until(() -> !one.counts());
        Take take = new Take("w", window(1, HOUR), 1);
        assertThat(take(one, take)).isInstanceOf(Taken.Away.class);
        redis.startAgain();
        Waiting.until(one::counts);
        assertThat(take(one, take)).isInstanceOf(Taken.All.class);
    }

    @Test
    @Tag("GOV-28")
    void aRedisThatMayForgetIsNotCountedWith() throws Exception {
        close();
        open.clear();
        Vertx other = Vertx.vertx();
        try (LocalRedis forgetful =
                        LocalRedis.start(
                                "--maxmemory", "50mb", "--maxmemory-policy", "allkeys-lru");
                RedisLine line =
                        RedisLine.open(
                                other,
                                new RedisLine.Place(
                                        new Label("control"), SensitiveText.of(forgetful.url())),
                                log::add);
                RedisCounters counters = new RedisCounters(line, log::add)) {
            Waiting.until(() -> !counters.counts());
            assertThat(take(counters, new Take("w", window(1, HOUR), 1)))
                    .isInstanceOf(Taken.Away.class);
            assertThat(log).contains(new RedisEvent.RedisMayForget(new Label("control")));
        } finally {
            other.close().toCompletionStage().toCompletableFuture().join();
        }
        redis = LocalRedis.start();
    }
}
