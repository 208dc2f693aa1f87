package portcullis.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Keepsakes in a file of one process, so that they outlast a restart. Records have 24 bytes: the
 * second since 1970 and the digest. Two files of 100,000 records each at most; the older one goes
 * first. What cannot be written is lost. What a process itself keeps, it knows without asking here.
 */
public final class KeepsakeFile implements Keepsakes, AutoCloseable {
    private static final int RECORD = 24;
    private static final int MOST_RECORDS = 100_000;
    private static final int MOST_WAITING = 4096;

    private final Path now;
    private final Path before;
    private final Clock clock;
    private final Map<String, Long> known;
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean writing = new AtomicBoolean();

    /**
     * Reads what is there.
     *
     * @param folder exists, and is this process's own
     */
    public KeepsakeFile(Path folder, Clock clock) {
        this.now = folder.resolve("given");
        this.before = folder.resolve("given.before");
        this.clock = clock;
        Map<String, Long> all = new HashMap<>(read(before));
        all.putAll(read(now));
        this.known = Map.copyOf(all);
    }

    private static Map<String, Long> read(Path file) {
        Map<String, Long> records = new HashMap<>();
        try {
            ByteBuffer bytes =
                    ByteBuffer.wrap(Files.exists(file) ? Files.readAllBytes(file) : NONE);
            byte[] digest = new byte[RECORD - Long.BYTES];
            while (bytes.remaining() >= RECORD) { // a record may be cut at the end
                long second = bytes.getLong();
                bytes.get(digest);
                records.put(HexFormat.of().formatHex(digest), second);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return records;
    }

    private static final byte[] NONE = {};

    @Override
    public void keep(String digest) {
        if (waiting.offer(digest)) {
            write();
        }
    }

    @Override
    public Set<String> kept(Set<String> digests) {
        long oldest = clock.instant().minus(KEPT).getEpochSecond();
        return digests.stream()
                .filter(digest -> known.getOrDefault(digest, Long.MIN_VALUE) > oldest)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void write() {
        if (!waiting.isEmpty() && writing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("keepsakes").start(this::drain);
        }
    }

    private void drain() {
        try {
            append();
        } catch (IOException full) {
            waiting.clear(); // what is lost is read like text
        } finally {
            writing.set(false);
            write();
        }
    }

    private synchronized void append() throws IOException {
        List<String> some = new ArrayList<>();
        if (waiting.drainTo(some) == 0) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(some.size() * RECORD);
        for (String digest : some) {
            bytes.putLong(clock.instant().getEpochSecond()).put(HexFormat.of().parseHex(digest));
        }
        bytes.flip();
        try (FileChannel file =
                FileChannel.open(now, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.position(file.size() - file.size() % RECORD);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(false);
        }
        if (Files.size(now) >= (long) MOST_RECORDS * RECORD) {
            Files.move(now, before, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Writes what waits. */
    @Override
    public void close() {
        try {
            append();
        } catch (IOException full) {
            waiting.clear();
        }
    }
}
