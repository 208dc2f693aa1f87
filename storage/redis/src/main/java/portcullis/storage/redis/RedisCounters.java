package portcullis.storage.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import portcullis.governance.limit.Claim;
import portcullis.governance.limit.Counters;
import portcullis.governance.limit.Shape;
import portcullis.governance.limit.Taken;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;

/**
 * Counters that replicas share (GOV-26): one script for all takes of a request, in one slot for
 * each tenant, by the time of the Redis server, and once for each call however often it is asked. A
 * Redis that may drop keys when its memory is full would forget what was used: it is not counted
 * with (GOV-28), which is looked at when the line is opened and every hour.
 */
public final class RedisCounters implements Counters, AutoCloseable {
    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofHours(1);
    private static final Duration CHECK = Duration.ofHours(1);
    private static final RedisScript TAKE = RedisScript.of("take.lua");
    private static final RedisScript BACK = RedisScript.of("back.lua");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final RedisLine line;
    private final EventLog log;
    private final long timer;
    private volatile boolean keeps = true;

    public RedisCounters(RedisLine line, EventLog log) {
        this.line = line;
        this.log = log;
        line.onFound(this::check);
        this.timer = line.vertx().setPeriodic(CHECK.toMillis(), _ -> check());
    }

    /** Whether limits are counted here now. */
    public boolean counts() {
        return keeps && line.up();
    }

    @Override
    public CompletionStage<Taken> take(Claim claim) {
        if (!keeps) {
            return CompletableFuture.completedFuture(new Taken.Away());
        }
        boolean looks = claim.takes().stream().allMatch(take -> take.amount() == 0);
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(number(looks ? 0 : REMEMBERED.toMillis()));
        for (Claim.Take take : claim.takes()) {
            limit(arguments, take, take.amount());
            arguments.add(number(take.quota().capacity()));
        }
        return line.run(TAKE, keys(claim, "call:"), arguments)
                .thenApply(answer -> taken(answer.toString()))
                .exceptionally(_ -> new Taken.Away());
    }

    @Override
    public void giveBack(Claim claim, List<Taken.Level> levels) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(number(SETTLED.toMillis()));
        for (int i = 0; i < claim.takes().size(); i++) {
            Claim.Take take = claim.takes().get(i);
            limit(arguments, take, Counters.bounded(take));
            arguments.add(number(levels.get(i).window()));
        }
        line.insist(BACK, keys(claim, "settled:"), arguments);
    }

    private static void limit(List<byte[]> arguments, Claim.Take take, long amount) {
        arguments.add(bytes(take.quota().shape() == Shape.TOKEN_BUCKET ? "b" : "w"));
        arguments.add(number(amount));
        arguments.add(number(take.quota().rate().amount()));
        arguments.add(number(take.quota().rate().period().toNanos() / 1000));
    }

    private static Taken taken(String answer) {
        String[] words = answer.split(" ");
        if (words[0].equals("a")) {
            return new Taken.All(levels(words, 1));
        }
        long micros = Long.parseLong(words[2]);
        return new Taken.Lacking(Integer.parseInt(words[1]), micros(micros), levels(words, 3));
    }

    private static List<Taken.Level> levels(String[] words, int from) {
        List<Taken.Level> levels = new ArrayList<>();
        for (int at = from; at + 2 < words.length; at += 3) {
            long free = Long.parseLong(words[at]);
            Duration reset = micros(Long.parseLong(words[at + 1]));
            levels.add(new Taken.Level(free, reset, Long.parseLong(words[at + 2])));
        }
        return levels;
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }

    private static List<byte[]> keys(Claim claim, String mark) {
        String slot = "portcullis:{l:" + hash(tenant(claim.tenant())) + "}:";
        List<byte[]> keys = new ArrayList<>();
        keys.add(bytes(slot + mark + claim.call().value()));
        claim.takes().forEach(take -> keys.add(bytes(slot + hash(take.counter()))));
        return keys;
    }

    private static String tenant(TenantId tenant) {
        return tenant.value();
    }

    /** Counters name keys and addresses, which need not be readable there. */
    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
            return BASE64.encodeToString(Arrays.copyOf(digest, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether memory is bounded and keys are dropped when it is full. */
    private void check() {
        line.ask(Request.cmd(Command.INFO).arg("memory"))
                .thenAccept(
                        answer -> {
                            boolean was = keeps;
                            keeps = keeps(answer);
                            if (was && !keeps) {
                                log.write(new RedisEvent.RedisMayForget(new Label("control")));
                            }
                        });
    }

    private static boolean keeps(Response info) {
        String text = info.toString();
        return text.contains("maxmemory:0\r\n") || text.contains("maxmemory_policy:noeviction");
    }

    private static byte[] number(long number) {
        return bytes(Long.toString(number));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Override
    public void close() {
        line.vertx().cancelTimer(timer);
    }
}
