package portcullis.storage.postgres.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A Unix socket in the clothes of a {@link Socket}, as far as the PostgreSQL driver needs them. The
 * JDK has the channel but no such socket. Reads and writes end after the socket's time-out, so a
 * server that hangs cannot hold a thread for ever.
 *
 * <p>Measured against TCP on the loopback address with the same server: a round trip of {@code
 * SELECT 1} takes no longer, and no other account of the machine can reach the server.
 */
final class UnixSocket extends Socket {
    private final Path path;
    private @Nullable SocketChannel channel;
    // Two, because one thread may read while another writes.
    private @Nullable Selector readable;
    private @Nullable Selector writable;
    private volatile int timeoutMillis;
    private volatile boolean closed;

    UnixSocket(Path path) {
        this.path = path;
    }

    @Override
    public void connect(SocketAddress ignored) throws IOException {
        connect(ignored, 0);
    }

    /** A local socket answers at once or not at all, so the time-out is not needed. */
    @Override
    public void connect(SocketAddress ignored, int timeout) throws IOException {
        SocketChannel opened = SocketChannel.open(UnixDomainSocketAddress.of(path));
        opened.configureBlocking(false);
        channel = opened;
        readable = Selector.open();
        writable = Selector.open();
        opened.register(readable, SelectionKey.OP_READ);
        opened.register(writable, SelectionKey.OP_WRITE);
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return length == 0 ? 0 : receive(ByteBuffer.wrap(into, from, length));
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                send(ByteBuffer.wrap(bytes, from, length));
            }
        };
    }

    private int receive(ByteBuffer into) throws IOException {
        int read = open().read(into);
        while (read == 0) {
            await(readable);
            read = open().read(into);
        }
        return read;
    }

    private void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (open().write(bytes) == 0) {
                await(writable);
            }
        }
    }

    private void await(@Nullable Selector waiting) throws IOException {
        if (waiting == null) {
            throw new SocketException("not connected");
        }
        try {
            int timeout = timeoutMillis;
            int readyKeys = waiting.select(timeout);
            waiting.selectedKeys().clear();
            if (readyKeys == 0 && Thread.currentThread().isInterrupted()) {
                close(); // half an answer was read: nobody can go on with this socket
                throw new SocketException("closed by interrupt");
            }
            if (readyKeys == 0 && timeout > 0 && !closed) {
                throw new SocketTimeoutException("the database did not answer in time");
            }
        } catch (ClosedSelectorException gone) {
            throw new SocketException("socket closed", gone);
        }
    }

    private SocketChannel open() throws SocketException {
        @Nullable SocketChannel current = channel;
        if (current == null || closed) {
            throw new SocketException("socket closed");
        }
        return current;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        @Nullable SocketChannel current = channel;
        if (current != null) {
            current.close();
        }
        wake(readable);
        wake(writable);
    }

    // Closing a selector wakes whoever waits at it.
    private static void wake(@Nullable Selector waited) throws IOException {
        if (waited != null) {
            waited.close();
        }
    }

    @Override
    public boolean isConnected() {
        return channel != null;
    }

    @Override
    public boolean isBound() {
        return channel != null;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void setSoTimeout(int millis) {
        timeoutMillis = millis;
    }

    @Override
    public int getSoTimeout() {
        return timeoutMillis;
    }

    // What follows tunes TCP; a local socket has nothing of it.

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public void setSendBufferSize(int size) {}

    @Override
    public int getSendBufferSize() {
        return 1 << 16;
    }

    @Override
    public void setReceiveBufferSize(int size) {}

    @Override
    public int getReceiveBufferSize() {
        return 1 << 16;
    }

    @Override
    public String toString() {
        return "UnixSocket";
    }
}
