package portcullis.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import portcullis.governance.Role;
import portcullis.kernel.EventLog;
import portcullis.privacy.Inspection;
import portcullis.server.wiring.OpenHouse.Told;
import portcullis.server.wiring.SwitchedDetector.Way;

/** Scans and redactions through the front door. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PhiScanTest {
    private static final String TEXT =
            "Mail jane.roe@example.org 😀, MRN: 84736251, SSN 219-09-9999; again jane.roe@example.org";

    @TempDir private static Path data;
    private static final SwitchedDetector DETECTOR = new SwitchedDetector();
    private static OpenHouse house;
    private static String practitioner;

    @BeforeAll
    static void open() {
        Inspection inspection = new Inspection(List.of(DETECTOR));
        house = new OpenHouse(data, "", new Lent(Clock.systemUTC(), EventLog.silent(), inspection));
        practitioner = house.key("default", Role.PRACTITIONER);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static String body(String content, String more) throws Exception {
        String quoted = new ObjectMapper().writeValueAsString(content);
        return "{\"content\":" + quoted + ",\"context\":\"export\"" + more + "}";
    }

    private static Told scan(String content) throws Exception {
        return house.post(practitioner, "/api/phi/scan", body(content, ""));
    }

    @Test
    @Tag("SCR-45")
    @Tag("SCR-18")
    void findingsShowPlacesAndTypesAndNeverText() throws Exception {
        Told told = scan(TEXT);
        assertThat(told.status()).as(told.body()).isEqualTo(200);
        assertThat(told.body()).doesNotContain("jane", "84736251", "219-09-9999", "example.org");
        JsonNode findings = told.json().path("findings");
        assertThat(findings).hasSize(4);
        JsonNode mail = findings.path(0);
        assertThat(TEXT.substring(mail.path("start").asInt(), mail.path("end").asInt()))
                .isEqualTo("jane.roe@example.org");
        assertThat(mail.path("types").path(0).asText()).isEqualTo("EMAIL");
        assertThat(mail.path("length").asInt()).isEqualTo(20);
        assertThat(mail.path("score").asDouble()).isBetween(0.6, 0.99);
        assertThat(mail.path("band").asText()).isIn("medium", "high");
        assertThat(mail.path("view").asText()).isEqualTo("raw");
        assertThat(mail.path("fingerprint").asText())
                .matches("[0-9a-f]{16}")
                .isEqualTo(findings.path(3).path("fingerprint").asText())
                .isNotEqualTo(findings.path(1).path("fingerprint").asText());
        JsonNode record = findings.path(1);
        assertThat(TEXT.substring(record.path("start").asInt(), record.path("end").asInt()))
                .contains("84736251");
        assertThat(told.at("/riskLevel")).isEqualTo("high");
        assertThat(told.json().path("requiresOverride").asBoolean()).isTrue();
    }

    @Test
    @Tag("SCR-18")
    void aTextWithoutFindingsHasLowRiskAndNeedsNoOverride() throws Exception {
        Told told = scan("The tide table is on the wall.");
        assertThat(told.at("/riskLevel")).isEqualTo("low");
        assertThat(told.json().path("findings")).isEmpty();
        assertThat(told.json().path("requiresOverride").asBoolean(true)).isFalse();
    }

    @Test
    @Tag("SCR-42")
    @Tag("GOV-1")
    void aStoredScanIsReadByItsTenantAlone() throws Exception {
        Told told = scan(TEXT);
        String path = "/api/phi/scan/" + told.at("/scanId");
        Told again = house.get(house.key("default", Role.VIEWER), path);
        assertThat(again.json()).isEqualTo(told.json());
        assertThat(house.get(house.key("elsewhere", Role.ADMIN), path).status()).isEqualTo(404);
        assertThat(house.get(practitioner, "/api/phi/scan/nonsense").status()).isEqualTo(404);
    }

    @Test
    @Tag("SCR-42")
    void scansOfAResourceAreFoundByIt() throws Exception {
        String resource = ",\"resourceType\":\"manuscript\",\"resourceId\":\"m-17\"";
        String id = house.post(practitioner, "/api/phi/scan", body(TEXT, resource)).at("/scanId");
        String path = "/api/phi/scans?resourceType=manuscript&resourceId=m-17";
        assertThat(house.get(practitioner, path).at("/scans/0/scanId")).isEqualTo(id);
        assertThat(house.get(house.key("elsewhere", Role.ADMIN), path).json().path("scans"))
                .isEmpty();
        assertThat(house.get(practitioner, "/api/phi/scans").at("/field"))
                .isEqualTo("resourceType");
    }

    @Test
    @Tag("SCR-42")
    void fingerprintsOfTwoTenantsCannotBeCompared() throws Exception {
        String other = house.key("elsewhere", Role.PRACTITIONER);
        String theirs =
                house.post(other, "/api/phi/scan", body(TEXT, "")).at("/findings/0/fingerprint");
        assertThat(scan(TEXT).at("/findings/0/fingerprint")).isNotEqualTo(theirs);
    }

    @Test
    @Tag("GOV-5")
    void onlyWhoMayAnalyzeScans() throws Exception {
        for (Role role : List.of(Role.VIEWER, Role.ANALYST)) {
            String key = house.key("default", role);
            assertThat(house.post(key, "/api/phi/scan", body(TEXT, "")).status()).isEqualTo(403);
            assertThat(house.post(key, "/api/phi/redact", body(TEXT, "")).status()).isEqualTo(403);
        }
        assertThat(house.post("", "/api/phi/scan", body(TEXT, "")).status()).isEqualTo(401);
    }

    @Test
    @Tag("GOV-74")
    void badInputIsRefusedByField() throws Exception {
        String[][] bad = {
            {"{\"context\":\"export\"}", "missing_field", "content"},
            {"{\"content\":\" \",\"context\":\"export\"}", "missing_field", "content"},
            {"{\"content\":\"a\"}", "missing_field", "context"},
            {"{\"content\":\"a\",\"context\":\"fax\"}", "invalid_value", "context"},
            {"{\"content\":7,\"context\":\"export\"}", "invalid_value", "content"},
            {body("a", ",\"keep\":\"yes\""), "invalid_value", "keep"},
            {body("a", ",\"resourceId\":\"x\""), "missing_field", "resourceType"},
            {body("a", ",\"resourceType\":\"x\""), "missing_field", "resourceId"},
            {
                body("a", ",\"resourceType\":\"x\",\"resourceId\":\"Mrs Roe\""),
                "invalid_value",
                "resourceId"
            },
            {body("a", ",\"policy\":\"pass\""), "unknown_field", "*[2]"},
            {"[]", "malformed_json", ""},
        };
        for (String[] one : bad) {
            Told told = house.post(practitioner, "/api/phi/scan", one[0]);
            assertThat(told.status()).as(one[0]).isEqualTo(400);
            assertThat(told.at("/code")).as(one[0]).isEqualTo(one[1]);
            assertThat(told.at("/field")).as(one[0]).isEqualTo(one[2]);
        }
    }

    @Test
    @Tag("SCR-9")
    void aTextBeyondTheLimitIsRefusedWithTheLimit() throws Exception {
        Told told = scan("a".repeat(Inspection.MOST_CHARACTERS + 1));
        assertThat(told.status()).isEqualTo(413);
        assertThat(told.at("/detail")).contains("Field: content", "Limit: 4194304");
    }

    @Test
    @Tag("SCR-33")
    void redactedTextHoldsNoValue() throws Exception {
        Told told = house.post(practitioner, "/api/phi/redact", body(TEXT, ""));
        assertThat(told.status()).as(told.body()).isEqualTo(200);
        assertThat(told.at("/content"))
                .startsWith("Mail [EMAIL_1] 😀,")
                .endsWith("again [EMAIL_1]")
                .doesNotContain("jane", "84736251", "219-09-9999");
        assertThat(told.at("/counts/EMAIL")).isEqualTo("2");
        assertThat(house.get(practitioner, "/api/phi/scan/" + told.at("/scanId")).status())
                .isEqualTo(200);
        Told labels =
                house.post(practitioner, "/api/phi/redact", body(TEXT, ",\"style\":\"label\""));
        assertThat(labels.at("/content")).startsWith("Mail [EMAIL] 😀,").endsWith("again [EMAIL]");
        assertThat(
                        house.post(
                                        practitioner,
                                        "/api/phi/redact",
                                        body(TEXT, ",\"style\":\"poem\""))
                                .at("/field"))
                .isEqualTo("style");
    }

    @Test
    @Tag("SCR-33")
    void surrogatesAreInventedMarkedAndKeepIntervals() throws Exception {
        String text = "Seen on 2024-03-01 and 2024-03-11, jane.roe@example.org, SSN 219-09-9999";
        String more =
                ",\"style\":\"surrogate\",\"resourceType\":\"subject\",\"resourceId\":\"s-1\"";
        Told told = house.post(practitioner, "/api/phi/redact", body(text, more));
        assertThat(told.status()).as(told.body()).isEqualTo(200);
        assertThat(told.at("/notice")).contains("invented");
        assertThat(told.at("/content"))
                .doesNotContain("2024-03-01", "jane.roe", "219-09-9999")
                .contains("@example.org", "666-");
        assertThat(house.post(practitioner, "/api/phi/redact", body(text, more)).at("/content"))
                .isEqualTo(told.at("/content"));
        String other = house.key("elsewhere", Role.PRACTITIONER);
        assertThat(house.post(other, "/api/phi/redact", body(text, more)).at("/content"))
                .isNotEqualTo(told.at("/content"));
    }

    @Test
    @Tag("SCR-54")
    @Tag("SCR-45")
    void aBrokenOrSlowDetectorIsNeverAnEmptyList() throws Exception {
        try {
            for (Way way : List.of(Way.BREAKS, Way.STALLS)) {
                DETECTOR.way.set(way);
                for (String path : List.of("/api/phi/scan", "/api/phi/redact")) {
                    Told told = house.post(practitioner, path, body(TEXT, ""));
                    assertThat(told.status()).as(path + way).isEqualTo(503);
                    assertThat(told.body()).doesNotContain("findings", "content", "jane");
                }
            }
        } finally {
            DETECTOR.way.set(Way.WORKS);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @Tag("SCR-45")
    void withoutItsDatabaseAScanIsRefused() throws Exception {
        house.stopDatabase();
        Told told = scan(TEXT);
        assertThat(told.status()).isEqualTo(503);
        assertThat(told.body()).doesNotContain("findings", "jane");
    }
}
