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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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

    /** Looked up by what identifies them; building one anew each time costs microseconds. */
    private final Map<Series, Counter> counters = new ConcurrentHashMap<>();

    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

    /** The registry itself holds what it asks only weakly. */
    private final List<LongSupplier> asked = new CopyOnWriteArrayList<>();

    private final JvmGcMetrics collections = new JvmGcMetrics();

    private record Series(Metric metric, List<String> labels) {}

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
        counters.computeIfAbsent(new Series(metric, List.of(labels)), this::counter)
                .increment((double) amount);
    }

    private Counter counter(Series series) {
        return Counter.builder(series.metric().scraped())
                .description(series.metric().meaning())
                .tags(tags(series.metric(), series.labels()))
                .register(registry);
    }

    public void time(Metric metric, Duration took, String... labels) {
        timers.computeIfAbsent(new Series(metric, List.of(labels)), this::timer).record(took);
    }

    private Timer timer(Series series) {
        return Timer.builder(series.metric().scraped().replace("_seconds", ""))
                .description(series.metric().meaning())
                .serviceLevelObjectives(BUCKETS)
                .tags(tags(series.metric(), series.labels()))
                .register(registry);
    }

    /** A value that is asked for at each scrape. */
    public void gauge(Metric metric, Supplier<Number> value, String... labels) {
        Gauge.builder(metric.scraped(), value)
                .description(metric.meaning())
                .tags(tags(metric, List.of(labels)))
                .register(registry);
    }

    /** A count that somebody else keeps; asked for at each scrape, never falls. */
    public void counted(Metric metric, LongSupplier count, String... labels) {
        asked.add(count);
        FunctionCounter.builder(metric.scraped(), count, kept -> (double) kept.getAsLong())
                .description(metric.meaning())
                .tags(tags(metric, List.of(labels)))
                .register(registry);
    }

    /** The text that Prometheus reads. */
    public String scrape() {
        return registry.scrape();
    }

    private static List<Tag> tags(Metric metric, List<String> values) {
        if (values.size() != metric.labels().size()) {
            throw new IllegalArgumentException("a metric has exactly its registered labels");
        }
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            tags.add(Tag.of(metric.labels().get(i), values.get(i)));
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
