package portcullis.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files of the project as they stand in the checkout, without what builds and tools leave. */
final class Tree {
    private static final Set<String> NOT_OURS =
            Set.of("target", "node_modules", ".git", ".idea", ".vscode", "dist");
    private static final long LARGEST = 2_000_000;

    private Tree() {}

    static Path root() {
        return Path.of(System.getProperty("portcullis.root", "..")).toAbsolutePath().normalize();
    }

    static List<Path> files() {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(root(), new Walker(files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    static List<Path> files(String suffix) {
        return files().stream().filter(file -> file.toString().endsWith(suffix)).toList();
    }

    static List<Path> mainSources() {
        return files(".java").stream()
                .filter(file -> name(file).contains("/src/main/java/"))
                .toList();
    }

    static List<Path> testSources() {
        return files(".java").stream()
                .filter(file -> name(file).contains("/src/test/java/"))
                .toList();
    }

    /** Path from the root, with slashes. */
    static String name(Path file) {
        return root().relativize(file).toString().replace('\\', '/');
    }

    /** The text of a file; empty when it is not UTF-8 text or is very large. */
    static Optional<String> text(Path file) {
        try {
            return Files.size(file) > LARGEST
                    ? Optional.empty()
                    : Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (MalformedInputException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String source(Path file) {
        return text(file).orElseThrow(() -> new IllegalStateException(name(file) + " is no text"));
    }

    private static final class Walker extends SimpleFileVisitor<Path> {
        private final List<Path> files;

        Walker(List<Path> files) {
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean data = folder.getParent().equals(root()) && folder.endsWith("data");
            return data || NOT_OURS.contains(folder.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !file.getFileName().toString().equals(".git")) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
