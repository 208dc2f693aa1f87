package portcullis.server.signals;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Counts what {@link Metric} names. Safe from any thread; never blocks. */
public final class Metrics implements AutoCloseable {
    private static final long PAGE = 4096;
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1)
    };
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        collections.bindTo(registry);
        Gauge.builder("process_resident_memory_bytes", Metrics::resident)
                .description("Memory of the process that is in RAM.")
                .register(registry);
    }

    /** Adds one. Label values must be bounded. */
    public void count(Metric metric, String... labels) {
        add(metric, 1, labels);
    }

    /** Adds a number that is not negative. */
    public void add(Metric metric, long amount, String... labels) {
        Counter.builder(metric.scraped())
                .description(metric.meaning())
                .tags(tags(metric, labels))
                .register(registry)
                .increment((double) amount);
    }

    public void time(Metric metric, Duration took, String... labels) {
        Timer.builder(metric.scraped().replace("_seconds", ""))
                .description(metric.meaning())
                .serviceLevelObjectives(BUCKETS)
                .tags(tags(metric, labels))
                .register(registry)
                .record(took);
    }

    /** A value that is asked for at each scrape. */
    public void gauge(Metric metric, Supplier<Number> value) {
        Gauge.builder(metric.scraped(), value).description(metric.meaning()).register(registry);
    }

    /** A count that somebody else keeps; asked for at each scrape, never falls. */
    public void counted(Metric metric, LongSupplier count, String... labels) {
        FunctionCounter.builder(metric.scraped(), count, kept -> (double) kept.getAsLong())
                .description(metric.meaning())
                .tags(tags(metric, labels))
                .register(registry);
    }

    /** The text that Prometheus reads. */
    public String scrape() {
        return registry.scrape();
    }

    private static List<Tag> tags(Metric metric, String... values) {
        if (values.length != metric.labels().size()) {
            throw new IllegalArgumentException("a metric has exactly its registered labels");
        }
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(metric.labels().get(i), values[i]));
        }
        return tags;
    }

    private static Number resident() {
        try {
            String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ");
            return Long.parseLong(pages[1]) * PAGE;
        } catch (IOException | RuntimeException notLinux) {
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
