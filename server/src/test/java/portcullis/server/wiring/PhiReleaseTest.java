package portcullis.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import portcullis.disclosure.report.Cause;
import portcullis.disclosure.report.IncidentEvent;
import portcullis.governance.Capability;
import portcullis.governance.Role;
import portcullis.kernel.Event;
import portcullis.privacy.Inspection;
import portcullis.server.wiring.OpenHouse.Told;
import portcullis.server.wiring.SwitchedDetector.Way;

/** Overrides, access to kept values, and incidents, through the front door. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PhiReleaseTest {
    private static final String MAIL = "larkspurin@example.org";
    private static final String WHY = "The ethics board asked for this export.";
    private static final String REASONS =
            "{\"justification\":\""
                    + WHY
                    + "\",\"acknowledgements\":[\"minimum_necessary\",\"lawful_basis\","
                    + "\"recipient_may_hold\",\"access_is_audited\"]}";
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    @TempDir private static Path data;
    private static final Queue<Event> HEARD = new ConcurrentLinkedQueue<>();
    private static final SwitchedDetector DETECTOR = new SwitchedDetector();
    private static OpenHouse house;
    private static String author;
    private static String steward;
    private static String approver;
    private static String officer;

    @BeforeAll
    static void open() {
        Inspection inspection = new Inspection(List.of(DETECTOR));
        house = new OpenHouse(data, "", new Lent(Clock.systemUTC(), HEARD::add, inspection));
        author = house.key("default", Role.APPROVER);
        steward = house.key("default", Role.PRACTITIONER, Capability.STEWARD);
        approver = house.key("default", Role.APPROVER);
        officer = house.key("default", Role.VIEWER, Capability.COMPLIANCE_OFFICER);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static Told scan(String key, String content, String more) throws Exception {
        String body = "{\"content\":\"" + content + "\",\"context\":\"export\"" + more + "}";
        Told told = house.post(key, "/api/phi/scan", body);
        assertThat(told.status()).as(told.body()).isEqualTo(200);
        return told;
    }

    private static Told override(String key, String scan, String body) throws Exception {
        return house.post(key, "/api/phi/override/" + scan, body);
    }

    @Test
    @Tag("SCR-46")
    void anotherPersonsWordLetsATextOutUntilItIsEdited() throws Exception {
        String scan = scan(author, "Mail " + MAIL, "").at("/scanId");
        Told made = override(steward, scan, REASONS);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        JsonNode again = scan(author, "Mail " + MAIL, "").json();
        assertThat(again.path("requiresOverride").asBoolean(true)).isFalse();
        assertThat(again.at("/override/overrideId").asText()).isEqualTo(made.at("/overrideId"));
        assertThat(again.at("/override/expires").asText()).isEqualTo(made.at("/expires"));
        assertThat(house.get(author, "/api/phi/scan/" + scan).at("/override/overrideId"))
                .isEqualTo(made.at("/overrideId"));
        JsonNode edited = scan(author, "Mail " + MAIL + "!", "").json();
        assertThat(edited.path("requiresOverride").asBoolean()).isTrue();
        String elsewhere = house.key("elsewhere", Role.PRACTITIONER);
        assertThat(scan(elsewhere, "Mail " + MAIL, "").at("/requiresOverride")).isEqualTo("true");
        String audit = house.get(house.admin, "/api/governance/audit/entries?limit=500").body();
        assertThat(audit).contains("PHI_OVERRIDE").doesNotContain("ethics", MAIL);
    }

    @Test
    @Tag("SCR-46")
    void anOverrideNeedsAHatAnotherPersonAndReasons() throws Exception {
        String scan = scan(author, "Mail " + MAIL, "").at("/scanId");
        assertThat(override(approver, scan, REASONS).status()).isEqualTo(403);
        assertThat(override(officer, scan, REASONS).status()).isEqualTo(201);
        String wearing = house.key("default", Role.PRACTITIONER, Capability.IRB_OFFICER);
        assertThat(override(wearing, scan, REASONS).status()).isEqualTo(201);
        String pi = house.key("default", Role.APPROVER, Capability.PI);
        assertThat(override(pi, scan, REASONS).status()).isEqualTo(403);
        String own = scan(steward, "Mail " + MAIL, "").at("/scanId");
        assertThat(override(steward, own, REASONS).at("/code")).isEqualTo("own_request");
        Told brief = override(steward, scan, REASONS.replace(WHY, "Because."));
        assertThat(brief.status()).isEqualTo(400);
        assertThat(brief.at("/code")).isEqualTo("justification_short");
        assertThat(brief.at("/detail")).contains("Field: justification", "Limit: 20");
        Told three = override(steward, scan, REASONS.replace("\"lawful_basis\",", ""));
        assertThat(three.at("/field")).isEqualTo("acknowledgements");
        Told odd = override(steward, scan, REASONS.replace("lawful_basis", "good_mood"));
        assertThat(odd.at("/code")).isEqualTo("invalid_value");
        Told twice = override(steward, scan, REASONS.replace("lawful_basis", "minimum_necessary"));
        assertThat(twice.status()).isEqualTo(400);
        assertThat(override(steward, NOBODY, REASONS).status()).isEqualTo(404);
        String stranger = house.key("elsewhere", Role.ADMIN);
        assertThat(override(stranger, scan, REASONS).status()).isEqualTo(404);
        String clean = scan(author, "The tide table", "").at("/scanId");
        assertThat(override(steward, clean, REASONS).status()).isEqualTo(409);
    }

    private static String request(String key, String scan, String finding) throws Exception {
        String body =
                "{\"scanId\":\""
                        + scan
                        + "\",\"finding\":"
                        + finding
                        + ",\"reason\":\""
                        + WHY
                        + "\"}";
        return body.isEmpty() ? "" : house.post(key, "/api/phi/access-requests", body).body();
    }

    private static String at(String json, String pointer) throws Exception {
        return new ObjectMapper().readTree(json).at(pointer).asText();
    }

    private static Told decide(String key, String id, String decision) throws Exception {
        String path = "/api/phi/access-requests/" + id + "/decide";
        return house.post(key, path, "{\"decision\":\"" + decision + "\"}");
    }

    private static String token(String key, String id) throws Exception {
        JsonNode requests =
                house.get(key, "/api/phi/access-requests?limit=100").json().path("requests");
        for (JsonNode request : requests) {
            if (request.path("requestId").asText().equals(id)) {
                return request.path("token").asText();
            }
        }
        return "";
    }

    private static Told reveal(String key, String token) throws Exception {
        return house.post(key, "/api/phi/reveal", "{\"token\":\"" + token + "\"}");
    }

    @Test
    @Tag("GOV-7")
    @Tag("GOV-42")
    void aKeptValueIsShownOnceAfterAnotherPersonDecided() throws Exception {
        String scan = scan(author, "Mail " + MAIL, ",\"keep\":true").at("/scanId");
        String id = at(request(author, scan, "0"), "/requestId");
        assertThat(token(author, id)).isEmpty();
        assertThat(decide(author, id, "approve").at("/code")).isEqualTo("own_request");
        Told decided = decide(approver, id, "approve");
        assertThat(decided.at("/state")).isEqualTo("approved");
        assertThat(decided.body()).doesNotContain("token");
        String token = token(author, id);
        assertThat(token(approver, id)).isEmpty();
        assertThat(reveal(approver, token).status()).isEqualTo(404);
        assertThat(reveal(house.key("elsewhere", Role.ADMIN), token).status()).isEqualTo(404);
        assertThat(reveal(author, token).at("/value")).isEqualTo(MAIL);
        Told again = reveal(author, token);
        assertThat(again.status()).isEqualTo(410);
        assertThat(again.at("/code")).isEqualTo("reveal_spent");
        String log = house.get(approver, "/api/phi/access-log").body();
        assertThat(log).contains("requested", "approved", "revealed", "refused", WHY);
        assertThat(log).doesNotContain(MAIL);
        assertThat(house.get(house.key("elsewhere", Role.ADMIN), "/api/phi/access-log").body())
                .doesNotContain(id);
    }

    @Test
    @Tag("GOV-5")
    void onlyThoseWhoMaySeeAskAndOnlyApproversDecide() throws Exception {
        String scan = scan(author, "Mail " + MAIL, ",\"keep\":true").at("/scanId");
        String practitioner = house.key("default", Role.PRACTITIONER);
        assertThat(at(request(practitioner, scan, "0"), "/code")).isEqualTo("forbidden");
        assertThat(reveal(practitioner, "x.y").status()).isEqualTo(403);
        assertThat(house.get(practitioner, "/api/phi/access-log").status()).isEqualTo(403);
        assertThat(decide(practitioner, NOBODY, "approve").status()).isEqualTo(403);
        assertThat(decide(approver, NOBODY, "approve").status()).isEqualTo(404);
        assertThat(decide(approver, NOBODY, "maybe").at("/field")).isEqualTo("decision");
        assertThat(at(request(author, NOBODY, "0"), "/code")).isEqualTo("not_found");
        assertThat(at(request(author, scan, "7"), "/field")).isEqualTo("finding");
        assertThat(at(request(author, scan, "-1"), "/field")).isEqualTo("finding");
        String forgotten = scan(author, "Mail " + MAIL, "").at("/scanId");
        assertThat(at(request(author, forgotten, "0"), "/code")).isEqualTo("value_gone");
        String id = at(request(author, scan, "0"), "/requestId");
        assertThat(decide(approver, id, "reject").at("/state")).isEqualTo("rejected");
        assertThat(decide(approver, id, "approve").status()).isEqualTo(409);
        assertThat(token(author, id)).isEmpty();
        assertThat(house.get(author, "/api/phi/access-requests?limit=x").at("/field"))
                .isEqualTo("limit");
    }

    @Test
    void requestsArePaged() throws Exception {
        String key = house.key("paging", Role.ADMIN);
        String scan = scan(key, "Mail " + MAIL, ",\"keep\":true").at("/scanId");
        String first = at(request(key, scan, "0"), "/requestId");
        String second = at(request(key, scan, "0"), "/requestId");
        JsonNode page = house.get(key, "/api/phi/access-requests?limit=1").json();
        assertThat(page.at("/requests/0/requestId").asText()).isEqualTo(second);
        String next = "/api/phi/access-requests?limit=1&before=" + page.path("next").asText();
        assertThat(house.get(key, next).at("/requests/0/requestId")).isEqualTo(first);
    }

    @Test
    @Tag("SCR-47")
    void anIncidentIsWalkedThroughItsSixSteps() throws Exception {
        Told made =
                house.post(
                        officer, "/api/phi/incidents", "{\"summary\":\"A list lay in the hall\"}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.json().path("steps")).hasSize(6);
        String id = made.at("/incidentId");
        assertThat(step(officer, id, "review", ",\"owner\":\"kim\",\"done\":true").status())
                .isEqualTo(409);
        assertThat(step(officer, id, "containment", ",\"done\":true").at("/field"))
                .isEqualTo("owner");
        assertThat(step(officer, id, "containment", ",\"owner\":\"kim lee\"").at("/field"))
                .isEqualTo("owner");
        assertThat(step(officer, id, "tidying", "").at("/field")).isEqualTo("step");
        Told owned = step(officer, id, "containment", ",\"owner\":\"kim\"");
        assertThat(owned.at("/steps/0/owner")).isEqualTo("kim");
        for (String step :
                List.of(
                        "containment",
                        "assessment",
                        "officer_notice",
                        "remediation",
                        "documentation",
                        "review")) {
            Told done = step(officer, id, step, ",\"owner\":\"kim\",\"done\":true,\"note\":\"n\"");
            assertThat(done.status()).as(step + done.body()).isEqualTo(200);
            assertThat(done.json().path("open").asBoolean()).isEqualTo(!step.equals("review"));
        }
        assertThat(step(officer, id, "review", ",\"done\":true").status()).isEqualTo(409);
        Told list = house.get(officer, "/api/phi/incidents");
        assertThat(list.body()).contains(id, "A list lay in the hall");
        assertThat(list.at("/incidents/0/steps/2/step")).isEqualTo("officer_notice");
    }

    private static Told step(String key, String id, String step, String more) throws Exception {
        String path = "/api/phi/incidents/" + id + "/steps";
        return house.post(key, path, "{\"step\":\"" + step + "\"" + more + "}");
    }

    @Test
    @Tag("SCR-47")
    @Tag("GOV-5")
    void incidentsAreForComplianceOfficersOfTheTenant() throws Exception {
        String id =
                house.post(officer, "/api/phi/incidents", "{\"summary\":\"x\"}").at("/incidentId");
        assertThat(house.get(approver, "/api/phi/incidents").status()).isEqualTo(403);
        assertThat(house.get(steward, "/api/phi/incidents").status()).isEqualTo(403);
        assertThat(house.post(approver, "/api/phi/incidents", "{}").status()).isEqualTo(403);
        assertThat(house.get(house.admin, "/api/phi/incidents").status()).isEqualTo(200);
        assertThat(house.get("", "/api/phi/incidents").status()).isEqualTo(401);
        String elsewhere = house.key("elsewhere", Role.ADMIN);
        assertThat(house.get(elsewhere, "/api/phi/incidents").body()).doesNotContain(id);
        assertThat(step(elsewhere, id, "containment", ",\"owner\":\"kim\"").status())
                .isEqualTo(404);
        assertThat(house.post(officer, "/api/phi/incidents", "{}").at("/field"))
                .isEqualTo("summary");
    }

    @Test
    @Tag("GOV-4")
    void keysCarryCapabilities() throws Exception {
        String body = "{\"name\":\"n\",\"role\":\"viewer\",\"capabilities\":[HATS]}";
        String path = "/api/governance/keys";
        Told made = house.post(house.admin, path, body.replace("HATS", "\"compliance_officer\""));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.at("/capabilities/0")).isEqualTo("compliance_officer");
        assertThat(house.get(made.at("/key"), "/api/phi/incidents").status()).isEqualTo(200);
        Told bare = house.post(house.admin, path, body.replace("HATS", ""));
        assertThat(house.get(bare.at("/key"), "/api/phi/incidents").status()).isEqualTo(403);
        Told odd = house.post(house.admin, path, body.replace("HATS", "\"wizard\""));
        assertThat(odd.status()).isEqualTo(400);
        assertThat(odd.at("/field")).isEqualTo("capabilities");
    }

    @Test
    @Tag("SCR-17")
    @Tag("SCR-47")
    void aMaskedTextThatStillHoldsSomethingOpensAnIncident() throws Exception {
        String key = house.key("leaky", Role.ADMIN);
        try {
            DETECTOR.way.set(Way.LEAKS);
            String body =
                    "{\"model\":\"default\",\"messages\":[{\"role\":\"user\",\"content\":\"one two"
                            + " three four five six seven eight nine ten eleven twelve\"}]}";
            Told refused = house.post(key, "/v1/chat/completions", body);
            assertThat(refused.status()).as(refused.body()).isEqualTo(503);
            assertThat(refused.at("/error/code")).isEqualTo("scan_leaky");
        } finally {
            DETECTOR.way.set(Way.WORKS);
        }
        assertThat(awaitIncident(key)).isEqualTo("rescan");
        assertThat(HEARD)
                .anyMatch(
                        event ->
                                event instanceof IncidentEvent.IncidentOpened opened
                                        && opened.cause() == Cause.RESCAN);
        assertThat(house.get(house.admin, "/metrics").body())
                .contains("phi_incidents_total{cause=\"rescan\"}");
    }

    private static String awaitIncident(String key) throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        String cause = "";
        while (cause.isEmpty() && System.nanoTime() < end) {
            cause = house.get(key, "/api/phi/incidents").at("/incidents/0/cause");
        }
        return cause;
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void withoutTheDatabaseNothingIsLetOutOrShown() throws Exception {
        String scan = scan(author, "Mail " + MAIL, ",\"keep\":true").at("/scanId");
        assertThat(house.get(steward, "/api/phi/scan/" + scan).status()).isEqualTo(200);
        assertThat(house.get(officer, "/api/phi/incidents").status()).isEqualTo(200);
        house.stopDatabase();
        assertThat(override(steward, scan, REASONS).status()).isEqualTo(503);
        assertThat(house.get(author, "/api/phi/access-requests").status()).isEqualTo(503);
        assertThat(reveal(author, "x.y").status()).isEqualTo(503);
        assertThat(house.get(officer, "/api/phi/incidents").status()).isEqualTo(503);
    }
}
