package portcullis.storage.postgres.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the launcher does with folders: make them private, look at the way to them, remove them. */
final class Folders {
    private Folders() {}

    /** Makes the folder if need be and closes it for everybody else (0700). */
    static Path owned(Path folder) {
        try {
            Files.createDirectories(folder);
            if (!Unprivileged.ours(folder)) {
                throw noAccess(folder);
            }
            return Files.setPosixFilePermissions(folder, Binaries.permissions(0700));
        } catch (IOException trouble) {
            throw noAccess(folder);
        }
    }

    /** True when any account may walk to this folder. */
    static boolean openToAll(Path folder) {
        for (Path step = folder; step != null; step = step.getParent()) {
            if (!openStep(step)) {
                return false;
            }
        }
        return true;
    }

    private static boolean openStep(Path step) {
        try {
            return Files.getPosixFilePermissions(step).contains(PosixFilePermission.OTHERS_EXECUTE);
        } catch (IOException trouble) {
            return false;
        }
    }

    /** Gives a folder and everything in it to another account; what has it already stays. */
    static void give(Path folder, int account) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                if (!Files.getAttribute(each, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                        .equals(account)) {
                    Files.setAttribute(each, "unix:uid", account, LinkOption.NOFOLLOW_LINKS);
                    Files.setAttribute(each, "unix:gid", account, LinkOption.NOFOLLOW_LINKS);
                }
            }
        } catch (IOException | UncheckedIOException trouble) {
            throw noAccess(folder);
        }
    }

    /** Removes a folder and everything in it; a folder that is not there is fine. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (UncheckedIOException trouble) {
            throw trouble.getCause();
        }
    }

    static CannotStart noAccess(Path path) {
        return new CannotStart(
                CannotStart.Reason.NO_ACCESS,
                "The path "
                        + path
                        + " cannot be read or written by this account. Give the account the folder"
                        + " or name another with data.directory.");
    }
}
