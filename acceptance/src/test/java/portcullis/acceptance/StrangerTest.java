package portcullis.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.privacy.Inspection;
import portcullis.server.http.Route;
import portcullis.server.http.Verb;
import portcullis.testkit.server.StartedServer;

/**
 * Two tenants in one house, walked through every route of the register: an administrator of the
 * second sees nothing of the first.
 */
@Tag("GOV-1")
@Timeout(180)
class StrangerTest {
    private static final String WORD = "zibeline";
    private static final String NOTE =
            "# Zibeline protocol\n\nThe zibeline protocol begins with 40 mg of larkspurin.\n";
    private static final String QUESTION = "With what does the zibeline protocol begin?";

    /** Routes whose body says nothing about what they find. */
    private static final Set<String> KNOWN =
            Set.of(
                    "/api/v1/docs",
                    "/api/v1/docs/{id}/process",
                    "/v1/responses/{id}/cancel",
                    "/api/governance/keys",
                    "/api/governance/keys/{id}/revoke");

    private static final String REASONS =
            "{\"justification\":\"The registry asked for this note.\",\"acknowledgements\":[\"minimum_necessary\","
                    + "\"lawful_basis\",\"recipient_may_hold\",\"access_is_audited\"]}";

    /** Routes whose body names a thing of the first tenant. */
    private static final Set<String> FOREIGN =
            Set.of("/api/phi/access-requests", "/api/phi/reveal");

    /** Routes that only ask, though with a body. */
    private static final Set<String> ASKING =
            Set.of(
                    "/api/ai/stream",
                    "/api/v1/chat",
                    "/api/v1/search",
                    "/v1/chat/completions",
                    "/v1/responses",
                    "/v1/embeddings",
                    "/v1/messages",
                    "/v1/messages/count_tokens");

    @TempDir private static Path folder;
    private static HouseInside inside;
    private static Caller owner;
    private static Caller stranger;
    private static Owned owned;

    /**
     * Names of things of the first tenant.
     *
     * @param traces everything that must not come back to the second
     */
    private record Owned(
            String document, String key, String response, Screened screened, List<String> traces) {
        /** What came of one scan. */
        private record Screened(String scan, String request, String incident) {}
    }

    @BeforeAll
    static void moveIn() {
        inside = HouseInside.open(folder, "", Inspection.firstWidth());
        owner = new Caller(inside.caller().base(), keyOf("north"));
        stranger = new Caller(inside.caller().base(), keyOf("south"));
        owned = possessions();
        stranger.shelve("other.md", "text/markdown", "# Other\n\nAnother note.\n".getBytes(UTF_8));
    }

    @AfterAll
    static void moveOut() {
        if (inside != null) {
            inside.close();
        }
    }

    private static String keyOf(String tenant) {
        String data = HouseUnderTest.data(folder).toString();
        StartedServer.Ran made =
                StartedServer.run(
                        Map.of(),
                        "key",
                        "create",
                        "--data",
                        data,
                        "--tenant",
                        tenant,
                        "--name",
                        "door",
                        "--role",
                        "admin");
        assertThat(made.exit()).as(made.err()).isZero();
        return made.out().strip();
    }

    private static Owned possessions() {
        String document = owner.shelve("zibeline.md", "text/markdown", NOTE.getBytes(UTF_8));
        ObjectNode named = Caller.JSON.createObjectNode().put("name", "zibeline-desk");
        JsonNode key = owner.post("/api/governance/keys", named).well().json();
        List<String> traces = new ArrayList<>(List.of(document, key.path("id").asText()));
        traces.add(owner.key().substring(3, 15));
        traces.add("zibeline-desk");
        traces.add("larkspurin");
        JsonNode answer = owner.ask(QUESTION).well().json();
        assertThat(answer.path("answer").asText()).contains("larkspurin");
        traces.add(answer.path("trace_id").asText());
        JsonNode version = owner.get("/api/v1/docs/" + document).well().json().path("latest");
        traces.add(version.path("sha256").asText());
        Caller.read(owner.audit().lines().findFirst().orElseThrow())
                .path("entries")
                .forEach(entry -> traces.add(entry.path("leaf").asText()));
        JsonNode response = owner.post("/v1/responses", asking()).well().json();
        traces.add(response.path("id").asText());
        Owned.Screened screened = screened();
        traces.addAll(List.of(screened.scan(), screened.request(), screened.incident()));
        assertThat(traces).allMatch(trace -> trace.length() > 5);
        return new Owned(
                document, key.path("id").asText(), response.path("id").asText(), screened, traces);
    }

