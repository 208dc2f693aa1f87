package portcullis.server.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import portcullis.kernel.SensitiveText;
import portcullis.server.settings.Settings;

/**
 * Calls of a command to the server of its configuration, over HTTP on this machine like any client:
 * with a key, through the front door.
 */
record LocalCall(String host, int port, SensitiveText key) {
    private static final int CONNECT_MILLIS = 3_000;
    private static final int ANSWER_MILLIS = 120_000;
    private static final int LARGEST = 64 << 20;

    /** What came back; header names in lower case. */
    record Heard(int status, Map<String, String> headers, String body) {}

    static LocalCall to(Settings.Server server, SensitiveText key) {
        String host = server.host().equals("0.0.0.0") ? "127.0.0.1" : server.host();
        return new LocalCall(host, server.port(), key);
    }

    Heard get(String path) throws IOException {
        return call("GET", path, "");
    }

    Heard post(String path, String json) throws IOException {
        return call("POST", path, json);
    }

    private Heard call(String method, String path, String json) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            String head =
                    method
                            + " "
                            + path
                            + " HTTP/1.1\r\nHost: "
                            + host
                            + "\r\nAuthorization: Bearer "
                            + key.reveal()
                            + "\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length
                            + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return heard(new BufferedInputStream(socket.getInputStream()));
        }
    }

    /** The server writes whole answers with their length. */
    private static Heard heard(InputStream in) throws IOException {
        String[] status = line(in).split(" ", 3);
        if (status.length < 2 || !status[1].matches("\\d{3}")) {
            throw new IOException("not an HTTP answer");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        String length = headers.getOrDefault("content-length", "0");
        if (!length.matches("\\d{1,9}") || Integer.parseInt(length) > LARGEST) {
            throw new IOException("an answer of unknown length");
        }
        byte[] body = in.readNBytes(Integer.parseInt(length));
        return new Heard(
                Integer.parseInt(status[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
