package portcullis.testkit.provider;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Puts bytes on one connection exactly as told: every call is one write of its own. */
final class Wire {
    /** Longer than any test waits; a forgotten connection still ends. */
    private static final Duration FOR_EVER = Duration.ofMinutes(30);

    private final Socket socket;
    private final OutputStream out;
    private final CountDownLatch gone;
    private boolean byteByByte;

    Wire(Socket socket, CountDownLatch gone) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.gone = gone;
    }

    void byteByByte(boolean on) {
        byteByByte = on;
    }

    void head(int status, Map<String, String> headers) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        raw(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** One transfer chunk in one write. */
    void chunk(byte[] bytes) throws IOException {
        byte[] size =
                (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[size.length + bytes.length + 2];
        System.arraycopy(size, 0, all, 0, size.length);
        System.arraycopy(bytes, 0, all, size.length, bytes.length);
        all[all.length - 2] = '\r';
        all[all.length - 1] = '\n';
        raw(all);
    }

    void lastChunk() throws IOException {
        raw("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    void raw(byte[] bytes) throws IOException {
        if (!byteByByte) {
            out.write(bytes);
            return;
        }
        for (byte one : bytes) {
            out.write(one);
            out.flush();
        }
    }

    /** An orderly close in the middle of whatever was going on. */
    void cut() throws IOException {
        socket.shutdownOutput();
        socket.close();
    }

    /** A TCP reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits, unless the client goes away first. */
    void pause(Duration span) throws ClientGone {
        try {
            if (span.isPositive() && gone.await(span.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ClientGone();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new ClientGone();
        }
    }

    void silence() throws ClientGone {
        pause(FOR_EVER);
    }

    /** The client closed the connection while the script was still being played. */
    static final class ClientGone extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
