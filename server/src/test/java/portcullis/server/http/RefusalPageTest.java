package portcullis.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import portcullis.kernel.RefusalCode;

class RefusalPageTest {
    private static final Path PAGE =
            Path.of(System.getProperty("portcullis.root", ".."))
                    .resolve("docs/reference/refusals.md");

    @ParameterizedTest
    @EnumSource
    @Tag("GTW-13")
    void everyRefusalIsExplainedWithWhatToDo(RefusalCode code) throws IOException {
        String row =
                Files.readAllLines(PAGE).stream()
                        .filter(line -> line.startsWith("| `" + name(code) + "` |"))
                        .findFirst()
                        .orElse("");
        String[] cells = row.split(" \\| ");
        assertThat(cells).as("a row for " + code).hasSize(5);
        assertThat(cells[1]).isEqualTo(Integer.toString(code.status()));
        assertThat(cells[2]).isEqualTo(code.sentence());
        assertThat(cells[4].length()).isGreaterThan(8);
    }

    private static String name(RefusalCode code) {
        return code.name().toLowerCase(Locale.ROOT);
    }
}
