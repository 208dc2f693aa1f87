package portcullis.storage.lucene;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.CorruptIndexException;
import portcullis.kernel.TenantId;

/**
 * How far the whole index has read the change feed, and how far each tenant's part had come when
 * that was written. A part that is missing or older than its mark is damage.
 *
 * @param kind layout and vector space; an index of another kind is of no use
 * @param position last feed number applied
 * @param parts per tenant the feed number of its last commit
 */
record FeedMark(String kind, long position, Map<TenantId, Long> parts) {
    static final String FILE = "feed";

    FeedMark {
        parts = Map.copyOf(parts);
    }

    static FeedMark none(String kind) {
        return new FeedMark(kind, 0, Map.of());
    }

    /** Lines: kind, position, then one {@code tenant position} per part, then {@code end}. */
    static FeedMark read(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(FILE), StandardCharsets.UTF_8);
        try {
            if (!lines.getLast().equals("end")) {
                throw new CorruptIndexException("cut", FILE);
            }
            Map<TenantId, Long> parts = new TreeMap<>(FeedMark::byName);
            for (String line : lines.subList(2, lines.size() - 1)) {
                int gap = line.indexOf(' ');
                parts.put(
                        new TenantId(line.substring(0, gap)),
                        Long.valueOf(line.substring(gap + 1)));
            }
            return new FeedMark(lines.get(0), Long.parseLong(lines.get(1)), parts);
        } catch (RuntimeException notAMark) {
            throw new CorruptIndexException("not a feed mark", FILE, notAMark);
        }
    }

    private static int byName(TenantId left, TenantId right) {
        return left.value().compareTo(right.value());
    }

    /** Replaces the mark in one step, after it is on the disk. */
    void write(Path folder) throws IOException {
        StringBuilder lines = new StringBuilder(kind).append('\n').append(position).append('\n');
        parts.forEach((tenant, at) -> lines.append(tenant).append(' ').append(at).append('\n'));
        Path fresh = folder.resolve(FILE + ".new");
        Files.writeString(fresh, lines.append("end\n"), StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(
                fresh,
                folder.resolve(FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
