package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;

/** The official Java SDK, unmodified but for base URL and key (GTW-1). */
@Tag("GTW-1")
@Timeout(60)
abstract class JavaSdkContract {
    private OpenAIClient client;

    /** Base URL of the API under test. */
    protected abstract String base();

    protected abstract String key();

    protected abstract String model();

    /** The vendor whose answers come back. */
    protected abstract SimulatedProvider vendor();

    @BeforeEach
    void connect() {
        client =
                OpenAIOkHttpClient.builder()
                        .baseUrl(base())
                        .apiKey(key())
                        .timeout(Duration.ofSeconds(20))
                        .maxRetries(0)
                        .build();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void completionIsUnderstood() {
        vendor().script(Turn.says("The ward opens at nine."));
        ChatCompletion answer = client.chat().completions().create(asking().build());
        assertThat(answer.choices()).hasSize(1);
        assertThat(answer.choices().getFirst().message().content())
                .contains("The ward opens at nine.");
        assertThat(answer.choices().getFirst().finishReason())
                .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
    }

    @Test
    void streamIsUnderstood() {
        vendor().script(Turn.says("The ward opens at nine, caf\u00e9 at ten."));
        ChatCompletionAccumulator all = ChatCompletionAccumulator.create();
        ChatCompletionCreateParams params =
                asking().streamOptions(
                                ChatCompletionStreamOptions.builder().includeUsage(true).build())
                        .build();
        List<ChatCompletionChunk> chunks = stream(params);
        chunks.forEach(all::accumulate);
        ChatCompletion answer = all.chatCompletion();
        assertThat(chunks).hasSizeGreaterThan(3);
        assertThat(answer.choices().getFirst().message().content())
                .contains("The ward opens at nine, caf\u00e9 at ten.");
        assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
        assertThat(chunks.stream().map(ChatCompletionChunk::id).distinct()).hasSize(1);
    }

    @Test
    void streamWithoutUsageHasNone() {
        vendor().script(Turn.says("Good morning to you."));
        List<ChatCompletionChunk> chunks = stream(asking().build());
        assertThat(chunks).noneMatch(chunk -> chunk.usage().isPresent());
        assertThat(chunks).noneMatch(chunk -> chunk.choices().isEmpty());
    }

    @Test
    void modelsAreListed() {
        assertThat(client.models().list().data()).anyMatch(one -> one.id().equals(listedModel()));
    }

    /** The name under which the API lists the model. */
    protected String listedModel() {
        return model();
    }

    private List<ChatCompletionChunk> stream(ChatCompletionCreateParams params) {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            return stream.stream().toList();
        }
    }

    private ChatCompletionCreateParams.Builder asking() {
        return ChatCompletionCreateParams.builder()
                .model(model())
                .addUserMessage(Questions.fresh());
    }
}
