package portcullis.server.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.kernel.EventLog;
import portcullis.server.settings.SettingsReader;
import portcullis.server.settings.SettingsReader.Reading;
import portcullis.server.settings.Sources;

/**
 * No call holds the event loop. Measured in processor time of the loop's thread between two ticks
 * of a timer on it, so that a machine with more work than cores does not change the result.
 */
class LoopTest {
    private static final Duration MOST = Duration.ofMillis(5);
    private static final int LONGEST = 15_900;
    private static final int REHEARSALS = 40;
    private static final int ROUNDS = 4;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir private static Path data;
    private static House house;
    private static House.Opened opened;

    @BeforeAll
    static void open() {
        Sources sources =
                new Sources(
                        Map.of(
                                "data.directory",
                                data.toString(),
                                "server.port",
                                "0",
                                "server.event-loops",
                                "1",
                                "limits.default.requests",
                                "60000/min",
                                "limits.default.tokens",
                                "90000000/min",
                                "library.sample",
                                "false"),
                        Map.of(),
                        "");
        house =
                House.build(
                        ((Reading.Ready) new SettingsReader().read(sources)).settings(),
                        new Lent(Clock.systemUTC(), EventLog.silent()));
        opened = house.open();
    }

    @AfterAll
    static void close() {
        house.close(Duration.ZERO, Duration.ofSeconds(2));
    }

    /** The most processor time between two ticks. */
    private static final class Ticker {
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private final AtomicLong most = new AtomicLong();
        private long before;

        void begin(Vertx vertx) {
            vertx.runOnContext(
                    _ -> {
                        before = threads.getCurrentThreadCpuTime();
                        vertx.setPeriodic(1, _ -> tick());
                    });
        }

        private void tick() {
            long now = threads.getCurrentThreadCpuTime();
            most.accumulateAndGet(now - before, Math::max);
            before = now;
        }

        Duration take() {
            return Duration.ofNanos(most.getAndSet(0));
        }
    }

    private static String filled(String seed) {
        return seed.repeat(LONGEST / seed.length());
    }

    private static String noise() {
        Random random = new Random(7);
        String letters = "0123456789 -./:,()+@AaBbCc[]&%=#x";
        StringBuilder noise = new StringBuilder();
        while (noise.length() < LONGEST) {
            noise.append(letters.charAt(random.nextInt(letters.length())));
        }
        return noise.toString();
    }

    private static List<String> texts() {
        return List.of(
                "Hello",
                filled("The patient was seen for low back pain and reported no fever. "),
                "Patient: Jane Roe, SSN 219-09-9999, call (555) 010-2030, jane@example.org. ",
                filled("Patient: Jane Roe, SSN 219-09-9999, write to jane@example.org. "),
                filled("0 "),
                filled("12-"),
                filled("1.1."),
                filled("12/12/2012 "),
                filled("A1"),
                filled("[SSN_1] "),
                noise());
    }

    private static int ask(String text, boolean streamed) throws Exception {
        Map<String, Object> body =
                Map.of(
                        "model",
                        "default",
                        "stream",
                        streamed,
                        "messages",
                        List.of(Map.of("role", "user", "content", text)));
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + opened.port()
                                                + "/v1/chat/completions"))
                        .timeout(Duration.ofSeconds(60))
                        .header("content-type", "application/json")
                        .header(
                                "authorization",
                                "Bearer " + opened.firstKey().orElseThrow().reveal())
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString(UTF_8)).statusCode();
    }

    private static List<Integer> askAll() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (String text : texts()) {
            statuses.add(ask(text, false));
            statuses.add(ask(text, true));
        }
        return statuses;
    }

    /** What the machine does now and then does not happen in every round; a slow step does. */
    @Test
    void noCallHoldsTheLoop() throws Exception {
        for (int time = 0; time < REHEARSALS; time++) {
            askAll();
        }
        Ticker ticker = new Ticker();
        ticker.begin(house.vertx());
        Duration least = Duration.ofDays(1);
        for (int round = 0; round < ROUNDS && least.compareTo(MOST) > 0; round++) {
            assertThat(askAll()).containsOnly(200);
            Duration held = ticker.take();
            System.out.println("the loop was held for at most " + held.toNanos() / 1000 + " us");
            least = held.compareTo(least) < 0 ? held : least;
        }
        assertThat(least).isLessThanOrEqualTo(MOST);
    }
}
