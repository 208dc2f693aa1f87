package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A script of ours that uses an official npm package, run by node in a process of its own.
 *
 * @param needs the package, as it lies in {@code node_modules}
 */
record NodeScript(String file, String needs, Map<String, String> environment) {
    private static final Path FOLDER =
            Path.of(System.getProperty("portcullis.root", "."), "acceptance", "sdk-npm");

    /** Runs one task and returns what the package understood. */
    JsonNode run(String task, String text) throws IOException, InterruptedException {
        Path installed = FOLDER.resolve("node_modules").resolve(needs);
        Assumptions.assumeTrue(
                Files.isDirectory(installed),
                "not installed: " + installed + " (npm ci in " + FOLDER.getFileName() + ")");
        Path errors = Files.createTempFile("sdk-npm", ".err");
        try {
            return run(List.of("node", file, task, text), errors);
        } finally {
            Files.delete(errors);
        }
    }

    private JsonNode run(List<String> command, Path errors)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(FOLDER.toFile())
                        .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process node = builder.start();
        try {
            assertThat(node.waitFor(40, TimeUnit.SECONDS)).as("node ended").isTrue();
            byte[] out = node.getInputStream().readAllBytes();
            assertThat(node.exitValue()).as(Files.readString(errors)).isZero();
            return new ObjectMapper().readTree(new String(out, StandardCharsets.UTF_8));
        } finally {
            node.destroyForcibly();
        }
    }
}
