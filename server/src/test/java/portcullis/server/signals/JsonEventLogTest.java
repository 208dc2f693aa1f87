package portcullis.server.signals;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.kernel.Deadline;
import portcullis.kernel.Event;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

class JsonEventLogTest {
    private static final JsonEventLog.Style ALL = new JsonEventLog.Style(Level.DEBUG, true);

    @TempDir private Path folder;

    /** An event that tries to carry text. */
    private record Leaking(String text, Object thing, int count) implements Event {}

    private static Served served() {
        return new Served(
                RequestId.random(),
                new Label("v1/models"),
                new Label("GET"),
                200,
                Duration.ofMillis(12),
                Optional.of(TenantId.DEFAULT),
                Optional.empty());
    }

    @Test
    @Tag("OPS-41")
    void oneLineOfJsonPerEvent() throws IOException {
        List<String> lines = new CopyOnWriteArrayList<>();
        JsonEventLog log = JsonEventLog.into(sink(lines), ALL, Clock.systemUTC());
        log.write(served());
        log.close(Deadline.in(Duration.ofSeconds(5)));
        JsonNode line = new ObjectMapper().readTree(lines.getFirst());
        assertThat(line.get("event").asText()).isEqualTo("served");
        assertThat(line.get("level").asText()).isEqualTo("INFO");
        assertThat(line.get("route").asText()).isEqualTo("v1/models");
        assertThat(line.get("status").asInt()).isEqualTo(200);
        assertThat(line.get("duration_seconds").asDouble()).isEqualTo(0.012);
        assertThat(line.has("key")).isFalse();
    }

    @Test
    @Tag("GOV-79")
    void textHasNoWayIntoALine() {
        List<String> lines = new CopyOnWriteArrayList<>();
        JsonEventLog log = JsonEventLog.into(sink(lines), ALL, Clock.systemUTC());
        log.write(new Leaking("John Doe", List.of("John Doe"), 3));
        log.close(Deadline.in(Duration.ofSeconds(5)));
        assertThat(lines.getFirst()).contains("\"text\":\"unsafe\"", "\"count\":3");
        assertThat(String.join("", lines)).doesNotContain("John");
    }

    @Test
    @Tag("OPS-41")
    void fullLogDropsAndCountsAndNobodyWaits() {
        CountDownLatch stuck = new CountDownLatch(1);
        LogSink slow =
                new LogSink() {
                    @Override
                    public void line(String text) {
                        try {
                            stuck.await();
                        } catch (InterruptedException stopped) {
                            Thread.currentThread().interrupt();
                        }
                    }

                    @Override
                    public void flush() {}
                };
        JsonEventLog log = JsonEventLog.into(slow, ALL, Clock.systemUTC());
        for (int i = 0; i < 10_000; i++) {
            log.write(served());
        }
        assertThat(log.dropped()).isBetween(1_000L, 2_000L);
        stuck.countDown();
        log.close(Deadline.in(Duration.ofSeconds(10)));
    }

    @Test
    @Tag("OPS-41")
    void filesTurnAtTheirSizeAndFourteenAreKept() throws IOException {
        JsonEventLog log = JsonEventLog.inFolder(folder, 2_000, ALL, Clock.systemUTC());
        for (int i = 0; i < 400; i++) {
            log.write(served());
        }
        log.close(Deadline.in(Duration.ofSeconds(20)));
        assertThat(log.dropped()).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all.stream().filter(file -> file.toString().endsWith(".gz"))).hasSize(14);
            assertThat(all.stream().filter(file -> file.toString().endsWith(".log"))).hasSize(1);
        }
    }

    private static LogSink sink(List<String> lines) {
        return new LogSink() {
            @Override
            public void line(String text) {
                lines.add(text);
            }

            @Override
            public void flush() {}
        };
    }
}
