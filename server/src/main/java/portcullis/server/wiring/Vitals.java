package portcullis.server.wiring;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import portcullis.gateway.ModelCall;
import portcullis.kernel.Deadline;
import portcullis.kernel.RefusalCode;
import portcullis.privacy.Inspection;
import portcullis.server.desks.HealthDesk;
import portcullis.server.settings.Settings;
import portcullis.server.signals.Health;
import portcullis.server.signals.Metric;
import portcullis.server.signals.Metrics;

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

    HealthDesk.Inventory inventory(Settings settings, ModelCall calls) {
        return new HealthDesk.Inventory(
                settings.store().directory(),
                settings.vendors().stream().map(Vitals::provider).toList(),
                shelves.isolation().name().toLowerCase(Locale.ROOT),
                calls::remembered,
                governors.auditor()::spooled);
    }

    private static HealthDesk.Provider provider(Settings.Vendor vendor) {
        return new HealthDesk.Provider(vendor.name(), vendor.dialect());
    }

    /** The cache counts itself; the metrics only read it. */
    static void count(ModelCall calls, Metrics metrics) {
        metrics.counted(
                Metric.CACHE_HITS,
                () -> calls.remembered().hits() + calls.remembered().joined(),
                "memory",
                "answers");
        metrics.counted(
                Metric.CACHE_MISSES, () -> calls.remembered().misses(), "memory", "answers");
    }
}
