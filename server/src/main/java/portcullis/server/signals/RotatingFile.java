package portcullis.server.signals;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Log files by day and size: {@code portcullis-2026-01-31.log}. A finished one is packed; fourteen
 * are kept (OPS-41).
 */
final class RotatingFile implements LogSink {
    private static final int KEPT = 14;
    private final Path folder;
    private final long most;
    private final Clock clock;
    private Optional<OutputStream> out = Optional.empty();
    private LocalDate day = LocalDate.EPOCH;
    private long written;

    RotatingFile(Path folder, long most, Clock clock) {
        this.folder = folder;
        this.most = most;
        this.clock = clock;
    }

    @Override
    public void line(String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (out.isEmpty() || !today.equals(day) || written + bytes.length > most) {
            turn(today);
        }
        if (out.isPresent()) {
            out.get().write(bytes);
            written += bytes.length;
        }
    }

    @Override
    public void flush() throws IOException {
        if (out.isPresent()) {
            out.get().flush();
        }
    }

    private void turn(LocalDate today) throws IOException {
        if (out.isPresent()) {
            out.get().close();
            out = Optional.empty();
        }
        Files.createDirectories(folder);
        Path current = folder.resolve("portcullis-" + today + ".log");
        boolean full = Files.exists(current) && Files.size(current) >= most - 64 * 1024L;
        if (!today.equals(day)) {
            packOlder(current);
        } else {
            full = true;
        }
        if (full) {
            pack(current);
        }
        day = today;
        written = Files.exists(current) ? Files.size(current) : 0;
        out =
                Optional.of(
                        new BufferedOutputStream(
                                Files.newOutputStream(
                                        current,
                                        StandardOpenOption.CREATE,
                                        StandardOpenOption.APPEND)));
        prune();
    }

    private void packOlder(Path current) throws IOException {
        for (Path file : files(".log")) {
            if (!file.equals(current)) {
                pack(file);
            }
        }
    }

    private void pack(Path file) throws IOException {
        Path packed = file;
        for (int i = 1; packed.equals(file) || Files.exists(packed); i++) {
            packed = folder.resolve(file.getFileName().toString().replace(".log", "." + i + ".gz"));
        }
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(file, gzip);
        }
        Files.delete(file);
    }

    private void prune() throws IOException {
        List<Path> packed = files(".gz");
        for (int i = 0; i < packed.size() - KEPT; i++) {
            Files.delete(packed.get(i));
        }
    }

    private List<Path> files(String end) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(end))
                    .filter(file -> file.getFileName().toString().startsWith("portcullis-"))
                    .sorted(Comparator.comparingLong(RotatingFile::modified))
                    .toList();
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException gone) {
            return 0;
        }
    }
}
