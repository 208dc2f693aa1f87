package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import portcullis.kernel.Deadline;

/** What the audit chain says at the end of a request. */
final class Receipts {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Receipts() {}

    /** The receipt of this request; waits until it is written, and refuses a second one. */
    static JsonNode only(Caller caller, String request) {
        Deadline deadline = Deadline.in(PATIENCE);
        List<JsonNode> found = of(caller, request);
        while (found.isEmpty() && !deadline.passed()) {
            found = of(caller, request);
        }
        assertThat(found).as("receipts of the request").hasSize(1);
        return found.getFirst();
    }

    private static List<JsonNode> of(Caller caller, String request) {
        return caller.audit()
                .lines()
                .flatMap(page -> Caller.read(page).path("entries").valueStream())
                .map(entry -> entry.path("entry"))
                .filter(entry -> entry.path("request").asText().equals(request))
                .filter(entry -> entry.path("kind").asText().equals("receipt"))
                .toList();
    }
}
