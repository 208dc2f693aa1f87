package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The official npm package, run by node in a process of its own. */
record NpmSdk(String base, String key, String model) {
    private static final Path FOLDER =
            Path.of(System.getProperty("portcullis.root", "."), "acceptance", "sdk-npm");

    /** Runs one task of {@code chat.mjs} and returns what the package understood. */
    JsonNode run(String task, String text) throws IOException, InterruptedException {
        return run("chat.mjs", task, text);
    }

    /** Runs one task of a script. */
    JsonNode run(String script, String task, String text) throws IOException, InterruptedException {
        Path installed = FOLDER.resolve("node_modules/openai");
        Assumptions.assumeTrue(
                Files.isDirectory(installed),
                "not installed: " + installed + " (npm ci in " + FOLDER.getFileName() + ")");
        Path errors = Files.createTempFile("sdk-npm", ".err");
        try {
            return run(List.of("node", script, task, text), errors);
        } finally {
            Files.delete(errors);
        }
    }

    private JsonNode run(List<String> command, Path errors)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(new ArrayList<>(command))
                        .directory(FOLDER.toFile())
                        .redirectError(errors.toFile());
        builder.environment()
                .putAll(Map.of("OPENAI_BASE_URL", base, "OPENAI_API_KEY", key, "SDK_MODEL", model));
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
