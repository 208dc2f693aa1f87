package portcullis.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Starts what a load run compares, and ends exactly what it started. */
final class Bench implements AutoCloseable {
    private static final Pattern KEY = Pattern.compile("pk_[0-9a-z]{12}_[0-9A-Za-z]{49}");

    /** A server's first start builds its database, and learns to start fast. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(180);

    private final Path home;
    private final Path folder;
    private final List<Process> started = new CopyOnWriteArrayList<>();
    private final int jsonPort = freePort();
    private final int ssePort = freePort();
    private final int filePort = freePort();
    private final PacedVendor paced = new PacedVendor().open();
    private final List<String> settings;

    /**
     * @param settings further lines for the configuration of Portcullis
     */
    Bench(Path home, List<String> settings) throws IOException {
        this.home = home;
        this.settings = List.copyOf(settings);
        this.folder = Files.createTempDirectory("portcullis-bench");
        // A run that is broken off ends what it started, too.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> started.forEach(Process::destroy)));
        // The web server's workers run under another account and read the events from here.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Path folder() {
        return folder;
    }

    /**
     * The provider behind every gateway: nginx with fixed answers, so that its own cost is small
     * and equal.
     */
    Subject startProvider() throws IOException, InterruptedException {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < 64; i++) {
            events.append("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",")
                    .append(
                            "\"created\":1,\"model\":\"gpt-x\",\"choices\":[{\"index\":0,\"delta\":{")
                    .append(i == 0 ? "\"role\":\"assistant\"," : "")
                    .append("\"content\":\"word \"},\"finish_reason\":null}]}\n\n");
        }
        events.append(
                        "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,")
                .append("\"model\":\"gpt-x\",\"choices\":[{\"index\":0,\"delta\":{},")
                .append("\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
        Files.writeString(folder.resolve("events.txt"), events);
        Process provider =
                nginx(
                        "provider",
                        """
                server { listen 127.0.0.1:%4$d; location / { default_type application/json; return 200
                '{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-x","choices":[{"index":0,"message":{"role":"assistant","content":"Drink enough and come back if a fever begins."},"finish_reason":"stop"}],"usage":{"prompt_tokens":190,"completion_tokens":10,"total_tokens":200}}'; } }
                server { listen 127.0.0.1:%1$d; root %3$s; types {} default_type text/event-stream; }
                server { listen 127.0.0.1:%2$d; location / { proxy_method GET; proxy_pass_request_body off;
                proxy_set_header Content-Length ""; proxy_set_header Connection ""; proxy_http_version 1.1;
                rewrite ^ /events.txt break; proxy_pass http://files; } }
                upstream files { server 127.0.0.1:%1$d; keepalive 256; keepalive_requests 100000000; }
                """
                                .formatted(filePort, ssePort, folder, jsonPort));
        await(jsonPort);
        await(ssePort);
        return new Subject(
                Subject.DIRECT,
                provider.toHandle(),
                shape -> "http://127.0.0.1:" + vendorPort(shape),
                shape -> Map.of());
    }

    private int vendorPort(Shape shape) {
        return switch (shape) {
            case JSON -> jsonPort;
            case SSE -> ssePort;
            case PACED -> paced.port();
        };
    }

    Subject nginxProxy() throws IOException, InterruptedException {
        StringBuilder servers = new StringBuilder();
        Map<Shape, Integer> ports = new EnumMap<>(Shape.class);
        for (Shape shape : Shape.values()) {
            int port = freePort();
            ports.put(shape, port);
            servers.append(
                    String.format(
                            Locale.ROOT,
                            """
                            upstream %1$s { server 127.0.0.1:%2$d; keepalive 256; keepalive_requests 100000000; }
                            server { listen 127.0.0.1:%3$d; location / { proxy_pass http://%1$s; proxy_http_version 1.1;
                            proxy_set_header Connection ""; proxy_buffering off; } }
                            """,
                            shape,
                            vendorPort(shape),
                            port));
        }
        Process process = nginx("proxy", servers.toString());
        for (int port : ports.values()) {
            await(port);
        }
        return new Subject(
                Subject.NGINX,
                process.toHandle(),
                shape -> "http://127.0.0.1:" + ports.get(shape),
                shape -> Map.of());
    }

    Subject npmGateway() throws IOException, InterruptedException {
        int port = freePort();
        ProcessBuilder builder =
                new ProcessBuilder(
                        "node",
                        home.resolve(
                                        "bench/npm-gateway/node_modules/@portkey-ai/gateway/build/start-server.js")
                                .toString(),
                        "--port=" + port,
                        "--headless");
        builder.environment().put("TRUSTED_CUSTOM_HOSTS", "127.0.0.1");
        builder.environment().put("NODE_ENV", "production");
        Process process = start("npm-gateway", builder);
        await(port);
        return new Subject(
                Subject.NPM,
                process.toHandle(),
                shape -> "http://127.0.0.1:" + port,
                shape ->
                        Map.of(
                                "x-portkey-provider",
                                "openai",
                                "Authorization",
                                "Bearer bench",
                                "x-portkey-custom-host",
                                "http://127.0.0.1:" + vendorPort(shape) + "/v1"));
    }

    Subject portcullis() throws IOException, InterruptedException {
        int port = freePort();
        Path config = written(port);
        ProcessBuilder builder =
                new ProcessBuilder(
                        home.resolve("portcullis").toString(),
                        "serve",
                        "--config",
                        config.toString());
        builder.environment().put("BENCH_KEY", "bench");
        Process process = start("portcullis", builder);
        await(port);
        String key = key();
        return new Subject(
                Subject.PORTCULLIS,
                process.toHandle(),
                shape -> "http://127.0.0.1:" + port,
                shape -> Map.of("Authorization", "Bearer " + key));
    }

    private Path written(int port) throws IOException {
        Path config = folder.resolve("portcullis.yaml");
        Files.writeString(
                config,
                """
                server: { host: 127.0.0.1, port: %d }
                data: { directory: "%s" }
                providers:
                  - { name: json, dialect: openai, base-url: "http://127.0.0.1:%d/v1", api-key: "${BENCH_KEY}" }
                  - { name: sse, dialect: openai, base-url: "http://127.0.0.1:%d/v1", api-key: "${BENCH_KEY}" }
                  - { name: paced, dialect: openai, base-url: "http://127.0.0.1:%d/v1", api-key: "${BENCH_KEY}" }
                models:
                  - { name: bench-json, targets: [ { provider: json, model: gpt-x } ] }
                  - { name: bench-sse, targets: [ { provider: sse, model: gpt-x } ] }
                %s
                limits:
                  default: { requests: 1000000/s, tokens: 100000000/s }
                %s
                """
                        .formatted(
                                port,
                                folder.resolve("data"),
                                jsonPort,
                                ssePort,
                                paced.port(),
                                pacedModels(),
                                String.join("\n", settings)));
        return config;
    }

    private static String pacedModels() {
        StringBuilder models = new StringBuilder();
        for (Pace pace : Plan.PACES) {
            models.append(
                    String.format(
                            Locale.ROOT,
                            "  - { name: %1$s, targets: [ { provider: paced, model: %1$s } ] }%n",
                            pace.model()));
        }
        return models.toString();
    }

    /** The embedded database of the Portcullis under load, which is a process of its own. */
    double databaseSeconds() {
        return ProcessHandle.allProcesses()
                .filter(
                        process ->
                                process.info().commandLine().orElse("").contains(folder.toString()))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"))
                .mapToDouble(Processor::seconds)
                .sum();
    }

    /** The key that the server prints just before it says that it is ready. */
    private String key() throws IOException, InterruptedException {
        Path log = folder.resolve("portcullis.log");
        long end = System.nanoTime() + PATIENCE;
        while (!Files.readString(log).contains("Ready in") && System.nanoTime() < end) {
            pause();
        }
        String said = Files.readString(log);
        Matcher key = KEY.matcher(said);
        if (!key.find()) {
            throw new IOException("the server printed no key:\n" + said);
        }
        return key.group();
    }

    private Process nginx(String name, String servers) throws IOException {
        Path config = folder.resolve(name + ".conf");
        Files.writeString(
                config,
                """
                worker_processes 1; worker_rlimit_nofile %4$d; daemon off; pid %1$s/%2$s.pid; error_log %1$s/%2$s.err;
                events { worker_connections 16384; }
                http { access_log off; keepalive_requests 100000000; client_body_temp_path %1$s/%2$s-body;
                proxy_temp_path %1$s/%2$s-proxy; fastcgi_temp_path %1$s/%2$s-f; uwsgi_temp_path %1$s/%2$s-u;
                scgi_temp_path %1$s/%2$s-s; client_body_buffer_size 64k;
                %3$s
                }
                """
                        .formatted(folder, name, servers, Machine.openFiles()));
        return start(
                "nginx-" + name,
                new ProcessBuilder(
                        "nginx", "-c", config.toString(), "-e", folder + "/" + name + ".err"));
    }

    private Process start(String name, ProcessBuilder builder) throws IOException {
        Process process =
                builder.redirectErrorStream(true)
                        .redirectOutput(folder.resolve(name + ".log").toFile())
                        .start();
        started.add(process);
        return process;
    }

    private static void await(int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < end) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                pause();
            }
        }
        throw new IOException("nothing listens on port " + port);
    }

    private static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(100);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        Collections.reverse(started);
        started.forEach(Process::destroy);
        for (Process process : started) {
            try {
                process.onExit().get(20, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException stuck) {
                process.destroyForcibly();
            }
        }
        paced.close();
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
