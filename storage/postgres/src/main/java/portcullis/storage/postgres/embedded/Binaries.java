package portcullis.storage.postgres.embedded;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs out of the jar, unpacked once per account and version (about 60 MB). The
 * folder appears by one rename, so a reader sees all of it or none; its name carries the version,
 * so another version unpacks beside it.
 *
 * @param home holds {@code bin}, {@code lib} and {@code share}
 */
record Binaries(Path home) {
    /** Version of the binaries pinned in the root POM; the major version fixes the file format. */
    static final String VERSION = "18.6.0";

    static final String MAJOR = "18";

    /** Unpacks below the first of these folders that can be written. */
    static Binaries below(List<Path> folders) {
        List<String> troubles = new ArrayList<>();
        for (Path folder : folders) {
            try {
                return new Binaries(unpacked(folder));
            } catch (IOException | UncheckedIOException trouble) {
                troubles.add(folder + " (" + trouble.getClass().getSimpleName() + ")");
            }
        }
        throw new CannotStart(
                CannotStart.Reason.NO_BINARIES,
                "The PostgreSQL programs cannot be unpacked to "
                        + String.join(" or ", troubles)
                        + ". Make one of these folders writable and executable.");
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static Path unpacked(Path folder) throws IOException {
        Path target = folder.resolve("postgresql-" + VERSION + "-" + architecture());
        if (Files.isExecutable(target.resolve("bin/postgres"))) {
            return target;
        }
        Files.createDirectories(folder);
        Path fresh = Files.createTempDirectory(folder, "unpacking-");
        try {
            Files.setPosixFilePermissions(fresh, permissions(0755));
            unpack(fresh);
            Files.move(fresh, target, ATOMIC_MOVE);
        } catch (FileSystemException trouble) {
            // Another process may have renamed its copy first; then that one is as good.
            if (!Files.isExecutable(target.resolve("bin/postgres"))) {
                throw trouble;
            }
        } finally {
            Folders.delete(fresh);
        }
        return target;
    }

    private static void unpack(Path into) throws IOException {
        try (InputStream packed = packed();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(
                                new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                place(entry, tar, into);
                entry = tar.getNextEntry();
            }
        }
    }

    private static void place(TarArchiveEntry entry, InputStream bytes, Path into)
            throws IOException {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("an archive entry points outside");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            Files.setPosixFilePermissions(target, permissions(0755));
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(bytes, target);
            Files.setPosixFilePermissions(target, permissions((entry.getMode() & 0755) | 0444));
        }
    }

    private static InputStream packed() {
        String name = "/postgres-linux-" + architecture() + ".txz";
        @Nullable InputStream found = linux() ? Binaries.class.getResourceAsStream(name) : null;
        if (found == null) {
            throw new CannotStart(
                    CannotStart.Reason.NO_BINARIES,
                    "There is no embedded PostgreSQL for this machine ("
                            + System.getProperty("os.name")
                            + " "
                            + System.getProperty("os.arch")
                            + "). Set data.database to the URL of a PostgreSQL 15 or newer.");
        }
        return found;
    }

    private static boolean linux() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch", "")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            case String other -> other;
        };
    }

    static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> granted = new TreeSet<>();
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int bit = 0; bit < all.length; bit++) {
            if ((mode & (0400 >> bit)) != 0) {
                granted.add(all[bit]);
            }
        }
        return granted;
    }
}
