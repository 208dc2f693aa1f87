package portcullis.storage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;

class OnnxEmbeddingsTest {
    private static final Path natives = Natives.FOLDER;
    static OnnxEmbeddings embeddings;

    @BeforeAll
    static void load() {
        embeddings = OnnxEmbeddings.loading(natives, 2);
    }

    @Test
    void vectorsHaveTheDimensionAndLengthOne() {
        for (float[] vector : embed("a fever of 39 degrees", "the vaccine fridge", "x")) {
            assertThat(vector).hasSize(embeddings.dimension());
            assertThat(dot(vector, vector)).isCloseTo(1.0, within(1e-4));
        }
    }

    @Test
    void relatedTextsAreNearerThanUnrelatedOnes() {
        List<float[]> vectors =
                embed(
                        "How should vaccines be stored?",
                        "Vaccines are kept in a refrigerator between 2 and 8 degrees.",
                        "The compiler rejects a program with a type error.");
        assertThat(dot(vectors.get(0), vectors.get(1)))
                .isGreaterThan(dot(vectors.get(0), vectors.get(2)) + 0.2);
    }

    @Test
    void theSameTextHasTheSameVector() {
        List<float[]> twice = embed("heart rate", "heart rate");
        assertThat(twice.get(0)).isEqualTo(twice.get(1));
    }

    @Test
    @Tag("LIB-28")
    void textsAreTakenWholeUpToTheLimitAndRefusedAboveIt() {
        assertThat(embeddings.tokens(words(400))).isEqualTo(400);
        assertThat(embed(words(400).reveal(), words(510).reveal())).hasSize(2);
        assertThatThrownBy(() -> embed(words(511).reveal()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a text has more than 510 tokens");
    }

    @Test
    @Tag("LIB-28")
    void theLastWordOfALongTextCounts() {
        String same = "heart ".repeat(509);
        List<float[]> vectors = embed(same + "attack", same + "compiler");
        assertThat(vectors.get(0)).isNotEqualTo(vectors.get(1));
    }

    @Test
    void oneTooLongTextRefusesTheWholeBatch() {
        assertThatThrownBy(() -> embed("short", words(600).reveal()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textWithoutWordsIsRefused() {
        assertThatThrownBy(() -> embed("  \n ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> embed("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anExpiredDeadlineIsAnErrorAndKeepsNoPermit() {
        embed("warm");
        Deadline past = Deadline.in(Duration.ZERO);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> embeddings.embed(List.of(SensitiveText.of("late")), past))
                    .isInstanceOf(StoreUnavailable.class);
        }
        assertThat(embed("after", "wards")).hasSize(2);
    }

    @Test
    void callersAtTheSameTimeGetTheirOwnVectors() throws InterruptedException, ExecutionException {
        List<Callable<float[]>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String text = "note number " + i;
            calls.add(() -> embed(text).getFirst());
        }
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<float[]>> answers = many.invokeAll(calls);
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(embed("note number " + i).getFirst());
            }
        }
    }

    @Test
    void theModelUnpacksOnlyWhereItIsTold() {
        embed("anything");
        assertThat(natives.toFile().list()).contains("tokenizers");
    }

    private static List<float[]> embed(String... texts) {
        return embeddings.embed(
                List.of(texts).stream().map(SensitiveText::of).toList(),
                Deadline.in(Duration.ofSeconds(60)));
    }

    private static SensitiveText words(int count) {
        return SensitiveText.of("heart ".repeat(count).strip());
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