    private static Owned.Screened screened() {
        JsonNode scan = owner.post("/api/phi/scan", note().put("keep", true)).well().json();
        ObjectNode wish = Caller.JSON.createObjectNode().put("reason", "The ward asks for it.");
        wish.put("scanId", scan.path("scanId").asText()).put("finding", 0);
        JsonNode request = owner.post("/api/phi/access-requests", wish).well().json();
        ObjectNode summary = Caller.JSON.createObjectNode().put("summary", "A letter was lost.");
        JsonNode incident = owner.post("/api/phi/incidents", summary).well().json();
        return new Owned.Screened(
                scan.path("scanId").asText(),
                request.path("requestId").asText(),
                incident.path("incidentId").asText());
    }

    private static ObjectNode note() {
        return Caller.JSON
                .createObjectNode()
                .put("content", "Write to nina.holt@example.org.")
                .put("context", "ai_input")
                .put("resourceType", "note")
                .put("resourceId", "note-7");
    }

    @Test
    @Tag("GOV-5")
    void noRouteShowsAStrangerWhatIsNotTheirs() {
        for (Route route : inside.house().routes().all()) {
            for (String path : paths(route)) {
                Caller.Heard heard = visit(stranger, route, path);
                String what = route.verb() + " " + path + ": " + heard.text();
                owned.traces()
                        .forEach(trace -> assertThat(heard.text()).as(what).doesNotContain(trace));
                assertThat(heard.status()).as(what).isIn(expected(route));
            }
        }
        assertThat(stranger.audit()).doesNotContain(owned.traces());
        assertThat(owner.get("/api/v1/docs/" + owned.document()).well().text()).contains(WORD);
        String keys = owner.get("/api/governance/keys").well().text();
        assertThat(keys).contains(owned.key()).doesNotContain("revoked");
    }

    /** The same walk with the owner's key finds what the stranger must not: the traces are real. */
    @Test
    void theOwnerSeesAllOfIt() {
        Set<String> seen = new TreeSet<>();
        for (Route route : inside.house().routes().all()) {
            if (changes(route)) {
                continue;
            }
            for (String path : paths(route)) {
                Caller.Heard heard = visit(owner, route, path);
                assertThat(heard.status()).as(route.verb() + " " + path).isLessThan(300);
                owned.traces().stream().filter(heard.text()::contains).forEach(seen::add);
            }
        }
        List<String> missing = new ArrayList<>(owned.traces());
        missing.removeAll(seen);
        assertThat(missing).as("traces that no route shows").isEmpty();
    }

    @Test
    @Tag("GTW-3")
    void rememberedAnswersStayWithTheirTenant() {
        ObjectNode prompt = Chat.asking("Say a word about rivers.").put("temperature", 0);
        assertThat(cache(Chat.send(owner, prompt))).isEqualTo("miss");
        assertThat(cache(Chat.send(owner, prompt))).isEqualTo("hit");
        assertThat(cache(Chat.send(stranger, prompt))).isEqualTo("miss");
        assertThat(cache(Chat.send(stranger, prompt))).isEqualTo("hit");
    }

    @Test
    @Tag("LIB-29")
    void sameFileIsNewForAnotherTenant() {
        byte[] same = "# Shared\n\nBoth wards hold this leaflet.\n".getBytes(UTF_8);
        JsonNode first = owner.offer("leaflet.md", "text/markdown", same).well().json();
        JsonNode again = owner.offer("leaflet.md", "text/markdown", same).well().json();
        JsonNode other = stranger.offer("leaflet.md", "text/markdown", same).well().json();
        assertThat(again.path("document_id")).isEqualTo(first.path("document_id"));
        assertThat(other.path("document_id")).isNotEqualTo(first.path("document_id"));
        assertThat(other.path("outcome")).isEqualTo(first.path("outcome"));
    }

    @Test
    void strangersQuestionAboutForeignThingsIsNotAnswered() {
        JsonNode answer = stranger.ask(QUESTION).well().json();
        assertThat(answer.path("abstained").path("reason").asText()).isNotEmpty();
        assertThat(answer.path("sources")).isEmpty();
        String plain = Chat.content(Chat.send(stranger, Chat.asking(QUESTION)));
        assertThat(plain).doesNotContain("larkspurin");
    }

