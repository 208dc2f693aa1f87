package portcullis.providers;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/**
 * Tokens that question and answer may have together, by the beginning of a model's name as its
 * vendor publishes it. The longest beginning counts; an unknown model is taken for a small one.
 */
public final class ModelTable {
    /** For a model that is not in the table. */
    public static final int UNKNOWN = 4_096;

    private static final Map<String, Integer> WINDOWS =
            Map.ofEntries(
                    Map.entry("claude-", 200_000),
                    Map.entry("deepseek-", 128_000),
                    Map.entry("gemini-", 1_048_576),
                    Map.entry("gemma-", 8_192),
                    Map.entry("gemma-3", 131_072),
                    Map.entry("gemma2-", 8_192),
                    Map.entry("gpt-3.5-turbo", 16_385),
                    Map.entry("gpt-4", 8_192),
                    Map.entry("gpt-4-32k", 32_768),
                    Map.entry("gpt-4-turbo", 128_000),
                    Map.entry("gpt-4.1", 1_047_576),
                    Map.entry("gpt-4o", 128_000),
                    Map.entry("gpt-5", 400_000),
                    Map.entry("gpt-oss-", 131_072),
                    Map.entry("llama-3.1-", 131_072),
                    Map.entry("llama-3.2-", 131_072),
                    Map.entry("llama-3.3-", 131_072),
                    Map.entry("llama3-", 8_192),
                    Map.entry("llama3.1", 131_072),
                    Map.entry("llama3.2", 131_072),
                    Map.entry("mistral-large", 131_072),
                    Map.entry("mixtral-8x7b", 32_768),
                    Map.entry("o1", 200_000),
                    Map.entry("o3", 200_000),
                    Map.entry("o4-mini", 200_000),
                    Map.entry("offline-extractive", 1_000_000),
                    Map.entry("qwen2.5", 32_768),
                    Map.entry("qwen3", 32_768));

    private ModelTable() {}

    /**
     * The window of a model, in tokens.
     *
     * @param model the vendor's name; what stands before its last slash is the maker's
     */
    public static int window(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return WINDOWS.entrySet().stream()
                .filter(row -> name.startsWith(row.getKey()))
                .max(Comparator.comparingInt(row -> row.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(UNKNOWN);
    }
}
