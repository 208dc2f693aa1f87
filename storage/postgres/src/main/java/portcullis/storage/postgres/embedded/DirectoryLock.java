package portcullis.storage.postgres.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Holds a directory for one process. The kernel lets go of it when the process ends in any way, so
 * there is never a stale lock to remove.
 *
 * <p>Beside it the file {@code holder} says who holds it, for the sentence the loser sees and for
 * this very process: the kernel drops a process's lock as soon as that process closes the file
 * anywhere, so the holder itself must not even look at the lock again.
 */
final class DirectoryLock implements AutoCloseable {
    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    static DirectoryLock take(Path directory) {
        if (holder(directory).equals(self())) {
            throw inUse(directory);
        }
        FileChannel channel = open(directory);
        if (locked(channel, directory) == null) {
            closeQuietly(channel);
            throw inUse(directory);
        }
        try {
            Files.writeString(holderFile(directory), self(), StandardCharsets.US_ASCII);
            return new DirectoryLock(directory, channel);
        } catch (IOException trouble) {
            closeQuietly(channel);
            throw Folders.noAccess(holderFile(directory));
        }
    }

    /** True when some process holds the directory now, this one included. */
    static boolean held(Path directory) {
        if (!Files.exists(directory.resolve("lock"))) {
            return false;
        }
        if (holder(directory).equals(self())) {
            return true;
        }
        FileChannel channel = open(directory);
        boolean free = locked(channel, directory) != null;
        closeQuietly(channel);
        return !free;
    }

    private static @Nullable FileLock locked(FileChannel channel, Path directory) {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        } catch (IOException trouble) {
            closeQuietly(channel);
            throw Folders.noAccess(directory.resolve("lock"));
        }
    }

    private static FileChannel open(Path directory) {
        Path file = directory.resolve("lock");
        try {
            FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
            Files.setPosixFilePermissions(file, Binaries.permissions(0600));
            return channel;
        } catch (IOException trouble) {
            throw Folders.noAccess(file);
        }
    }

    private static CannotStart inUse(Path directory) {
        return new CannotStart(
                CannotStart.Reason.IN_USE,
                "The directory "
                        + directory
                        + " is used by another Portcullis (process "
                        + holder(directory).split(" ")[0]
                        + "). Stop that one, or name another folder with data.directory.");
    }

    private static Path holderFile(Path directory) {
        return directory.resolve("holder");
    }

    private static String holder(Path directory) {
        try {
            String words = Files.readString(holderFile(directory), StandardCharsets.US_ASCII);
            return words.matches("[0-9]{1,10} [0-9TZ:.-]{1,40}") ? words : "unknown";
        } catch (IOException nobody) {
            return "unknown";
        }
    }

    // With its start, because a process id is used again, in containers at every start.
    private static String self() {
        ProcessHandle process = ProcessHandle.current();
        return process.pid() + " " + process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException nothingToSave) {
            // The lock ends with the process at the latest.
        }
    }

    @Override
    public void close() {
        if (channel.isOpen()) {
            try {
                Files.deleteIfExists(holderFile(directory));
            } catch (IOException stays) {
                // Then this process will not come back to the directory; others can.
            }
            closeQuietly(channel);
        }
    }
}
