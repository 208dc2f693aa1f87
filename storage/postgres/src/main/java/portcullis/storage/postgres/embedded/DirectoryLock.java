package portcullis.storage.postgres.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Holds a directory for one process. The kernel lets go of it when the process ends in any way, so
 * there is never a stale lock to remove. The file names the holder for the sentence the loser sees.
 */
final class DirectoryLock implements AutoCloseable {
    private static final String NAME = "lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock take(Path directory) {
        FileChannel channel = open(directory);
        try {
            if (locked(channel) == null) {
                throw inUse(directory);
            }
            channel.truncate(0);
            String pid = Long.toString(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            return new DirectoryLock(channel);
        } catch (CannotStart taken) {
            closeQuietly(channel);
            throw taken;
        } catch (IOException trouble) {
            closeQuietly(channel);
            throw Folders.noAccess(directory.resolve(NAME));
        }
    }

    /** True when some process holds the directory now. */
    static boolean held(Path directory) {
        if (!Files.exists(directory.resolve(NAME))) {
            return false;
        }
        try (FileChannel channel = open(directory);
                FileLock lock = locked(channel)) {
            return lock == null;
        } catch (IOException trouble) {
            throw Folders.noAccess(directory.resolve(NAME));
        }
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    private static FileChannel open(Path directory) {
        try {
            return FileChannel.open(directory.resolve(NAME), CREATE, READ, WRITE);
        } catch (IOException trouble) {
            throw Folders.noAccess(directory.resolve(NAME));
        }
    }

    private static CannotStart inUse(Path directory) {
        return new CannotStart(
                CannotStart.Reason.IN_USE,
                "The directory "
                        + directory
                        + " is used by another Portcullis (process "
                        + holder(directory)
                        + "). Stop that one, or name another folder with data.directory.");
    }

    private static String holder(Path directory) {
        try {
            String pid = Files.readString(directory.resolve(NAME), StandardCharsets.US_ASCII);
            return pid.matches("[0-9]{1,10}") ? pid : "unknown";
        } catch (IOException trouble) {
            return "unknown";
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException nothingToSave) {
            // The lock was never ours.
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
