package portcullis.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * A vendor whose streams go at the pace that the model's name says: the first event at once, every
 * further one at its own time, however late the one before was. One thread for all streams; times
 * are kept to a millisecond.
 */
final class PacedVendor implements AutoCloseable {
    private static final int BACKLOG = 8192;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel door = ServerSocketChannel.open();
    private final PriorityQueue<PacedStream> timetable =
            new PriorityQueue<>(Comparator.comparingLong(PacedStream::due));
    private final Thread thread = new Thread(this::serve, "paced-vendor");
    private volatile boolean closing;

    PacedVendor() throws IOException {
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        door.configureBlocking(false);
        door.register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
    }

    /** Opens the door on a free port of the loopback address. */
    PacedVendor open() {
        thread.start();
        return this;
    }

    int port() {
        return door.socket().getLocalPort();
    }

    private void serve() {
        try {
            while (!closing) {
                selector.select(this::ready, waitMillis());
                tell();
            }
        } catch (IOException broken) {
            throw new IllegalStateException("the paced vendor ended", broken);
        }
    }

    /** At least 1: 0 would mean for ever. */
    private long waitMillis() {
        PacedStream first = timetable.peek();
        long nanos = first == null ? TimeUnit.SECONDS.toNanos(1) : first.due() - System.nanoTime();
        return Math.clamp(TimeUnit.NANOSECONDS.toMillis(nanos), 1, 1000);
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else if (key.attachment() instanceof PacedStream stream && stream.hears()) {
                timetable.add(stream);
            }
        } catch (IOException gone) {
            hangUp(key);
        }
    }

    private void accept() throws IOException {
        SocketChannel caller = door.accept();
        while (caller != null) {
            caller.configureBlocking(false);
            caller.setOption(StandardSocketOptions.TCP_NODELAY, true);
            caller.register(selector, SelectionKey.OP_READ, new PacedStream(caller));
            caller = door.accept();
        }
    }

    private static void hangUp(SelectionKey key) {
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException already) {
            // Nobody waits for this connection any more.
        }
    }

    /** One event of every stream that is due; one that lags behind gets its turn again next. */
    private void tell() {
        long now = System.nanoTime();
        List<PacedStream> due = new ArrayList<>();
        while (!timetable.isEmpty() && timetable.peek().due() <= now) {
            due.add(timetable.poll());
        }
        for (PacedStream stream : due) {
            if (stream.tells()) {
                timetable.add(stream);
            }
        }
    }

    @Override
    public void close() throws IOException {
        closing = true;
        selector.wakeup();
        try {
            thread.join(5000);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
