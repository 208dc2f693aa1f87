package portcullis.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Asks a server one thing and waits for the answer, at most ten seconds. */
final class Ask {
    private static final int PATIENCE = 10_000;

    private Ask() {}

    /** The head of the answer to a prompt. */
    static Answer prompt(Prompt prompt) throws IOException {
        try (Socket socket =
                new Socket(prompt.address().getAddress(), prompt.address().getPort())) {
            ByteBuffer request = prompt.next();
            byte[] bytes = new byte[request.remaining()];
            request.get(bytes);
            socket.getOutputStream().write(bytes);
            return read(socket, (body, from, until) -> {});
        }
    }

    /** The lines of a page. */
    static List<String> page(String address, String path) throws IOException {
        URI uri = URI.create(address);
        List<String> parts = new ArrayList<>();
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            OutputStream out = socket.getOutputStream();
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + uri.getAuthority();
            out.write((request + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            Answer answer =
                    read(
                            socket,
                            (bytes, from, until) ->
                                    parts.add(
                                            new String(
                                                    bytes,
                                                    from,
                                                    until - from,
                                                    StandardCharsets.ISO_8859_1)));
            if (answer.status() != 200) {
                throw new IOException(path + " answers " + answer.status());
            }
        }
        return String.join("", parts).lines().toList();
    }

    private static Answer read(Socket socket, Answer.Sink sink) throws IOException {
        socket.setSoTimeout(PATIENCE);
        Answer answer = new Answer(sink);
        byte[] bytes = new byte[8192];
        int length = socket.getInputStream().read(bytes);
        while (length >= 0) {
            if (answer.read(ByteBuffer.wrap(bytes, 0, length))) {
                return answer;
            }
            length = socket.getInputStream().read(bytes);
        }
        throw new IOException("the answer broke off");
    }
}
