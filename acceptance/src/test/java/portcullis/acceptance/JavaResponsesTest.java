package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseOutputText;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.WebSearchTool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.Turn;

/** The responses API through the official Java SDK, whose own validation is on (GTW-1). */
@Tag("GTW-1")
@Timeout(90)
class JavaResponsesTest {
    @TempDir private static Path folder;
    private static HouseUnderTest house;
    private static OpenAIClient client;

    @BeforeAll
    static void visit() {
        house = HouseUnderTest.open(folder);
        client =
                OpenAIOkHttpClient.builder()
                        .baseUrl(house.openAi())
                        .apiKey(house.key())
                        .timeout(Duration.ofSeconds(20))
                        .responseValidation(true)
                        .maxRetries(0)
                        .build();
    }

    @AfterAll
    static void leave() {
        if (house != null) {
            client.close();
            house.close();
        }
    }

    private static ResponseCreateParams.Builder asking() {
        return ResponseCreateParams.builder().model("default").input(Questions.fresh());
    }

    private static String text(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(content -> content.outputText().stream())
                .map(ResponseOutputText::text)
                .collect(Collectors.joining());
    }

    @Test
    void aResponseIsUnderstood() {
        house.vendor().script(Turn.says("The ward opens at nine."));
        Response response =
                client.responses()
                        .create(
                                asking().instructions("Be kind.")
                                        .temperature(0.5)
                                        .metadata(
                                                ResponseCreateParams.Metadata.builder()
                                                        .putAdditionalProperty(
                                                                "ward", JsonValue.from("b"))
                                                        .build())
                                        .build())
                        .validate();
        assertThat(text(response)).isEqualTo("The ward opens at nine.");
        assertThat(response.status()).contains(ResponseStatus.COMPLETED);
        assertThat(response.usage().orElseThrow().outputTokens()).isPositive();
        assertThat(response.temperature()).contains(0.5);
        assertThat(house.vendor().ledger().last().text()).contains("Be kind.");
    }

    @Test
    void aStreamIsUnderstood() {
        house.vendor().script(Turn.says("The ward opens at nine, caf\u00e9 at ten."));
        ResponseAccumulator all = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> stream =
                client.responses().createStreaming(asking().build())) {
            stream.stream().map(ResponseStreamEvent::validate).forEach(all::accumulate);
        }
        assertThat(text(all.response())).isEqualTo("The ward opens at nine, caf\u00e9 at ten.");
    }

    @Test
    void aToolIsCalled() {
        house.vendor().script(Turn.callsTool("call_7", "clock", "{\"zone\":\"UTC\"}"));
        FunctionTool clock =
                FunctionTool.builder()
                        .name("clock")
                        .description("Tells the time.")
                        .parameters(
                                FunctionTool.Parameters.builder()
                                        .additionalProperties(
                                                Map.of("type", JsonValue.from("object")))
                                        .build())
                        .strict(false)
                        .build();
        Response response = client.responses().create(asking().addTool(clock).build()).validate();
        List<ResponseFunctionToolCall> calls =
                response.output().stream()
                        .map(ResponseOutputItem::functionCall)
                        .flatMap(call -> call.stream())
                        .toList();
        assertThat(calls).hasSize(1);
        assertThat(calls.getFirst().callId()).isEqualTo("call_7");
        assertThat(calls.getFirst().arguments()).isEqualTo("{\"zone\":\"UTC\"}");
    }

    @Test
    void aKeptResponseIsFetchedListedContinuedAndDeleted() {
        house.vendor().script(Turn.says("Kept."), Turn.says("Gone on."));
        Response made = client.responses().create(asking().build());
        assertThat(text(client.responses().retrieve(made.id()).validate())).isEqualTo("Kept.");
        Response next = client.responses().create(asking().previousResponseId(made.id()).build());
        assertThat(text(next)).isEqualTo("Gone on.");
        assertThat(client.responses().inputItems().list(next.id()).data()).hasSize(3);
        client.responses().delete(made.id());
        assertThatThrownBy(() -> client.responses().retrieve(made.id()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(
                        () ->
                                client.responses()
                                        .create(asking().previousResponseId(made.id()).build()))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aBackgroundResponseIsCancelled() {
        house.vendor().always(Turn.words(50).with(Fault.SILENCE));
        try {
            Response begun = client.responses().create(asking().background(true).build());
            assertThat(begun.status()).contains(ResponseStatus.QUEUED);
            assertThat(client.responses().cancel(begun.id()).validate().status())
                    .contains(ResponseStatus.CANCELLED);
        } finally {
            house.vendor().always(Turn.echo());
        }
    }

    @Test
    void aToolThatTheHouseCannotRunIsRefusedByName() {
        assertThatThrownBy(
                        () ->
                                client.responses()
                                        .create(
                                                asking().addTool(
                                                                WebSearchTool.builder()
                                                                        .type(
                                                                                WebSearchTool.Type
                                                                                        .WEB_SEARCH)
                                                                        .build())
                                                        .build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("tools[0].type");
    }

    @Test
    @Tag("SCR-41")
    void aFailureInTheMiddleIsTheEndOfTheStream() {
        house.vendor().script(Turn.words(40).with(Fault.ERROR_EVENT));
        try (StreamResponse<ResponseStreamEvent> stream =
                client.responses().createStreaming(asking().build())) {
            List<ResponseStreamEvent> events = stream.stream().toList();
            assertThat(events.getLast().isFailed()).isTrue();
            assertThat(events).noneMatch(ResponseStreamEvent::isCompleted);
        }
    }
}
