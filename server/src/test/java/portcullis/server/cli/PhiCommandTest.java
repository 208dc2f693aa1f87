package portcullis.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhiCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder = Path.of("");

    private int scan(String... arguments) {
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err));
        Desk desk = new Desk(terminal, Map.of(), Clock.systemUTC());
        List<String> all = new ArrayList<>(List.of("phi", "scan"));
        all.addAll(List.of(arguments));
        return CommandTree.of(desk).execute(all.toArray(String[]::new));
    }

    private String file(String text) throws IOException {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    private String file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "note", ".txt"), bytes).toString();
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    @Tag("SCR-18")
    void findingIsShownByPlaceAndTypeOnly() throws IOException {
        int exit = scan("--json", file("é \ud83d\ude42 ssn 123-45-6789"));
        assertThat(exit).isEqualTo(1);
        JsonNode finding = json().at("/findings/0");
        assertThat(finding.path("start").asInt()).isEqualTo(9);
        assertThat(finding.path("end").asInt()).isEqualTo(20);
        assertThat(finding.path("types").get(0).asText()).isEqualTo("SSN");
        assertThat(finding.path("band").asText()).isEqualTo("high");
        assertThat(finding.path("rule").asText()).isEqualTo("ssn");
        assertThat(finding.path("view").asText()).isEqualTo("raw");
        assertThat(json().path("riskLevel").asText()).isEqualTo("low");
        assertThat(out.toString()).doesNotContain("6789");
    }

    @Test
    void tableShowsNoTextOfTheFindings() throws IOException {
        assertThat(scan(file("mail jane@example.com"))).isEqualTo(1);
        assertThat(out.toString()).contains("EMAIL").doesNotContain("jane");
    }

    @Test
    void nothingFoundIsZero() throws IOException {
        assertThat(scan(file("The fundus was normal."))).isZero();
        assertThat(out.toString()).contains("0 findings");
    }

    @Test
    void exportIsToldAndNotBlocked() throws IOException {
        assertThat(scan("--context", "export", "--json", file("ssn 123-45-6789"))).isEqualTo(1);
        assertThat(json().path("findings")).hasSize(1);
    }

    @Test
    @Tag("SCR-9")
    void malformedBytesAreRefused() throws IOException {
        assertThat(scan(file(new byte[] {'a', (byte) 0xC3, '('}))).isEqualTo(2);
        assertThat(err.toString()).contains("is not UTF-8");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    @Tag("SCR-9")
    void moreThanFourMebibytesOfTextIsRefused() throws IOException {
        assertThat(scan(file("a ".repeat(2 * 1024 * 1024 + 1)))).isEqualTo(2);
        assertThat(err.toString()).contains("SCAN_TOO_LARGE");
        assertThat(scan(file(new byte[13 * 1024 * 1024]))).isEqualTo(2);
    }

    @Test
    void missingFileIsAnErrorAndTheOthersAreRead() throws IOException {
        String good = file("mail jane@example.com");
        assertThat(scan(folder.resolve("none").toString(), good)).isEqualTo(2);
        assertThat(out.toString()).contains("EMAIL");
    }

    @Test
    void wrongContextIsAnError() throws IOException {
        assertThat(scan("--context", "moon", file("x"))).isEqualTo(2);
        assertThat(scan("--strict-names", "maybe", file("x"))).isEqualTo(2);
        assertThat(scan()).isEqualTo(2);
    }

    @Test
    @Tag("SCR-26")
    void strictNamesAreOnUnlessSwitchedOff() throws IOException {
        assertThat(scan(file("Zorblatt went home."))).isEqualTo(1);
        assertThat(scan("--strict-names", "off", file("The fundus was normal."))).isZero();
    }

    @Test
    void linesKeepTheirIdsAndFailAlone() throws IOException {
        String rows =
                "{\"id\":\"a\",\"text\":\"ssn 123-45-6789\"}\n\n{\"id\":7,\"text\":\"fine\"}\n"
                        + "no json 123-45-6789\n{\"id\":\"b\"}\n{\"text\":\"a@b.org\"}";
        assertThat(scan("--jsonl", file(rows))).isEqualTo(2);
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).startsWith("{\"id\":\"a\",").contains("SSN");
        assertThat(lines.get(1)).startsWith("{\"id\":7,").contains("\"findings\":[]");
        assertThat(lines.get(2)).isEqualTo("{\"line\":4,\"error\":\"is not JSON\"}");
        assertThat(lines.get(3)).isEqualTo("{\"id\":\"b\",\"error\":\"has no field text\"}");
        assertThat(lines.get(4)).startsWith("{\"line\":6,").contains("EMAIL");
    }

    @Test
    void malformedLineFailsAlone() throws IOException {
        byte[] rows = "{\"text\":\"?\"}\n{\"text\":\"a@b.org\"}\n".getBytes(StandardCharsets.UTF_8);
        rows[9] = (byte) 0xFF;
        assertThat(scan("--jsonl", file(rows))).isEqualTo(2);
        assertThat(out.toString()).contains("is not UTF-8").contains("EMAIL");
    }
}
