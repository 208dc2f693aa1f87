package portcullis.gateway.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R-113")
class TokenCountTest {
    private final TokenCount count = new TokenCount();

    // Counts published with the encodings' reference implementation.
    @ParameterizedTest
    @CsvSource({
        "gpt-4-0613, tiktoken is great!, 6",
        "gpt-3.5-turbo, antidisestablishmentarianism, 6",
        "gpt-4o, 2 + 2 = 4, 7",
        "gpt-4-0613, お誕生日おめでとう, 9"
    })
    void openAiModelsAreCountedAsTheVendorDoes(String model, String text, long tokens) {
        assertThat(count.of(model, text)).isEqualTo(tokens);
    }

    @Test
    void otherVendorsAreCountedUpwards() {
        String text = "Please take one tablet in the morning and one in the evening. ".repeat(20);
        long exact = count.of("gpt-4o", text);
        assertThat(count.of("claude-sonnet-4", text)).isGreaterThan(exact);
        assertThat(count.of("llama3-70b-8192", text)).isGreaterThan(exact);
        assertThat(count.of("openai/o4-mini", text)).isEqualTo(exact);
        assertThat(TokenCount.encodingOf("gpt-4o")).isEqualTo("o200k_base");
    }

    @Test
    void whatIsTooLongToCountIsEstimatedUpwards() {
        String text = "a ".repeat(TokenCount.LONGEST);
        assertThat(count.of("gpt-4o", text)).isGreaterThanOrEqualTo(text.length() / 3);
        assertThat(count.of("gpt-4o", "")).isZero();
    }

    @Test
    void specialWordsOfAnEncodingAreText() {
        assertThat(count.of("gpt-4o", "<|endoftext|>")).isGreaterThan(1);
    }
}
