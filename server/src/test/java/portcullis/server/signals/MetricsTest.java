package portcullis.server.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    @Tag("OPS-32")
    void scrapeHoldsTheRegisteredNamesWithTheirLabels() {
        try (Metrics metrics = new Metrics()) {
            metrics.count(Metric.HTTP_REQUESTS, "/v1/models", "GET", "200");
            metrics.time(Metric.HTTP_DURATION, Duration.ofMillis(3), "/v1/models", "GET", "200");
            metrics.gauge(Metric.HTTP_OPEN_STREAMS, () -> 2);
            metrics.time(Metric.LLM_FIRST_TOKEN, Duration.ofMillis(3));
            String scrape = metrics.scrape();
            assertThat(scrape)
                    .contains(
                            "http_requests_total{method=\"GET\",route=\"/v1/models\",status=\"200\"}"
                                    + " 1.0")
                    .contains("http_request_duration_seconds_bucket{method=\"GET\"")
                    .contains("http_open_streams 2.0")
                    .contains("llm_first_token_seconds_count 1")
                    .contains("process_cpu_usage", "process_resident_memory_bytes", "jvm_memory");
        }
    }

    @Test
    @Tag("R-095")
    void aCountThatSomebodyElseKeepsIsAskedForAtEveryScrape() {
        AtomicLong kept = new AtomicLong(3);
        try (Metrics metrics = new Metrics()) {
            metrics.counted(Metric.CACHE_MISSES, () -> kept.get(), "memory", "answers");
            assertThat(metrics.scrape()).containsPattern("cache_misses_total.* 3\\.0");
            kept.set(7);
            System.gc();
            assertThat(metrics.scrape()).containsPattern("cache_misses_total.* 7\\.0");
        }
    }

    @Test
    void aMetricHasExactlyItsLabels() {
        try (Metrics metrics = new Metrics()) {
            assertThatThrownBy(() -> metrics.count(Metric.HTTP_REQUESTS, "one"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
