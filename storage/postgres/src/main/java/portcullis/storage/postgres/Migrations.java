package portcullis.storage.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The migration scripts of this program, as one digest. Flyway needs over a second of CPU to find
 * that nothing is to do; a database that carries this digest was migrated by exactly these scripts.
 */
final class Migrations {
    static final String FOLDER = "db/migration";

    private Migrations() {}

    /** SHA-256 over names and contents in order, as hex; empty where they cannot be listed. */
    static Optional<String> digest() {
        @Nullable URL folder = Migrations.class.getClassLoader().getResource(FOLDER);
        if (folder == null) {
            return Optional.empty();
        }
        try {
            return switch (folder.getProtocol()) {
                case "file" -> Optional.of(hash(inFolder(Path.of(folder.toURI()))));
                case "jar" -> Optional.of(hash(inJar(folder.getPath())));
                case String _ -> Optional.empty();
            };
        } catch (IOException | URISyntaxException | IllegalArgumentException unlisted) {
            return Optional.empty();
        }
    }

    private static SortedMap<String, byte[]> inFolder(Path folder) throws IOException {
        SortedMap<String, byte[]> scripts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                scripts.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return scripts;
    }

    // The path reads file:/folder/program.jar!/db/migration.
    private static SortedMap<String, byte[]> inJar(String path)
            throws IOException, URISyntaxException {
        SortedMap<String, byte[]> scripts = new TreeMap<>();
        String file = path.substring(0, path.indexOf("!/"));
        try (JarFile jar = new JarFile(Path.of(new URI(file)).toFile())) {
            List<? extends ZipEntry> entries =
                    jar.stream().filter(entry -> entry.getName().startsWith(FOLDER + "/")).toList();
            for (ZipEntry entry : entries) {
                try (InputStream bytes = jar.getInputStream(entry)) {
                    scripts.put(
                            entry.getName().substring(FOLDER.length() + 1), bytes.readAllBytes());
                }
            }
        }
        scripts.remove("");
        return scripts;
    }

    private static String hash(SortedMap<String, byte[]> scripts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            scripts.forEach(
                    (name, bytes) -> {
                        sha.update(
                                (name + "\n" + bytes.length + "\n")
                                        .getBytes(StandardCharsets.UTF_8));
                        sha.update(bytes);
                    });
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
