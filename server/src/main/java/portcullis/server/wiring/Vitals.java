package portcullis.server.wiring;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import portcullis.gateway.ModelCall;
import portcullis.gateway.remember.Tally;
import portcullis.kernel.Deadline;
import portcullis.kernel.RefusalCode;
import portcullis.privacy.Inspection;
import portcullis.server.desks.HealthDesk;
import portcullis.server.settings.Settings;
import portcullis.server.signals.Health;
import portcullis.server.signals.Metric;
import portcullis.server.signals.Metrics;
import portcullis.storage.redis.RedisLine;

/** Where the house can be asked how it is. */
record Vitals(Cellar cellar, Governors governors, Shelves shelves, Inspection inspection) {

    List<Health.Part> parts() {
        return List.of(
                part("database", RefusalCode.STORE_UNAVAILABLE, this::databaseAnswers),
                part("audit", RefusalCode.AUDIT_UNAVAILABLE, governors.auditor()::accepting),
                part("screening", RefusalCode.SCAN_FAILED, () -> Canary.found(inspection)),
                part("index", RefusalCode.RETRIEVAL_UNAVAILABLE, shelves.indexer()::ready),
                new Health.Part(
                        "embeddings",
                        false,
                        RefusalCode.RETRIEVAL_UNAVAILABLE,
                        cellar.embeddings()::ready));
    }

    private static Health.Part part(String name, RefusalCode code, Supplier<Boolean> works) {
        return new Health.Part(name, true, code, works);
    }

    private boolean databaseAnswers() {
        cellar.database().ping(Deadline.in(Duration.ofSeconds(2)));
        return true;
    }

    HealthDesk.Inventory inventory(
            Settings settings, ModelCall calls, Sharing sharing, Disclosures disclosures) {
        return new HealthDesk.Inventory(
                settings.store().directory(),
                settings.vendors().stream().map(Vitals::provider).toList(),
                shelves.isolation().name().toLowerCase(Locale.ROOT),
                calls::remembered,
                lines(sharing),
                governors.auditor()::spooled,
                disclosures::standing);
    }

    private static HealthDesk.Provider provider(Settings.Vendor vendor) {
        return new HealthDesk.Provider(vendor.name(), vendor.dialect());
    }

    private static List<HealthDesk.Line> lines(Sharing sharing) {
        return Stream.concat(
                        sharing.control().stream().map(line -> line("control", line)),
                        sharing.cache().stream().map(line -> line("cache", line)))
                .toList();
    }

    private static HealthDesk.Line line(String use, RedisLine line) {
        return new HealthDesk.Line(use, line::up, line::failed);
    }

    /** The cache counts itself; the metrics only read it. */
    void count(ModelCall calls, Sharing sharing, Metrics metrics) {
        Supplier<Tally> tally = calls::remembered;
        metrics.counted(
                Metric.CACHE_HITS,
                () -> tally.get().hits() - far(tally).hits() + tally.get().joined(),
                "memory",
                "answers");
        metrics.counted(Metric.CACHE_MISSES, () -> tally.get().misses(), "memory", "answers");
        metrics.counted(Metric.CACHE_EVICTIONS, () -> tally.get().evictions(), "answers");
        metrics.gauge(Metric.CACHE_BYTES, () -> tally.get().bytes());
        if (tally.get().far().isPresent()) {
            metrics.counted(Metric.CACHE_HITS, () -> far(tally).hits(), "redis", "answers");
            metrics.counted(Metric.CACHE_MISSES, () -> far(tally).misses(), "redis", "answers");
        }
        metrics.counted(Metric.LIMITS_ALONE, governors.limiter()::decidedAlone);
        sharing.control().ifPresent(line -> count("control", line, metrics));
        sharing.cache().ifPresent(line -> count("cache", line, metrics));
    }

    private static void count(String use, RedisLine line, Metrics metrics) {
        metrics.counted(Metric.REDIS_FAILURES, line::failed, use);
        metrics.gauge(Metric.REDIS_UP, () -> line.up() ? 1 : 0, use);
    }

    private static Tally.Far far(Supplier<Tally> tally) {
        return tally.get().far().orElse(new Tally.Far(0, 0, 0, false));
    }
}
