package portcullis.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SCR-77")
class CoverageCommandTest {
    private final StringWriter out = new StringWriter();

    private int run(String... words) {
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(new StringWriter()));
        return CommandTree.of(new Desk(terminal, Map.of(), Clock.systemUTC())).execute(words);
    }

    @Test
    void theMatrixIsPrintedLineByLine() {
        assertThat(run("coverage")).isZero();
        assertThat(out.toString())
                .contains("POST /v1/messages streamed result: read ")
                .contains("POST /v1/chat/completions image: block ")
                .contains("none of them missing");
    }

    @Test
    void programsGetTheSameAsJson() throws IOException {
        assertThat(run("phi", "matrix", "--json")).isZero();
        JsonNode matrix = new ObjectMapper().readTree(out.toString());
        assertThat(matrix.path("matrix").size()).isEqualTo(matrix.path("cells").asInt());
        assertThat(matrix.at("/matrix/0/outcomes/error").asText()).isNotEmpty();
    }
}
