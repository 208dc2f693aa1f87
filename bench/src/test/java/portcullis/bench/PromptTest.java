package portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromptTest {
    private final Prompt prompt =
            new Prompt(
                    new Subject(
                            Subject.PORTCULLIS,
                            ProcessHandle.current(),
                            shape -> "http://127.0.0.1:9",
                            shape -> Map.of("Authorization", "Bearer key")),
                    Shape.JSON,
                    "bench-json",
                    new Words());

    @Test
    void everyPromptIsNewAndItsQuestionHasNoDigits() {
        Set<String> bodies = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            String body = body();
            assertThat(body.substring(body.indexOf("content"))).doesNotContainPattern("\\d");
            bodies.add(body);
        }
        assertThat(bodies).hasSize(2000);
    }

    @Test
    void theLengthThatIsSaidIsTheLengthThatIsSent() {
        String request = request();
        int length = request.length() - request.indexOf("\r\n\r\n") - 4;
        assertThat(request).contains("Content-Length: " + length + "\r\n");
        assertThat(length).isBetween(900, 1200);
    }

    @Test
    void numbersAreSpelledWithLettersOfTheirDigits() {
        assertThat(Words.spell(1029, 6)).isEqualTo("aabacj");
    }

    private String body() {
        String request = request();
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }

    private String request() {
        return StandardCharsets.US_ASCII.decode(prompt.next()).toString();
    }
}
