package portcullis.storage.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.CacheRule;
import portcullis.gateway.remember.Flight;
import portcullis.gateway.remember.Memory;
import portcullis.gateway.remember.Recall;
import portcullis.gateway.remember.Shared;
import portcullis.gateway.remember.Tag.Kind;
import portcullis.governance.seal.Seal;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;
import portcullis.testkit.redis.LocalRedis;

/** The contract on a real Redis, and what several processes see of each other. */
class RedisCacheTest extends CacheContract {
    private final Vertx vertx = Vertx.vertx();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Duration patience = Duration.ofSeconds(2);
    private LocalRedis redis;
    private Replica one;
    private Replica two;

    /** What a process has of the shared memory. */
    private record Replica(RedisLine line, Memory memory) {}

    @BeforeEach
    void open() {
        Assumptions.assumeTrue(LocalRedis.program().isPresent(), "redis-server is not installed");
        redis = LocalRedis.start();
        one = replica(new byte[32]);
        two = replica(new byte[32]);
    }

    private Replica replica(byte[] secret) {
        RedisLine line =
                RedisLine.open(
                        vertx,
                        new RedisLine.Place(
                                new Label("cache"), SensitiveText.of(redis.url()), patience),
                        EventLog.silent());
        RedisMemory shared = new RedisMemory(line);
        open.add(shared);
        open.add(line);
        Memory.Size size =
                new Memory.Size(1 << 20, 1000, Optional.of(new Shared(shared, new Seal(secret))));
        return new Replica(
                line,
                new Memory(
                        new Memory.Making(secret, "PSEUDONYMISE/1", "", size, System::nanoTime)));
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

    @Override
    Memory memory() {
        return one.memory();
    }

    private void awaitShared(String question, String answer) {
        Waiting.until(
                () -> known(two.memory(), Questions.ask(question)).equals(Optional.of(answer)));
    }

    @Test
    @Tag("R-081")
    @Tag("R-092")
    @Tag("GTW-32")
    void anotherProcessFindsTheAnswer() {
        learn(one.memory(), Questions.ask("a"), "shared");
        awaitShared("a", "shared");
        assertThat(two.memory().tally().far().orElseThrow().hits()).isEqualTo(1);
        assertThat(two.memory().recall(Questions.ask("a"), CacheRule.STANDARD))
                .isInstanceOf(Recall.Hit.class);
    }

    @Test
    @Tag("R-087")
    @Tag("GOV-57")
    @Tag("GTW-38")
    void redisHoldsNothingThatCanBeRead() {
        learn(one.memory(), Questions.ask("a question of note"), "an answer of note");
        awaitShared("a question of note", "an answer of note");
        String everything =
                Waiting.result(
                                one.line()
                                        .ask(
                                                Request.cmd(Command.EVAL)
                                                        .arg(
                                                                "local r={} for _,k in"
                                                                        + " ipairs(redis.call('KEYS','*'))"
                                                                        + " do r[#r+1]=k if"
                                                                        + " redis.call('TYPE',k).ok=='hash'"
                                                                        + " then for _,v in"
                                                                        + " ipairs(redis.call('HGETALL',k))"
                                                                        + " do r[#r+1]=v end end end return"
                                                                        + " table.concat(r,' ')")
                                                        .arg(0)))
                        .toBuffer()
                        .toString(UTF_8);
        assertThat(everything)
                .contains(RedisMemory.ENTRY)
                .doesNotContain("of note", "clinic", "default", "PSEUDONYMISE", "choice");
    }

    @Test
    void aProcessWithAnotherSecretFindsNothing() {
        byte[] other = new byte[32];
        Arrays.fill(other, (byte) 1);
        learn(one.memory(), Questions.ask("a"), "ours");
        awaitShared("a", "ours");
        assertThat(known(replica(other).memory(), Questions.ask("a"))).isEmpty();
    }

    @Test
    void changedBytesAreAMiss() {
        learn(one.memory(), Questions.ask("a"), "good");
        awaitShared("a", "good");
        String spoil =
                "local k=redis.call('KEYS','*:e:*')[1] redis.call('HSET',k,'v','\\1spoiled') return 1";
        Waiting.result(one.line().ask(Request.cmd(Command.EVAL).arg(spoil).arg(0)));
        assertThat(known(replica(new byte[32]).memory(), Questions.ask("a"))).isEmpty();
    }

    @Test
    @Tag("R-098")
    @Tag("R-099")
    void anInvalidationReachesEveryProcessWithinASecond() {
        learn(one.memory(), Questions.ask("a"), "old");
        awaitShared("a", "old");
        long began = System.nanoTime();
        Waiting.result(one.memory().invalidate(tag(Kind.MODEL, "default")));
        Waiting.until(() -> known(two.memory(), Questions.ask("a")).isEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    @Tag("R-099")
    void aLostMessageIsNoticedWithinASecond() {
        learn(one.memory(), Questions.ask("a"), "old");
        awaitShared("a", "old");
        assertThat(redis.say("CLIENT KILL TYPE pubsub")).isPresent();
        long began = System.nanoTime();
        Waiting.result(one.memory().invalidate(tag(Kind.MODEL, "default")));
        Waiting.until(() -> known(two.memory(), Questions.ask("a")).isEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    @Tag("R-099")
    void anAnswerOnItsWayInAnotherProcessIsNotKept() {
        learn(two.memory(), Questions.ask("before"), "before");
        Flight flight = flight(two.memory().recall(Questions.ask("a"), CacheRule.STANDARD));
        Waiting.result(one.memory().invalidate(tag(Kind.MODEL, "default")));
        two.memory().keep(flight, Questions.answer("stale"));
        two.memory().ended(flight);
        // until it has heard, the other process rightly keeps nothing that is on its way
        Waiting.until(() -> known(two.memory(), Questions.ask("before")).isEmpty());
        learn(two.memory(), Questions.ask("after"), "after");
        Waiting.until(
                () -> known(one.memory(), Questions.ask("after")).equals(Optional.of("after")));
        assertThat(known(one.memory(), Questions.ask("a"))).isEmpty();
    }

    @Test
    @Tag("R-043")
    @Tag("OPS-78")
    void withoutRedisTheProcessRemembersAlone() {
        redis.kill();
        Waiting.until(() -> !one.line().up());
        learn(one.memory(), Questions.ask("a"), "alone");
        assertThat(known(one.memory(), Questions.ask("a"))).contains("alone");
        assertThat(Waiting.result(one.memory().invalidate(tag(Kind.MODEL, "default"))).everywhere())
                .isFalse();
        assertThat(known(one.memory(), Questions.ask("a"))).isEmpty();
        assertThat(one.memory().tally().far().orElseThrow().up()).isFalse();
        assertThat(one.memory().tally().far().orElseThrow().failed()).isPositive();
        redis.startAgain();
        Waiting.until(() -> one.line().up() && two.line().up());
        learn(one.memory(), Questions.ask("b"), "together");
        awaitShared("b", "together");
    }

    @Test
    @Tag("OPS-79")
    void aSilentRedisCostsAFewMillisecondsAtMost() {
        patience = RedisLine.PATIENCE;
        one = replica(new byte[32]);
        assertThat(known(one.memory(), Questions.ask("warm"))).isEmpty();
        redis.freeze();
        long began = System.nanoTime();
        assertThat(known(one.memory(), Questions.ask("a"))).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(500));
        redis.thaw();
    }

    @Test
    void aRedisThatLostItsMemoryGivesNothingStale() {
        learn(one.memory(), Questions.ask("a"), "old");
        awaitShared("a", "old");
        Waiting.result(one.memory().invalidate(tag(Kind.SESSION, "x")));
        redis.say("FLUSHALL");
        Waiting.until(() -> known(two.memory(), Questions.ask("a")).isEmpty());
    }
}
