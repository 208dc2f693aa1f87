package portcullis.providers;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import portcullis.gateway.route.Provider;
import portcullis.providers.anthropic.AnthropicProvider;
import portcullis.providers.gemini.GeminiProvider;
import portcullis.providers.offline.OfflineProvider;
import portcullis.providers.ollama.OllamaProvider;
import portcullis.providers.openai.OpenAiProvider;

/** The one list of dialects that vendors are spoken to in: a new dialect is one line here. */
public final class ProviderRegister {
    private static final Map<String, Opening> DIALECTS =
            Map.of(
                    "openai",
                    OpenAiProvider::open,
                    "anthropic",
                    AnthropicProvider::open,
                    "gemini",
                    GeminiProvider::open,
                    "ollama",
                    OllamaProvider::open,
                    "offline",
                    (_, surroundings) ->
                            new OfflineProvider(
                                    surroundings.passages(),
                                    surroundings.vectors(),
                                    surroundings.clock()));

    private final Surroundings surroundings;

    public ProviderRegister(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The names that the configuration's {@code dialect} may have, in order. */
    public static SortedSet<String> dialects() {
        return new TreeSet<>(DIALECTS.keySet());
    }

    /**
     * Opens a provider; connects to nothing yet. Empty when this version does not speak the
     * dialect.
     *
     * @throws IllegalArgumentException when the vendor's address is not one of this dialect
     */
    public Optional<Provider> open(String dialect, Vendor vendor) {
        return Optional.ofNullable(DIALECTS.get(dialect))
                .map(opening -> opening.open(vendor, surroundings));
    }

    private interface Opening {
        Provider open(Vendor vendor, Surroundings surroundings);
    }
}
