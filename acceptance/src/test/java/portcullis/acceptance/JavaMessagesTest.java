package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.models.ModelInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.testkit.provider.Turn;
import portcullis.testkit.server.StartedServer;

/**
 * Anthropic's official Java SDK, unmodified but for base URL and key, answered by a vendor of its
 * own dialect ({@code claude}) and by one of OpenAI's ({@code default}).
 */
@Tag("GTW-1")
@Timeout(120)
class JavaMessagesTest {
    private static final String PHONE = "555-867-5309";

    @TempDir private static Path folder;
    private static HouseUnderTest house;
    private AnthropicClient client;

    @BeforeAll
    static void open() {
        house = MessagesHouse.open(folder);
    }

    @AfterAll
    static void close() {
        if (house != null) {
            house.close();
        }
    }

    @BeforeEach
    void connect() {
        client = client(house.base().toString(), house.key());
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private static AnthropicClient client(String base, String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(base)
                .apiKey(key)
                .timeout(Duration.ofSeconds(20))
                .maxRetries(0)
                .build();
    }

    private static MessageCreateParams.Builder asking(String model, String text) {
        return MessageCreateParams.builder().model(model).maxTokens(200).addUserMessage(text);
    }

    private Message streamed(MessageCreateParams params) {
        MessageAccumulator all = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream =
                client.messages().createStreaming(params)) {
            stream.stream().forEach(all::accumulate);
        }
        return all.message();
    }

    private static String text(Message message) {
        StringBuilder text = new StringBuilder();
        for (ContentBlock block : message.content()) {
            block.text().ifPresent(one -> text.append(one.text()));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude", "default"})
    void completionIsUnderstood(String model) {
        house.vendor().script(Turn.says("The ward opens at nine."));
        Message answer = client.messages().create(asking(model, Questions.fresh()).build());
        assertThat(text(answer)).isEqualTo("The ward opens at nine.");
        assertThat(answer.stopReason()).contains(StopReason.END_TURN);
        assertThat(answer.usage().outputTokens()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude", "default"})
    void streamIsUnderstoodAndRestored(String model) {
        house.vendor().script(Turn.echo().splitEvery(3));
        Message answer =
                streamed(asking(model, "Ring the caf\u00e9, phone number: " + PHONE).build());
        assertThat(text(answer)).contains(PHONE).contains("caf\u00e9");
        assertThat(house.vendor().ledger().last().text()).doesNotContain(PHONE);
        assertThat(answer.usage().outputTokens()).isPositive();
        assertThat(answer.stopReason()).contains(StopReason.END_TURN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude", "default"})
    void toolsAreCalledAndTheirResultsComeBack(String model) {
        house.vendor()
                .script(
                        Turn.callsTool("toolu_1", "beds", "{\"ward\":\"east\"}").splitEvery(2),
                        Turn.says("Twelve."));
        MessageCreateParams.Builder asking = asking(model, Questions.fresh()).addTool(beds());
        Message first = streamed(asking.build());
        ToolUseBlock call =
                first.content().stream()
                        .flatMap(block -> block.toolUse().stream())
                        .findFirst()
                        .orElseThrow();
        assertThat(call.id()).isEqualTo("toolu_1");
        assertThat(call._input().toString()).contains("ward").contains("east");
        assertThat(first.stopReason()).contains(StopReason.TOOL_USE);
        Message second =
                client.messages()
                        .create(
                                asking.addMessage(first)
                                        .addUserMessageOfBlockParams(List.of(result(call)))
                                        .build());
        assertThat(text(second)).isEqualTo("Twelve.");
        assertThat(house.vendor().ledger().last().text()).contains("toolu_1", "12 are free");
    }

    private static ContentBlockParam result(ToolUseBlock call) {
        return ContentBlockParam.ofToolResult(
                ToolResultBlockParam.builder().toolUseId(call.id()).content("12 are free").build());
    }

    private static Tool beds() {
        return Tool.builder()
                .name("beds")
                .description("Counts the free beds of a ward")
                .inputSchema(
                        Tool.InputSchema.builder()
                                .properties(
                                        Tool.InputSchema.Properties.builder()
                                                .putAdditionalProperty(
                                                        "ward",
                                                        JsonValue.from(Map.of("type", "string")))
                                                .build())
                                .build())
                .build();
    }

    @Test
    void signedReasoningGoesBackByteForByte() {
        String signature = "EqQBCgYIARgC+/Zz09==";
        house.vendor().script(Turn.thinks("Let me see.", signature, "At nine."));
        MessageCreateParams.Builder asking = asking("claude", Questions.fresh());
        Message first = streamed(asking.enabledThinking(1024).build());
        assertThat(first.content().getFirst().thinking().orElseThrow().signature())
                .isEqualTo(signature);
        house.vendor().script(Turn.says("Yes."));
        client.messages().create(asking.addMessage(first).addUserMessage("Sure?").build());
        assertThat(house.vendor().ledger().last().text())
                .contains("\"signature\":\"" + signature + "\"", "Let me see.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude", "default"})
    void tokensAreCounted(String model) {
        MessageCountTokensParams params =
                MessageCountTokensParams.builder()
                        .model(model)
                        .addUserMessage("one two three")
                        .build();
        assertThat(client.messages().countTokens(params).inputTokens()).isPositive();
    }

    @Test
    void modelsAreListed() {
        assertThat(client.models().list().data().stream().map(ModelInfo::id))
                .contains("default", "claude");
        assertThat(client.models().retrieve("claude").displayName()).isEqualTo("claude");
    }

    @Test
    @Tag("GTW-13")
    void refusalsAreTheSdksOwnErrors() {
        MessageCreateParams params = asking("claude", "hello").build();
        AnthropicClient stranger = client(house.base().toString(), "pk_wrong");
        assertThatThrownBy(() -> stranger.messages().create(params))
                .isInstanceOf(UnauthorizedException.class);
        stranger.close();
        MessageCreateParams missing = asking("no/such-model", "hello").build();
        assertThatThrownBy(() -> client.messages().create(missing))
                .isInstanceOf(NotFoundException.class);
        house.vendor().always(Turn.anthropicError(529, "overloaded_error"));
        MessageCreateParams busy = asking("claude", Questions.fresh()).build();
        assertThatThrownBy(() -> client.messages().create(busy))
                .isInstanceOfSatisfying(
                        AnthropicServiceException.class,
                        error -> {
                            assertThat(error.statusCode()).isEqualTo(529);
                            assertThat(error.body().toString()).contains("overloaded_error");
                        });
        house.vendor().always(Turn.echo());
    }

    @Test
    @Tag("GTW-14")
    void aKeyOverItsLimitIsTold(@TempDir Path other) {
        try (StartedServer server =
                StartedServer.serve(
                        HouseUnderTest.data(other),
                        Map.of(),
                        "--set=library.sample=false",
                        "--set=limits.default.requests=1/min")) {
            AnthropicClient hasty = client(server.base().toString(), server.key().orElseThrow());
            MessageCountTokensParams params =
                    MessageCountTokensParams.builder()
                            .model("default")
                            .addUserMessage("one two three")
                            .build();
            assertThat(hasty.messages().countTokens(params).inputTokens()).isPositive();
            assertThatThrownBy(() -> hasty.messages().countTokens(params))
                    .isInstanceOf(RateLimitException.class);
            hasty.close();
        }
    }
}
