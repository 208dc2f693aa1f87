package portcullis.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.kernel.Event;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;
import portcullis.testkit.redis.LocalRedis;

class RedisLineTest {
    private static final Label USE = new Label("cache");
    private static final Request PING = Request.cmd(Command.PING);
    private final Vertx vertx = Vertx.vertx();
    private final List<Event> log = new CopyOnWriteArrayList<>();
    private LocalRedis redis;
    private RedisLine line;

    @BeforeEach
    void open() {
        Assumptions.assumeTrue(LocalRedis.program().isPresent(), "redis-server is not installed");
        redis = LocalRedis.start();
        line = line(redis.url());
    }

    private RedisLine line(String url) {
        return RedisLine.open(vertx, new RedisLine.Place(USE, SensitiveText.of(url)), log::add);
    }

    @AfterEach
    void close() {
        if (redis != null) {
            line.close();
            redis.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void anOpenedLineAnswers() {
        assertThat(line.up()).isTrue();
        assertThat(Waiting.result(line.ask(PING)).toString()).isEqualTo("PONG");
        assertThat(log).containsExactly(new RedisEvent.RedisFound(USE));
    }

    @Test
    @Tag("GOV-26")
    void aSilentRedisIsAskedFiveTimesAndThenNoMore() {
        redis.freeze();
        for (int i = 0; i < 5; i++) {
            assertThat(line.up()).isTrue();
            long began = System.nanoTime();
            fails(line.ask(PING));
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofMillis(500));
        }
        Waiting.until(() -> !line.up());
        fails(line.ask(PING));
        assertThat(line.failed()).isGreaterThanOrEqualTo(6);
        assertThat(log).contains(new RedisEvent.RedisLost(USE));
    }

    @Test
    @Tag("OPS-78")
    void aReturnedRedisIsFoundAgain() {
        redis.kill();
        Waiting.until(() -> !line.up());
        fails(line.ask(PING));
        redis.startAgain();
        Waiting.until(line::up);
        assertThat(Waiting.result(line.ask(PING)).toString()).isEqualTo("PONG");
    }

    @Test
    @Tag("OPS-79")
    void aRedisThatAnswersTooLateIsLeftAloneUntilItIsFastAgain() {
        redis.freeze();
        for (int i = 0; i < 5; i++) {
            fails(line.ask(PING));
        }
        Waiting.until(() -> !line.up());
        redis.thaw();
        Waiting.until(line::up);
        assertThat(Waiting.result(line.ask(PING)).toString()).isEqualTo("PONG");
    }

    @Test
    void aHouseOpensWithoutRedis() {
        redis.kill();
        RedisLine alone = line(redis.url());
        assertThat(alone.up()).isFalse();
        fails(alone.ask(PING));
        redis.startAgain();
        Waiting.until(alone::up);
        alone.close();
    }

    @Test
    void aScriptThatRedisForgotIsSentAgain() {
        RedisScript script = new RedisScript("return ARGV[1]", "0".repeat(40));
        Response answer =
                Waiting.result(
                        line.run(
                                script,
                                List.of(),
                                List.of("word".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        assertThat(answer.toString()).isEqualTo("word");
        assertThat(line.failed()).isZero();
    }

    @Test
    void anErrorOfACommandCountsButKeepsTheLine() {
        fails(line.ask(Request.cmd(Command.INCR).arg("a").arg("b")));
        assertThat(line.up()).isTrue();
        assertThat(Waiting.result(line.ask(PING)).toString()).isEqualTo("PONG");
    }

    @Test
    void aClosedLineStaysClosed() {
        line.close();
        fails(line.ask(PING));
        assertThat(line.up()).isFalse();
    }

    private static void fails(CompletionStage<Response> stage) {
        assertThatThrownBy(() -> stage.toCompletableFuture().get(5, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(Throwable.class);
        assertThat(stage.toCompletableFuture()).isCompletedExceptionally();
    }
}
