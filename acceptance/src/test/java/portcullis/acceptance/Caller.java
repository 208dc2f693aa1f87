package portcullis.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import portcullis.kernel.Deadline;

/** Somebody with a key who speaks HTTP with a server. Every wait ends after a minute. */
record Caller(URI base, String key) {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> UNFINISHED = Set.of("pending", "processing");
    private static final String BOUNDARY = "portcullis-acceptance";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();

    /** What came back. */
    record Heard(int status, HttpResponse<String> response) {
        String text() {
            return response.body();
        }

        JsonNode json() {
            return read(text());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The id under which the audit chain knows this request. */
        String request() {
            return header("x-request-id");
        }

        /** This answer, when it went well. */
        Heard well() {
            assertThat(status).as(text()).isBetween(200, 299);
            return this;
        }
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    Heard get(String path) {
        return send(request(path).GET().build());
    }

    Heard post(String path, JsonNode body) {
        return send("POST", path, body.toString());
    }

    Heard send(String method, String path, String body) {
        return send(
                request(path)
                        .header("content-type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build());
    }

    /** Asks the assistant. */
    Heard ask(String question) {
        return post("/api/v1/chat", JSON.createObjectNode().put("question", question));
    }

    /** Uploads a file and waits until it is read; its document id. */
    String upload(String name, String type, byte[] content) {
        Heard taken = offer(name, type, content).well();
        String id = taken.json().path("document_id").asText();
        JsonNode status = awaitRead(id);
        assertThat(status.path("status").asText()).as(status.toString()).isEqualTo("completed");
        return id;
    }

    /** Waits until an uploaded file was read or could not be; its status. */
    JsonNode awaitRead(String id) {
        Deadline deadline = Deadline.in(PATIENCE);
        JsonNode status = get("/api/v1/docs/status/" + id).well().json();
        while (UNFINISHED.contains(status.path("status").asText()) && !deadline.passed()) {
            status = get("/api/v1/docs/status/" + id).well().json();
        }
        return status;
    }

    /** Uploads a file and waits until the index, which may lag (LIB-41), knows it as well. */
    String shelve(String name, String type, byte[] content) {
        String id = upload(name, type, content);
        ObjectNode search = JSON.createObjectNode().put("query", name).put("k", 50);
        Deadline deadline = Deadline.in(PATIENCE);
        while (!post("/api/v1/search", search).well().text().contains(id)) {
            assertThat(deadline.passed()).as("still not found: " + name).isFalse();
        }
        return id;
    }

    /** Uploads a file; what the server says about it. */
    Heard offer(String name, String type, byte[] content) {
        return send(
                request("/api/v1/docs")
                        .header("content-type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(BodyPublishers.ofByteArray(form(name, type, content)))
                        .build());
    }

    private static byte[] form(String name, String type, byte[] content) {
        String disposition = "form-data; name=\"file\"; filename=\"" + name + "\"";
        String head = "Content-Disposition: " + disposition + "\r\nContent-Type: " + type;
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--" + BOUNDARY + "\r\n" + head + "\r\n\r\n").getBytes(UTF_8));
        form.writeBytes(content);
        form.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return form.toByteArray();
    }

    /** The caller's audit chain, whole, as JSON text. */
    String audit() {
        StringBuilder all = new StringBuilder();
        String next = "0";
        while (!next.isEmpty()) {
            Heard page = get("/api/governance/audit/entries?limit=500&after=" + next).well();
            all.append(page.text()).append('\n');
            next = page.json().path("next").asText("");
        }
        return all.toString();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        if (path.startsWith("/v1/messages")) {
            request.header("anthropic-version", "2023-06-01");
        }
        return key.isEmpty() ? request : request.header("authorization", "Bearer " + key);
    }

    private static Heard send(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    CLIENT.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
            return new Heard(response.statusCode(), response);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }
}
