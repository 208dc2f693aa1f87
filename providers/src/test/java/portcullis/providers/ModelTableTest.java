package portcullis.providers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelTableTest {
    @ParameterizedTest
    @CsvSource({
        "llama3-70b-8192, 8192",
        "llama3-8b-8192, 8192",
        "meta-llama/llama-3.1-8b-instant, 131072",
        "openai/gpt-4o-mini, 128000",
        "gpt-4, 8192",
        "GPT-4.1-nano, 1047576",
        "google/gemini-2.0-flash-001, 1048576",
        "claude-sonnet-4-5, 200000",
        "nobody-knows-it, 4096",
        "gpt, 4096",
    })
    @Tag("R-019")
    void windowsAreKnownByTheLongestBeginning(String model, int window) {
        assertThat(ModelTable.window(model)).isEqualTo(window);
    }
}
