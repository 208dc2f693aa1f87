package portcullis.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.governance.Role;
import portcullis.kernel.EventLog;
import portcullis.server.settings.SettingsReader;
import portcullis.server.settings.SettingsReader.Reading;
import portcullis.server.settings.Sources;
import portcullis.server.wiring.OpenHouse.Told;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;

/** Screening policies: per tenant, application and way of a text; only ever stricter. */
class PhiPolicyTest {
    private static final String FILE =
            """
            providers:
              - { name: main, dialect: openai, base-url: "MAIN_URL/v1", api-key: "${VENDOR_KEY}" }
            models:
              - name: default
                targets: [ { provider: main, model: m } ]
                cache: { scope: "off" }
            privacy:
              policies:
                - { tenant: strict, context: ai_input, policy: block }
                - { tenant: careful, context: upload, policy: block }
                - { application: stream, context: ai_input, policy: redact }
            """;

    @TempDir private static Path data;
    private static final SimulatedProvider MAIN = SimulatedProvider.start();
    private static OpenHouse house;

    @BeforeAll
    static void open() {
        MAIN.always(Turn.words(3));
        String file = FILE.replace("MAIN_URL", MAIN.base().toString());
        house = new OpenHouse(data, file, new Lent(Clock.systemUTC(), EventLog.silent()));
    }

    @AfterAll
    static void close() {
        house.close();
        MAIN.close();
    }

    private static Told chat(String key, String query, String... headers) throws Exception {
        String body =
                "{\"model\":\"default\",\"messages\":[{\"role\":\"user\",\"content\":\"Mail"
                        + " jane.roe@example.org\"}]}";
        return house.send(key, "POST", "/v1/chat/completions" + query, body, headers);
    }

    private static JsonNode lastReceipt(String key) throws Exception {
        JsonNode entries =
                house.get(key, "/api/governance/audit/entries?limit=500").json().path("entries");
        JsonNode last = entries.path(0);
        for (JsonNode entry : entries) {
            boolean call = entry.at("/entry/action").asText().equals("MODEL_CALL");
            last = call && entry.at("/entry/kind").asText().equals("receipt") ? entry : last;
        }
        return last.path("entry");
    }

    @Test
    @Tag("SCR-68")
    void aTenantsStricterPolicyHoldsForItAlone() throws Exception {
        Told blocked = chat(house.key("strict", Role.PRACTITIONER), "");
        assertThat(blocked.status()).as(blocked.body()).isEqualTo(403);
        assertThat(blocked.at("/error/code")).isEqualTo("phi_blocked");
        assertThat(chat(house.key("free", Role.PRACTITIONER), "").status()).isEqualTo(200);
    }

    @Test
    @Tag("SCR-68")
    void aCallMayAskForAStricterPolicy() throws Exception {
        String key = house.key("free", Role.PRACTITIONER);
        assertThat(chat(key, "", "x-portcullis-policy", "block").status()).isEqualTo(403);
        assertThat(chat(key, "?policy=block").status()).isEqualTo(403);
        assertThat(chat(key, "", "x-portcullis-policy", "redact").status()).isEqualTo(200);
        assertThat(chat(key, "", "x-portcullis-policy", "fax").at("/error/code"))
                .isEqualTo("invalid_value");
    }

    @Test
    @Tag("SCR-68")
    void everyLooseningIsRefusedAndAudited() throws Exception {
        String key = house.key("strict", Role.ADMIN);
        long asked = MAIN.ledger().requests();
        for (String policy : List.of("pass", "pseudonymise", "redact", "block,pass")) {
            Told header = chat(key, "", "x-portcullis-policy", policy);
            assertThat(header.status()).as(policy).isEqualTo(403);
            assertThat(header.at("/error/code")).isEqualTo("policy_looser");
            assertThat(awaitRefusal(key)).isEqualTo("POLICY_LOOSER");
            Told query = chat(key, "?policy=" + policy, "x-portcullis-policy", "block");
            assertThat(query.at("/error/code")).as(policy).isEqualTo("policy_looser");
        }
        assertThat(chat(house.key("free", Role.ADMIN), "?policy=pass").at("/error/code"))
                .isEqualTo("policy_looser");
        assertThat(MAIN.ledger().requests()).isEqualTo(asked);
    }

