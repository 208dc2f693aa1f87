package portcullis.storage.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class UnixSocketTest {
    private static final InetSocketAddress UNUSED = InetSocketAddress.createUnresolved("x", 1);

    @TempDir Path folder;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void bytesGoBothWaysInPartsLargerThanEveryBuffer() throws Exception {
        byte[] sent = new byte[3 << 20];
        new java.util.Random(7).nextBytes(sent);
        try (Socket socket = connected();
                ExecutorService peer = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> echo = peer.submit(() -> echo(sent.length));
            Future<?> writer = peer.submit(() -> write(socket.getOutputStream(), sent));
            assertThat(socket.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
            writer.get(10, TimeUnit.SECONDS);
            echo.get(10, TimeUnit.SECONDS);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aSilentPeerIsGivenUpAfterTheTimeout() throws Exception {
        try (Socket socket = connected();
                SocketChannel silent = server.accept()) {
            assertThat(silent.isConnected()).isTrue();
            socket.setSoTimeout(100);
            long before = System.nanoTime();
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isBetween(Duration.ofMillis(90), Duration.ofSeconds(5));
        }
    }

    @Test
    void aPeerThatReadsNothingIsGivenUpAfterTheTimeout() throws Exception {
        try (Socket socket = connected();
                SocketChannel silent = server.accept()) {
            assertThat(silent.isConnected()).isTrue();
            socket.setSoTimeout(100);
            assertThatThrownBy(() -> write(socket.getOutputStream(), new byte[8 << 20]))
                    .hasRootCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void closingWakesWhoReads() throws Exception {
        Socket socket = connected();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            InputStream in = socket.getInputStream();
            Future<Integer> reading = readers.submit(() -> in.read());
            socket.close();
            assertThat(reading)
                    .failsWithin(Duration.ofSeconds(5))
                    .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                    .withCauseInstanceOf(SocketException.class);
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @Test
    void anInterruptedReaderClosesTheSocket() throws Exception {
        try (Socket socket = connected();
                SocketChannel silent = server.accept()) {
            assertThat(silent.isConnected()).isTrue();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessage("closed by interrupt");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @Test
    void nothingButTheLocalSocketCanBeReached() {
        UnixSocketFactory factory = new UnixSocketFactory(folder.resolve("s").toString());
        assertThatThrownBy(() -> factory.createSocket("localhost", 1).close())
                .isInstanceOf(UnknownHostException.class);
        Socket nowhere = new UnixSocketFactory(folder.resolve("none").toString()).createSocket();
        assertThatThrownBy(() -> nowhere.connect(UNUSED, 10)).isInstanceOf(IOException.class);
        assertThat(nowhere.isConnected()).isFalse();
    }

    private Socket connected() throws IOException {
        Socket socket = new UnixSocketFactory(folder.resolve("s").toString()).createSocket();
        socket.connect(UNUSED, 1000);
        return socket;
    }

    private Void echo(int length) throws IOException {
        try (SocketChannel peer = server.accept()) {
            ByteBuffer part = ByteBuffer.allocate(7001);
            for (int done = 0; done < length; ) {
                done += peer.read(part);
                part.flip();
                while (part.hasRemaining()) {
                    peer.write(part);
                }
                part.clear();
            }
            return null;
        }
    }

    private static Void write(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
            return null;
        } catch (IOException trouble) {
            throw new IllegalStateException(trouble);
        }
    }
}
