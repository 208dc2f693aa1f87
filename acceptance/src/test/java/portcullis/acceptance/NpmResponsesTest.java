package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.Turn;

/** The responses API through the official npm package (GTW-1). */
@Tag("GTW-1")
@Timeout(90)
class NpmResponsesTest {
    @TempDir private static Path folder;
    private static HouseUnderTest house;

    @BeforeAll
    static void visit() {
        house = HouseUnderTest.open(folder);
    }

    @AfterAll
    static void leave() {
        if (house != null) {
            house.close();
        }
    }

    private static JsonNode run(String task) throws Exception {
        return new NpmSdk(house.openAi(), house.key(), "default")
                .run("responses.mjs", task, Questions.fresh());
    }

    @Test
    void aResponseIsUnderstood() throws Exception {
        house.vendor().script(Turn.says("The ward opens at nine."));
        JsonNode seen = run("create");
        assertThat(seen.path("text").asText()).isEqualTo("The ward opens at nine.");
        assertThat(seen.path("status").asText()).isEqualTo("completed");
        assertThat(seen.at("/usage/output_tokens").asInt()).isPositive();
    }

    @Test
    void aStreamIsUnderstoodAndCountsWithoutAGap() throws Exception {
        house.vendor().script(Turn.says("The ward opens at nine, caf\u00e9 at ten."));
        JsonNode seen = run("stream");
        assertThat(seen.path("text").asText())
                .isEqualTo("The ward opens at nine, caf\u00e9 at ten.");
        assertThat(seen.path("done")).isEqualTo(seen.path("text"));
        List<Integer> numbers = new ArrayList<>();
        seen.path("numbers").forEach(number -> numbers.add(number.asInt()));
        for (int i = 0; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(i);
        }
        List<String> types = new ArrayList<>();
        seen.path("types").forEach(type -> types.add(type.asText()));
        assertThat(types).startsWith("response.created", "response.in_progress");
        assertThat(types).endsWith("response.completed");
    }

    @Test
    void aConversationGoesOn() throws Exception {
        house.vendor().script(Turn.says("It opens."), Turn.says("It closes."));
        JsonNode seen = run("continue");
        assertThat(seen.path("text").asText()).isEqualTo("It closes.");
        assertThat(seen.path("previous").asBoolean()).isTrue();
        assertThat(house.vendor().ledger().last().text()).contains("It opens.", "And then?");
    }

    @Test
    void aToolIsCalledAndItsResultGoesBack() throws Exception {
        house.vendor()
                .script(
                        Turn.callsTool("call_7", "clock", "{\"zone\":\"UTC\"}"),
                        Turn.says("It is noon."));
        JsonNode seen = run("tools");
        assertThat(seen.at("/call/call_id").asText()).isEqualTo("call_7");
        assertThat(seen.at("/call/arguments").asText()).isEqualTo("{\"zone\":\"UTC\"}");
        assertThat(seen.path("text").asText()).isEqualTo("It is noon.");
        assertThat(house.vendor().ledger().last().text())
                .contains("\"tool_call_id\":\"call_7\"", "noon");
    }

    @Test
    void aKeptResponseIsFetchedListedAndDeleted() throws Exception {
        house.vendor().script(Turn.says("Kept."));
        JsonNode seen = run("keep");
        assertThat(seen.path("text").asText()).isEqualTo("Kept.");
        assertThat(seen.path("items")).hasSize(1);
        assertThat(seen.at("/items/0/content/0/type").asText()).isEqualTo("input_text");
        assertThat(seen.path("gone").asBoolean()).isTrue();
    }

    @Test
    void aBackgroundResponseIsCancelled() throws Exception {
        house.vendor().always(Turn.words(50).with(Fault.SILENCE));
        try {
            JsonNode seen = run("background");
            assertThat(seen.path("begun").asText()).isEqualTo("queued");
            assertThat(seen.path("ended").asText()).isEqualTo("cancelled");
            assertThat(seen.path("found").asText()).isEqualTo("cancelled");
        } finally {
            house.vendor().always(Turn.echo());
        }
    }
}
