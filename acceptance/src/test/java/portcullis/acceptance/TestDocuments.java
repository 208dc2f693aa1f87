package portcullis.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real documents that lie beside the checkout; tests that need one skip when it is absent. */
final class TestDocuments {
    private TestDocuments() {}

    static byte[] read(String name) {
        Path root = Path.of(System.getProperty("portcullis.root", "."));
        String named =
                System.getProperty(
                        "portcullis.testdata",
                        System.getenv().getOrDefault("PORTCULLIS_TESTDATA", "../shared/data"));
        Path file = root.resolve(named).resolve("docs").resolve(name);
        Assumptions.assumeTrue(Files.isRegularFile(file), "test data absent: " + file);
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
