package portcullis.server.wiring;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;
import portcullis.gateway.KeepsakeFile;
import portcullis.gateway.Keepsakes;
import portcullis.gateway.remember.Memory;
import portcullis.gateway.remember.Shared;
import portcullis.gateway.route.Cooldowns;
import portcullis.governance.identify.Pepper;
import portcullis.governance.seal.Seal;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;
import portcullis.server.settings.Settings;
import portcullis.storage.redis.RedisCooldowns;
import portcullis.storage.redis.RedisCounters;
import portcullis.storage.redis.RedisKeepsakes;
import portcullis.storage.redis.RedisLine;
import portcullis.storage.redis.RedisMemory;

/**
 * What this process shares with others of its installation: nothing, or a Redis for limits and one
 * for remembered answers. Limits and answers each have a connection, so that a large answer never
 * stands before a limit.
 */
record Sharing(
        Optional<RedisLine> control,
        Optional<RedisLine> cache,
        Optional<RedisMemory> answers,
        Optional<RedisCounters> counters,
        Optional<RedisCooldowns> resting,
        Keepsakes keepsakes) {
    private static final Label CONTROL = new Label("control");
    private static final Label CACHE = new Label("cache");

    static Sharing open(Vertx vertx, Settings settings, Lent lent) {
        EventLog log = lent.log();
        Settings.Redis redis = settings.store().redis();
        Optional<RedisLine> control =
                redis.control().map(address -> line(vertx, CONTROL, address, log));
        Optional<RedisLine> cache =
                redis.cache()
                        .filter(_ -> settings.cache().on() && settings.cache().shared())
                        .map(address -> line(vertx, CACHE, address, log));
        return new Sharing(
                control,
                cache,
                cache.map(RedisMemory::new),
                control.map(line -> new RedisCounters(line, log)),
                control.map(RedisCooldowns::new),
                keepsakes(control, settings, lent.clock()));
    }

    private static Keepsakes keepsakes(
            Optional<RedisLine> control, Settings settings, Clock clock) {
        return control.<Keepsakes>map(RedisKeepsakes::new)
                .orElseGet(
                        () ->
                                new KeepsakeFile(
                                        Cellar.folder(
                                                settings.store().directory().resolve("given")),
                                        clock));
    }

    private static RedisLine line(Vertx vertx, Label use, SensitiveText address, EventLog log) {
        return RedisLine.open(vertx, new RedisLine.Place(use, address), log);
    }

    /** Bounds of the memory of answers, and the memory beyond it. */
    Memory.Size memory(Settings.Cache cache, Pepper pepper) {
        Seal seal = new Seal(pepper.derive(new Label("cache-seal")));
        return new Memory.Size(
                cache.bytes(), cache.entries(), answers.map(far -> new Shared(far, seal)));
    }

    /** What processes tell each other of failing targets. */
    Cooldowns cooldowns() {
        return resting.<Cooldowns>map(shared -> shared).orElseGet(Cooldowns::ofOneProcess);
    }

    void close() {
        if (keepsakes instanceof KeepsakeFile file) {
            file.close();
        }
        resting.ifPresent(RedisCooldowns::close);
        answers.ifPresent(RedisMemory::close);
        counters.ifPresent(RedisCounters::close);
        cache.ifPresent(RedisLine::close);
        control.ifPresent(RedisLine::close);
    }
}
