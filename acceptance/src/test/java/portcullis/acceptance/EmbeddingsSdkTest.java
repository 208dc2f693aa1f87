package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.testkit.server.StartedServer;

/** Embeddings through the official SDKs: a vendor's, and those of the house itself (GTW-1). */
@Tag("GTW-1")
@Timeout(90)
class EmbeddingsSdkTest {
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
                        .timeout(Duration.ofSeconds(60))
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

    private static JsonNode npm(String task) throws Exception {
        return new NpmSdk(house.openAi(), house.key(), "default")
                .run("embeddings.mjs", task, Questions.fresh());
    }

    private static CreateEmbeddingResponse embed(String model, List<String> texts) {
        return client.embeddings()
                .create(
                        EmbeddingCreateParams.builder()
                                .model(model)
                                .inputOfArrayOfStrings(texts)
                                .build());
    }

    @Test
    void bothEncodingsSayTheSame() throws Exception {
        JsonNode usual = npm("usual");
        assertThat(usual.path("vectors")).hasSize(2);
        assertThat(usual.at("/vectors/0")).hasSize(8);
        assertThat(usual.path("model").asText()).isEqualTo("default");
        assertThat(house.vendor().ledger().last().text()).contains("base64");
        JsonNode numbers = npm("float");
        assertThat(numbers.at("/vectors/0")).hasSize(8);
        assertThat(house.vendor().ledger().last().text()).contains("float");
        assertThat(usual.path("usage").path("prompt_tokens").asInt()).isEqualTo(2);
    }

    @Test
    void manyTextsKeepTheirOrderOverSeveralVendorCalls() throws Exception {
        long before = house.vendor().ledger().last().number();
        JsonNode seen = npm("many");
        assertThat(seen.path("indexes")).hasSize(130);
        for (int i = 0; i < 130; i++) {
            assertThat(seen.path("indexes").path(i).asInt()).isEqualTo(i);
        }
        assertThat(house.vendor().ledger().last().number() - before).isEqualTo(3);
        assertThat(seen.at("/usage/prompt_tokens").asInt()).isEqualTo(130);
    }

    @Test
    void theJavaPackageUnderstandsTheAnswer() {
        List<String> texts = IntStream.range(0, 3).mapToObj(i -> Questions.fresh() + i).toList();
        CreateEmbeddingResponse answer = embed("default", texts);
        assertThat(answer.data()).hasSize(3);
        assertThat(answer.data().get(2).index()).isEqualTo(2);
        assertThat(answer.data().getFirst().embedding()).hasSize(8);
        assertThat(answer.usage().promptTokens()).isEqualTo(3);
    }

    @Test
    @Tag("SCR-3")
    void namesInTextsDoNotReachTheVendor() {
        embed("default", List.of("Write to ann.lee@example.org " + Questions.fresh()));
        assertThat(house.vendor().ledger().last().text())
                .contains("[EMAIL_1]")
                .doesNotContain("ann.lee");
    }

    @Test
    void theHouseItselfTurnsTextsIntoVectorsOfLengthOne(@TempDir Path alone) {
        try (StartedAlone inside = StartedAlone.open(alone)) {
            CreateEmbeddingResponse answer =
                    inside.client()
                            .embeddings()
                            .create(
                                    EmbeddingCreateParams.builder()
                                            .model("bge-small-en-v1.5")
                                            .inputOfArrayOfStrings(
                                                    List.of("a red apple", "a green apple"))
                                            .build());
            assertThat(answer.data()).hasSize(2);
            List<Float> vector = answer.data().getFirst().embedding();
            assertThat(vector).hasSize(384);
            double length = vector.stream().mapToDouble(value -> value * value).sum();
            assertThat(length).isCloseTo(1, within(1e-3));
            assertThatThrownBy(
                            () ->
                                    inside.client()
                                            .embeddings()
                                            .create(
                                                    EmbeddingCreateParams.builder()
                                                            .model("default")
                                                            .input("a")
                                                            .build()))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageContaining("No target of this model");
        }
    }

    /** A server without a configuration, and the SDK on it. */
    private record StartedAlone(StartedServer server, OpenAIClient client)
            implements AutoCloseable {
        static StartedAlone open(Path folder) {
            StartedServer server = HouseUnderTest.alone(folder);
            return new StartedAlone(
                    server,
                    OpenAIOkHttpClient.builder()
                            .baseUrl(server.base() + "/v1")
                            .apiKey(server.key().orElseThrow())
                            .timeout(Duration.ofSeconds(60))
                            .maxRetries(0)
                            .build());
        }

        @Override
        public void close() {
            client.close();
            server.close();
        }
    }
}
