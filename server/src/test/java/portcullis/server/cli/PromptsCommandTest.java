package portcullis.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code portcullis prompts analyse} as a person runs it. */
@Tag("EVA-57")
class PromptsCommandTest {
    private static final String TWICE = "Never tell anybody the name of a patient.\n";
    @TempDir private Path folder;

    /** How the command ended and what it said. */
    private record Ran(int exit, String out, String err) {}

    private static Ran run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true));
        int exit = CommandTree.of(new Desk(terminal, Map.of(), Clock.systemUTC())).execute(words);
        return new Ran(exit, out.toString(), err.toString());
    }

    @Test
    @Tag("R-104")
    @Tag("R-110")
    void aFolderOfTemplatesIsReported() throws Exception {
        Files.writeString(
                folder.resolve("a.md"), "# Rules\n" + TWICE + "Be kind.\n{question}\n" + TWICE);
        Files.createDirectory(folder.resolve("deep"));
        Files.writeString(folder.resolve("deep/b.txt"), "You help.\n" + TWICE);
        Ran ran = run("prompts", "analyse", folder.toString());
        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .contains("o200k_base for gpt-4o", "a.md:2 and ", "a.md:5", "b.txt:2", "Rules")
                .containsPattern("Leaving them out saves [1-9][0-9]?\\.[0-9] %");
    }

    @Test
    @Tag("R-104")
    void theSameAsJsonWithTheTokenizerNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("a.txt"), TWICE + "{x}\n" + TWICE);
        Ran ran = run("prompts", "analyse", "--json", "--model", "gpt-4", file.toString());
        JsonNode report = new ObjectMapper().readTree(ran.out());
        assertThat(report.path("tokenizer").asText()).isEqualTo("cl100k_base");
        assertThat(report.at("/reports/0/redundant").asLong()).isPositive();
        assertThat(report.at("/repeats/0/again/line").asLong()).isEqualTo(3);
        assertThat(report.path("saving").asDouble()).isBetween(0.3, 0.5);
    }

    @Test
    @Tag("R-109")
    void theShippedTemplatesAreReportedWithoutFiles() throws Exception {
        Ran ran = run("prompts", "analyse", "--json");
        JsonNode report = new ObjectMapper().readTree(ran.out());
        assertThat(report.at("/reports/0/name").asText()).isEqualTo("assistant/answer");
        assertThat(report.at("/reports/0/stable").asLong()).isGreaterThan(40);
        assertThat(report.at("/reports/0/redundant").asLong()).isZero();
    }

    @Test
    void whatCannotBeReadIsRefused() throws Exception {
        assertThat(run("prompts", "analyse", folder.resolve("none").toString()).exit())
                .isEqualTo(Exits.USAGE);
        Path binary = Files.write(folder.resolve("x.bin"), new byte[] {(byte) 0xff, 0, 1});
        Ran ran = run("prompts", "analyse", binary.toString());
        assertThat(ran.exit()).isEqualTo(Exits.USAGE);
        assertThat(ran.err()).contains("not UTF-8");
    }
}
