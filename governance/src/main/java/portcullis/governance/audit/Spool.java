package portcullis.governance.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;

/**
 * Receipts on the local disk while the ledger is away (GOV-46): JSON lines in numbered segments,
 * mode 0600, oldest first. A segment is removed once it is in the ledger, so a crash can repeat at
 * most one segment.
 */
final class Spool {
    private static final int LINES_PER_SEGMENT = 512;
    private static final String OWNER = "process";

    private final Path directory;
    private final int capacity;
    private final EventLog log;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean broken;
    private long next = 1;
    private boolean growing;

    private record Segment(Path file, int lines) {}

    /** Opens the folder, which is made with mode 0700, and counts what an earlier process left. */
    Spool(Path directory, int capacity, EventLog log) {
        this.directory = directory;
        this.capacity = capacity;
        this.log = log;
        try {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            for (Path file : leftBehind()) {
                keep(new Segment(file, lines(file).size()));
                next = 1 + Long.parseLong(file.getFileName().toString().substring(0, 12));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the audit spool cannot be used", e);
        }
    }

    /**
     * Leaves this process's name in the folder.
     *
     * @return who used the folder before and did not end in order; the folder is ours, so it is
     *     dead
     */
    Optional<Label> signedBy(Label process) {
        Path file = directory.resolve(OWNER);
        try {
            Optional<Label> before =
                    Files.exists(file)
                            ? Optional.of(Files.readString(file)).flatMap(Spool::name)
                            : Optional.empty();
            Files.writeString(file, process.value());
            return before;
        } catch (IOException e) {
            throw new UncheckedIOException("the audit spool cannot be signed", e);
        }
    }

    /** The process ends in order and leaves nothing. */
    void unsign() {
        try {
            Files.deleteIfExists(directory.resolve(OWNER));
        } catch (IOException e) {
            // The next process declares this one dead, which is true by then.
            broken = true;
        }
    }

    private static Optional<Label> name(String text) {
        try {
            return Optional.of(new Label(text));
        } catch (IllegalArgumentException torn) {
            return Optional.empty();
        }
    }

    int waiting() {
        return waiting.get();
    }

    /** True when a further receipt may be lost; then nobody may be let in. */
    boolean full() {
        return broken || waiting.get() >= capacity;
    }

    /** Keeps receipts durably; what it cannot keep is counted and reported. */
    synchronized void add(List<Draft> receipts) {
        int fitting = Math.min(receipts.size(), Math.max(0, capacity - waiting.get()));
        int kept = 0;
        try {
            while (kept < fitting) {
                int end = Math.min(fitting, kept + room());
                write(receipts.subList(kept, end));
                kept = end;
            }
            broken = false;
        } catch (IOException e) {
            // What a broken disk took in part stays where it is; the next receipts begin anew.
            broken = true;
            growing = false;
        }
        if (kept < receipts.size()) {
            log.write(new AuditEvent.SpoolFailed(receipts.size() - kept));
        }
    }

    /** The oldest receipts; empty when nothing waits. A line that a crash cut is left out. */
    synchronized List<Draft> oldest() {
        Segment first = segments.peekFirst();
        if (first == null) {
            return List.of();
        }
        List<Draft> receipts = new ArrayList<>(first.lines);
        int torn = 0;
        for (String line : lines(first.file)) {
            Optional<Entry> entry = Entry.read(line.getBytes(StandardCharsets.UTF_8));
            entry.map(Entry::asDraft).ifPresent(receipts::add);
            torn += entry.isPresent() ? 0 : 1;
        }
        if (torn > 0) {
            log.write(new AuditEvent.SpoolTorn(torn));
        }
        return receipts;
    }

    synchronized boolean isEmpty() {
        return segments.isEmpty();
    }

    /** Removes what {@link #oldest} returned, after it is safe in the ledger. */
    synchronized void dropOldest() {
        Segment first = segments.removeFirst();
        waiting.addAndGet(-first.lines);
        growing = growing && !segments.isEmpty();
        try {
            Files.delete(first.file);
        } catch (IOException e) {
            throw new UncheckedIOException("a written segment cannot be removed", e);
        }
    }

    private void keep(Segment segment) {
        segments.addLast(segment);
        waiting.addAndGet(segment.lines);
    }

    /** Lines that the segment in writing still takes, or a whole new one. */
    private int room() {
        int left = growing ? LINES_PER_SEGMENT - segments.getLast().lines : 0;
        growing = left > 0;
        return growing ? left : LINES_PER_SEGMENT;
    }

    private void write(List<Draft> receipts) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (Draft receipt : receipts) {
            text.write(CanonicalJson.bytes(receipt.fields()));
            text.write('\n');
        }
        Path file = growing ? segments.getLast().file : newFile();
        force(file, ByteBuffer.wrap(text.toByteArray()));
        int before = growing ? segments.removeLast().lines : 0;
        segments.addLast(new Segment(file, before + receipts.size()));
        waiting.addAndGet(receipts.size());
        growing = true;
    }

    private static void force(Path file, ByteBuffer bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private Path newFile() {
        return directory.resolve(String.format(Locale.ROOT, "%012d.jsonl", next++));
    }

    private List<Path> leftBehind() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{12}\\.jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the audit spool cannot be read", e);
        }
    }
}
