package portcullis.acceptance;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import portcullis.kernel.Deadline;

/** The npm gateway {@code @portkey-ai/gateway}, for comparison, with retries and a fallback. */
record NpmGateway(Process process, int port) {
    private static final Duration START = Duration.ofSeconds(60);

    /** Empty unless {@code NPM_GATEWAY} names its start script. */
    static Optional<NpmGateway> start() throws IOException {
        String script = System.getenv("NPM_GATEWAY");
        if (script == null || script.isBlank()) {
            return Optional.empty();
        }
        int port = freePort();
        ProcessBuilder builder =
                new ProcessBuilder("node", script, "--port=" + port, "--headless")
                        .redirectErrorStream(true)
                        .redirectOutput(new File("target", "npm-gateway.log"));
        builder.environment().put("TRUSTED_CUSTOM_HOSTS", "127.0.0.1");
        builder.environment().put("NODE_ENV", "production");
        NpmGateway gateway = new NpmGateway(builder.start(), port);
        gateway.await();
        return Optional.of(gateway);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void await() {
        Deadline deadline = Deadline.in(START);
        while (!listens()) {
            if (deadline.passed() || !process.isAlive()) {
                throw new AssertionError("the npm gateway does not start");
            }
            Thread.onSpinWait();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Retries twice, then asks the second vendor; waits eight seconds for each. */
    FaultCall call(URI primary, URI second) {
        String target =
                "{\"provider\":\"openai\",\"api_key\":\"x\",\"custom_host\":\"%s\","
                        + "\"request_timeout\":8000,\"retry\":{\"attempts\":2,"
                        + "\"on_status_codes\":[408,429,500,502,503,504]}}";
        String config =
                "{\"strategy\":{\"mode\":\"fallback\"},\"targets\":["
                        + target.replace("%s", primary.toString())
                        + ","
                        + target.replace("%s", second.toString())
                        + "]}";
        return new FaultCall(
                URI.create("http://127.0.0.1:" + port),
                Map.of("x-portkey-config", config, "authorization", "Bearer bench"));
    }

    void close() {
        process.destroy();
        try {
            process.onExit().get(10, java.util.concurrent.TimeUnit.SECONDS);
        } catch (Exception late) {
            process.destroyForcibly();
        }
    }
}