    private static String cache(Caller.Heard heard) {
        return heard.well().header("x-portcullis-cache");
    }

    /** Concrete paths of a route: its variables name things of the first tenant. */
    private static List<String> paths(Route route) {
        String id = named(route.path());
        String path =
                route.path()
                        .replace("{id...}", "default")
                        .replace("{id}", id)
                        .replace("{n}", "1")
                        .replace("{p}", "1");
        assertThat(path).as("a variable that this walk cannot fill").doesNotContain("{");
        if (path.endsWith("/span")) {
            return List.of(path + "?page=1&start=0&end=20");
        }
        if (path.equals("/api/phi/scans")) {
            return List.of(path + "?resourceType=note&resourceId=note-7");
        }
        return path.endsWith("/entries")
                ? List.of(path, path + "?after=0&limit=500")
                : List.of(path);
    }

    /** What the placeholder of a path stands for. */
    private static String named(String path) {
        if (path.startsWith("/v1/responses")) {
            return owned.response();
        }
        if (path.startsWith("/api/phi/access-requests")) {
            return owned.screened().request();
        }
        if (path.startsWith("/api/phi/incidents")) {
            return owned.screened().incident();
        }
        if (path.startsWith("/api/phi/")) {
            return owned.screened().scan();
        }
        return path.startsWith("/api/governance/keys") ? owned.key() : owned.document();
    }

    private static ObjectNode asking() {
        return Caller.JSON.createObjectNode().put("model", "default").put("input", QUESTION);
    }

    /** What the first tenant would send; a new route that takes a body must be added here. */
    private static JsonNode body(Route route) {
        ObjectNode body = Caller.JSON.createObjectNode();
        return switch (route.path()) {
            case "/v1/responses" -> asking();
            case "/v1/chat/completions", "/v1/messages/count_tokens" -> Chat.asking(QUESTION);
            case "/v1/messages" -> Chat.asking(QUESTION).put("max_tokens", 200);
            case "/v1/embeddings" -> asking().put("model", "bge-small-en-v1.5");
            case "/api/v1/chat" -> body.put("question", QUESTION);
            case "/api/ai/stream" -> body.put("operation", "chat").put("input", QUESTION);
            case "/api/v1/cache/invalidate" -> body.put("tag", "model:default");
            case "/api/governance/budgets/acknowledge" -> body.put("target", "offline/none");
            case "/api/v1/search" -> body.put("query", QUESTION).put("k", 50);
            case "/api/phi/scan" -> note();
            case "/api/phi/redact" -> note().put("style", "placeholder");
            case "/api/phi/policies" -> body.put("context", "upload").put("policy", "redact");
            case "/api/phi/override/{id}" -> Caller.read(REASONS);
            case "/api/phi/access-requests" ->
                    body.put("reason", "The ward asks for it.")
                            .put("scanId", owned.screened().scan())
                            .put("finding", 0);
            case "/api/phi/access-requests/{id}/decide" -> body.put("decision", "approve");
            case "/api/phi/reveal" -> body.put("token", "pr_of_somebody_else");
            case "/api/phi/incidents" -> body.put("summary", "A door stood open.");
            case "/api/phi/incidents/{id}/steps" ->
                    body.put("step", "containment").put("note", "Closed.");
            default -> {
                boolean taken = route.bodyCap() == 0 || KNOWN.contains(route.path());
                assertThat(taken).as("a body for " + route.path()).isTrue();
                yield route.path().equals("/api/governance/keys") && route.verb() == Verb.POST
                        ? body.put("name", "walk")
                        : body;
            }
        };
    }

    private static Caller.Heard visit(Caller caller, Route route, String path) {
        String body = route.bodyCap() == 0 ? "" : body(route).toString();
        return caller.send(route.verb().name(), path, body);
    }

    /** A foreign thing is absent; everything else works, but this walk has no file to upload. */
    private static Set<Integer> expected(Route route) {
        boolean named = FOREIGN.contains(route.path()) && route.verb() == Verb.POST;
        if (named || route.path().contains("{id}") || route.path().endsWith("/acknowledge")) {
            return Set.of(404);
        }
        return isUpload(route) ? Set.of(400, 415) : Set.of(200, 201);
    }

    private static boolean isUpload(Route route) {
        return route.path().equals("/api/v1/docs") && route.verb() == Verb.POST;
    }

    private static boolean changes(Route route) {
        return route.verb() != Verb.GET && !ASKING.contains(route.path());
    }
}
