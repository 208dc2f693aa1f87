package portcullis.server.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import portcullis.server.settings.Settings;

/** Asks a running server whether it is ready; for container health checks. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description = "Asks the configured server; exit code 0 when it is ready, 1 otherwise.")
final class HealthCommand implements Callable<Integer> {
    private static final int PATIENCE_MILLIS = 3000;
    private final Desk desk;

    @Mixin private Configured configured = new Configured();

    @Option(names = "--port", paramLabel = "PORT", description = "Port to ask.")
    private String port = "";

    HealthCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        Map<String, String> flags = port.isEmpty() ? Map.of() : Map.of("server.port", port);
        return desk.with(configured, flags, this::ask);
    }

    private int ask(Settings settings) {
        Settings.Server server = settings.server();
        String host = server.host().equals("0.0.0.0") ? "127.0.0.1" : server.host();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, server.port()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            String question =
                    "GET /health/ready HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String status = answer.readLine();
            boolean ready = status != null && status.contains(" 200 ");
            desk.terminal().say(ready ? "ready" : "not ready");
            return ready ? Exits.OK : Exits.FAILED;
        } catch (IOException unreachable) {
            desk.terminal().note("No server answers there.");
            return Exits.FAILED;
        }
    }
}
