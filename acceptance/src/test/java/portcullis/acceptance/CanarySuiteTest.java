package portcullis.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.testkit.LeakCanary;
import portcullis.testkit.LeakCanary.Leak;
import portcullis.testkit.provider.Exchange;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.redis.LocalRedis;
import portcullis.testkit.server.StartedServer;

/**
 * One invented person for each kind of identifier goes through every endpoint and every document
 * format; afterwards every sink is searched, raw and encoded, and a leak planted in each is found.
 */
@Timeout(420)
@Tag("SCR-74")
@Tag("SCR-59")
class CanarySuiteTest {
    private static final LeakCanary CANARY = LeakCanary.planting(People.canaries());

    @TempDir private static Path folder;
    private static SimulatedProvider vendor;
    private static LocalRedis redis;
    private static Collector collector;
    private static StartedServer server;
    private static Caller caller;

    @BeforeAll
    static void open() throws IOException {
        Assumptions.assumeTrue(LocalRedis.program().isPresent(), "redis-server is not installed");
        vendor = SimulatedProvider.start();
        redis = LocalRedis.start("--rdbcompression", "no");
        collector = Collector.start();
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        server =
                StartedServer.serve(
                        HouseUnderTest.data(folder),
                        Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + scratch),
                        "--config",
                        HouseUnderTest.configuration(folder, vendor.base()).toString(),
                        "--set=library.sample=false",
                        "--set=limits.default.requests=60000/min",
                        "--set=log.level=DEBUG",
                        "--set=data.redis=" + redis.url(),
                        "--set=cache.backend=redis",
                        "--set=tracing.endpoint=" + collector.base());
        caller = new Caller(server.base(), server.key().orElseThrow());
    }

    @AfterAll
    static void close() {
        for (AutoCloseable one : new AutoCloseable[] {server, vendor, collector, redis}) {
            closeOne(one);
        }
    }

    @SuppressWarnings("PMD") // what did not open is not closed
    private static void closeOne(AutoCloseable one) {
        try {
            if (one != null) {
                one.close();
            }
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Test
    @Tag("SCR-75")
    void nobodyIsSeenInAnySinkAndAPlantedLeakIsFoundInEach() throws IOException {
        askEveryEndpoint();
        uploadEveryFormat();
        List<Sink> sinks = new ArrayList<>(live());
        server.terminate();
        server.awaitEnd();
        sinks.add(new Sink("stdout", server.output().getBytes(UTF_8)));
        sinks.add(new Sink("stderr", server.errors().getBytes(UTF_8)));
        sinks.add(new Sink("traces", collector.heard()));
        for (Sink sink : sinks) {
            assertThat(sink.bytes()).as(sink.name()).isNotEmpty();
            assertThat(seen(CANARY.inBytes(sink.name(), sink.bytes()))).as(sink.name()).isEmpty();
            assertThat(CANARY.inBytes(sink.name(), planted(sink.bytes())))
                    .as("planted in " + sink.name())
                    .hasSize(CANARY.values().size());
        }
        searchFiles(HouseUnderTest.data(folder));
        searchFiles(folder.resolve("scratch"));
    }

    /** A place where something of a call may stay. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sink(String name, byte[] bytes) {}

    private static List<String> seen(List<Leak> leaks) {
        return leaks.stream()
                .map(leak -> leak.where() + ": " + CANARY.values().get(leak.value()))
                .distinct()
                .toList();
    }

    private static byte[] planted(byte[] bytes) {
        byte[] leak = People.note("leak").getBytes(UTF_8);
        byte[] both = java.util.Arrays.copyOf(bytes, bytes.length + leak.length);
        System.arraycopy(leak, 0, both, bytes.length, leak.length);
        return both;
    }

    private static void searchFiles(Path files) throws IOException {
        assertThat(seen(CANARY.inFolder(files))).isEmpty();
        Path leak = files.resolve("leak");
        Files.writeString(leak, People.note("file"));
        assertThat(CANARY.inFolder(files)).hasSize(CANARY.values().size());
        Files.delete(leak);
    }

    private static List<Sink> live() throws IOException {
        List<Sink> sinks = new ArrayList<>();
        StringBuilder asked = new StringBuilder();
        for (Exchange exchange : vendor.ledger().exchanges()) {
            asked.append(exchange.headers()).append(new String(exchange.body(), UTF_8));
        }
        sinks.add(new Sink("vendor", asked.toString().getBytes(UTF_8)));
        sinks.add(new Sink("redis", everything(redis)));
        sinks.add(new Sink("audit", caller.audit().getBytes(UTF_8)));
        for (String path : List.of("/metrics", "/health/detailed", "/v1/models")) {
            sinks.add(new Sink(path, caller.get(path).text().getBytes(UTF_8)));
        }
        return sinks;
    }

    /** All that a Redis holds, as it would tell it to a replica. */
    private static byte[] everything(LocalRedis redis) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("SYNC\r\n".getBytes(UTF_8));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            StringBuilder head = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n' && head.toString().strip().startsWith("$")) {
                    return in.readNBytes(Integer.parseInt(head.toString().strip().substring(1)));
                }
                head.append(next == '\n' ? "" : String.valueOf((char) next));
            }
            throw new IllegalStateException("this Redis tells nothing");
        }
    }

    private static void askEveryEndpoint() {
        for (boolean streamed : new boolean[] {false, true}) {
            String way = streamed ? "streamed" : "plain";
            send("/v1/chat/completions", Chat.asking(People.note("chat " + way)), streamed);
            ObjectNode responses = Caller.JSON.createObjectNode().put("model", "default");
            send("/v1/responses", responses.put("input", People.note("item " + way)), streamed);
            send("/v1/messages", messages("turn " + way), streamed);
        }
        send("/v1/messages/count_tokens", messages("count"), false);
        ObjectNode vectors = Caller.JSON.createObjectNode().put("model", "default");
        send("/v1/embeddings", vectors.put("input", People.note("vector")), false);
        ObjectNode stream = Caller.JSON.createObjectNode();
        stream.putArray("messages")
                .addObject()
                .put("role", "user")
                .put("content", People.note("s"));
        send("/api/ai/stream", stream, false);
        caller.ask(People.note("question"));
        ObjectNode search = Caller.JSON.createObjectNode().put("query", People.note("search"));
        send("/api/v1/search", search, false);
        for (String path : List.of("/v1/chat/completions", "/v1/responses", "/v1/messages")) {
            String broken = "{\"model\":\"" + People.note("fault") + "\"";
            silent(caller.send("POST", path, broken));
            silent(caller.send("POST", path, broken + ",\"messages\":7,\"input\":{}}"));
        }
    }

    private static ObjectNode messages(String word) {
        ObjectNode body = Caller.JSON.createObjectNode().put("model", "default");
        body.put("max_tokens", 2048);
        body.putArray("messages").addObject().put("role", "user").put("content", People.note(word));
        return body;
    }

    private static void send(String path, ObjectNode body, boolean streamed) {
        ObjectNode asked = streamed ? body.put("stream", true) : body;
        Caller.Heard heard = caller.post(path, asked);
        if (heard.status() >= 400) {
            silent(heard);
        }
    }

    /** A refusal repeats nothing of what was refused. */
    private static void silent(Caller.Heard heard) {
        String all = heard.text() + heard.response().headers().map();
        assertThat(seen(CANARY.inText("refusal", all))).isEmpty();
    }

    private static void uploadEveryFormat() {
        String note = People.note("document");
        String html = "<html><body><p>" + note + "</p></body></html>";
        String mail =
                "From: office@example.org\r\nTo: desk@example.org\r\nSubject: note\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\n\r\n"
                        + note;
        upload("note.txt", "text/plain", note);
        upload("SSN 536-22-8714.txt", "text/plain", "A file whose name tells.");
        upload("note.md", "text/markdown", "# Note\n\n" + note);
        upload("note.html", "text/html", html);
        upload("note.csv", "text/csv", "id,note\n1,\"" + note + "\"\n");
        upload("note.eml", "message/rfc822", mail);
        upload("note.json", "application/json", "{\"note\":\"" + note + "\"}");
    }

    private static void upload(String name, String type, String text) {
        Caller.Heard taken = caller.offer(name, type, text.getBytes(UTF_8));
        if (taken.status() >= 400) {
            silent(taken);
        } else {
            caller.awaitRead(taken.json().path("document_id").asText());
        }
    }
}
