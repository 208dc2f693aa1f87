package portcullis.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.governance.Capability;
import portcullis.governance.Role;
import portcullis.kernel.Event;
import portcullis.privacy.Inspection;
import portcullis.server.wiring.OpenHouse.Told;
import portcullis.server.wiring.SwitchedDetector.Way;

/** The daily canary on a live house. */
@Tag("SCR-75")
class PatrolTest {
    @TempDir private static Path data;
    private static final Queue<Event> HEARD = new ConcurrentLinkedQueue<>();
    private static final SwitchedDetector DETECTOR = new SwitchedDetector();
    private static OpenHouse house;
    private static Patrol patrol;

    @BeforeAll
    static void open() {
        Inspection inspection = new Inspection(List.of(DETECTOR));
        house = new OpenHouse(data, "", new Lent(Clock.systemUTC(), HEARD::add, inspection));
        patrol = house.house.patrol();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static PatrolEnded walked() {
        HEARD.clear();
        patrol.walk();
        return HEARD.stream()
                .filter(PatrolEnded.class::isInstance)
                .map(PatrolEnded.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aHealthyHouseHasNoLeakAndMissesNothing() throws Exception {
        PatrolEnded ended = walked();
        assertThat(ended.unseen()).isZero();
        assertThat(ended.leaks()).isZero();
        String canary = house.key("canary", Role.ADMIN);
        assertThat(house.get(canary, "/api/governance/audit/entries").body())
                .contains("KEY_CREATE");
    }

    @Test
    void aLeakThatIsPlantedInAnySinkIsFound() throws Exception {
        String marker = "zq00112233445566778899aabb";
        assertThat(patrol.leaks(marker)).isEmpty();
        String coded =
                Base64.getEncoder()
                        .encodeToString(("a " + marker + " b").getBytes(StandardCharsets.UTF_8));
        Path file = Files.writeString(data.resolve("spooled.tmp"), "{\"x\":\"" + coded + "\"}");
        assertThat(patrol.leaks(marker)).containsExactly(Patrol.Leak.FILE);
        Files.delete(file);
        Path log = Files.createDirectories(data.resolve("logs")).resolve("today.log");
        Files.writeString(log, marker);
        assertThat(patrol.leaks(marker)).containsExactly(Patrol.Leak.LOG);
        Files.delete(log);
        String key = house.key("canary", Role.PRACTITIONER);
        String body =
                "{\"content\":\"a\",\"context\":\"export\",\"resourceType\":\"leak\","
                        + "\"resourceId\":\""
                        + marker
                        + "\"}";
        Told told = house.post(key, "/api/phi/scan", body);
        assertThat(told.status()).isEqualTo(200);
        assertThat(patrol.leaks(marker)).containsExactly(Patrol.Leak.TABLE);
    }

    @Test
    @Tag("SCR-47")
    void aScreeningThatMissesACanaryOpensAnIncident() throws Exception {
        try {
            DETECTOR.way.set(Way.BLIND);
            assertThat(walked().unseen()).isGreaterThan(5);
        } finally {
            DETECTOR.way.set(Way.WORKS);
        }
        String officer = house.key("default", Role.VIEWER, Capability.COMPLIANCE_OFFICER);
        assertThat(house.get(officer, "/api/phi/incidents").at("/incidents/0/cause"))
                .isEqualTo("canary");
    }
}