    /** Receipts may come a little later than answers. */
    private static String awaitRefusal(String key) throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        String refusal = "";
        while (refusal.isEmpty() && System.nanoTime() < end) {
            refusal = lastReceipt(key).path("refusal").asText();
        }
        return refusal;
    }

    @Test
    @Tag("SCR-68")
    void aTenantTightensItsPolicyAndNeverLoosensIt() throws Exception {
        String admin = house.key("growing", Role.ADMIN);
        assertThat(chat(admin, "").status()).isEqualTo(200);
        assertThat(tighten(admin, "ai_input", "block").status()).isEqualTo(200);
        assertThat(chat(admin, "").status()).isEqualTo(403);
        assertThat(tighten(admin, "ai_input", "block").status()).isEqualTo(200);
        for (String looser : List.of("redact", "pseudonymise", "pass")) {
            Told told = tighten(admin, "ai_input", looser);
            assertThat(told.status()).isEqualTo(403);
            assertThat(told.at("/code")).isEqualTo("policy_looser");
            assertThat(told.at("/field")).isEqualTo("policy");
        }
        assertThat(tighten(admin, "upload", "pseudonymise").status()).isEqualTo(403);
        for (String fixed : List.of("export", "ai_output", "log")) {
            assertThat(tighten(admin, fixed, "block").at("/field")).isEqualTo("context");
        }
        assertThat(chat(house.key("free", Role.PRACTITIONER), "").status()).isEqualTo(200);
        String list = house.get(admin, "/api/phi/policies").body();
        assertThat(list).contains("\"tenant\":\"growing\"").doesNotContain("strict");
        String audit = house.get(admin, "/api/governance/audit/entries?limit=500").body();
        assertThat(audit).contains("PHI_POLICY_TIGHTEN", "POLICY_LOOSER");
    }

    private static Told tighten(String key, String context, String policy) throws Exception {
        String body = "{\"context\":\"" + context + "\",\"policy\":\"" + policy + "\"}";
        return house.post(key, "/api/phi/policies", body);
    }

    @Test
    void badWishesAreRefusedByField() throws Exception {
        String admin = house.admin;
        assertThat(tighten(admin, "fax", "block").at("/field")).isEqualTo("context");
        assertThat(tighten(admin, "upload", "poem").at("/field")).isEqualTo("policy");
        String body = "{\"context\":\"upload\",\"policy\":\"block\",\"application\":\"x\"}";
        assertThat(house.post(admin, "/api/phi/policies", body).at("/field"))
                .isEqualTo("application");
        assertThat(house.post(admin, "/api/phi/policies", "{}").at("/field")).isEqualTo("context");
    }

    @Test
    @Tag("SCR-68")
    void routesWithoutWishesRefuseThemInsteadOfOverhearingThem() throws Exception {
        String[][] routes = {
            {"/api/v1/chat", "{\"question\":\"Why?\"}"},
            {"/api/ai/stream", "{\"operation\":\"chat\",\"input\":\"Why?\"}"},
            {"/api/v1/docs", ""},
        };
        for (String[] route : routes) {
            Told told = house.send(house.admin, "POST", route[0] + "?policy=pass", route[1]);
            assertThat(told.status()).as(route[0] + told.body()).isEqualTo(400);
            assertThat(told.at("/field")).isEqualTo("x-portcullis-policy");
        }
    }

    @Test
    @Tag("SCR-68")
    void anApplicationMayBeStricterThanTheModelApi() throws Exception {
        String key = house.key("free", Role.PRACTITIONER);
        MAIN.always(Turn.says("Write to [EMAIL_1] soon"));
        String body = "{\"operation\":\"chat\",\"input\":\"Mail jane.roe@example.org\"}";
        Told streamed = house.post(key, "/api/ai/stream", body);
        assertThat(streamed.body()).contains("[EMAIL_1]").doesNotContain("jane.roe");
        assertThat(chat(key, "").body()).contains("jane.roe@example.org");
    }

    @ParameterizedTest
    @Tag("SCR-69")
    @ValueSource(
            strings = {
                "privacy: { policy: pass }",
                "privacy: { policy: none }",
                "privacy: { patterns: [ { name: ward } ] }",
                "privacy: { patterns: [ { name: ward, pattern: '(' } ] }",
                "privacy: { patterns: [ { name: ward, pattern: '(?<=a)b' } ] }",
                "privacy: { patterns: [ { name: ward, pattern: 'a*' } ] }",
                "privacy: { patterns: [ { name: ward, pattern: 'a', type: secret } ] }",
                "privacy: { policies: [ { context: ai_input } ] }",
                "privacy: { policies: [ { policy: block } ] }",
                "privacy: { policies: [ { context: fax, policy: block } ] }",
                "privacy: { policies: [ { context: ai_input, policy: pass } ] }",
                "privacy: { policies: [ { context: export, policy: redact } ] }",
                "privacy: { policies: [ { context: upload, policy: pseudonymise } ] }",
                "privacy: { policies: [ { tenant: \"No One\", context: upload, policy: block } ] }",
                "privacy: { policy: block, policies: [ { context: ai_input, policy: redact } ] }",
                "privacy: { policies: [ { context: ai_output, policy: block } ] }",
                "privacy: { policies: [ { context: upload, policy: block },"
                        + " { context: upload, policy: block } ] }",
            })
    void aConfigurationThatWouldLoosenStopsTheStart(String file) {
        Reading reading = new SettingsReader().read(new Sources(Map.of(), Map.of(), file));
        assertThat(reading).isNotInstanceOf(Reading.Ready.class);
    }
}
