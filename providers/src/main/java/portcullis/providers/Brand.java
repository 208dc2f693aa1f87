package portcullis.providers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The vendors that are known by name. A new one is one line here. */
public enum Brand {
    OPENAI("openai", "https://api.openai.com/v1", "OPENAI_API_KEY"),
    ANTHROPIC("anthropic", "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY"),
    OPENROUTER("openai", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
    GROQ("openai", "https://api.groq.com/openai/v1", "GROQ_API_KEY", Quirk.QUOTA_IN_HEADERS),
    /** Google AI Studio, in its own dialect. */
    GEMINI("gemini", "https://generativelanguage.googleapis.com/v1beta", "GEMINI_API_KEY"),
    /** Google AI Studio, in OpenAI's dialect. */
    GEMINI_OPENAI(
            "openai", "https://generativelanguage.googleapis.com/v1beta/openai", "GEMINI_API_KEY"),
    /** The address is that of the resource: {@code https://NAME.openai.azure.com}. */
    AZURE(
            "openai",
            "",
            "AZURE_OPENAI_API_KEY",
            Quirk.KEY_IN_ITS_OWN_HEADER,
            Quirk.MODEL_IN_THE_PATH),
    NIM(
            "openai",
            "https://integrate.api.nvidia.com/v1",
            "NVIDIA_API_KEY",
            Quirk.VECTORS_HAVE_A_PURPOSE),
    MISTRAL("openai", "https://api.mistral.ai/v1", "MISTRAL_API_KEY"),
    DEEPSEEK("openai", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
    TOGETHER("openai", "https://api.together.xyz/v1", "TOGETHER_API_KEY"),
    VLLM("openai", "http://127.0.0.1:8000/v1", ""),
    LLAMACPP("openai", "http://127.0.0.1:8080/v1", ""),
    OLLAMA("ollama", "http://127.0.0.1:11434", "");

    private final String dialect;
    private final String address;
    private final String keyVariable;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<Quirk> quirks;

    Brand(String dialect, String address, String keyVariable, Quirk... quirks) {
        this.dialect = dialect;
        this.address = address;
        this.keyVariable = keyVariable;
        this.quirks = Set.of(quirks);
    }

    /** The names that the configuration's {@code vendor} may have, in order. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Brand::label).sorted().toList();
    }

    /** The vendor of that name in the configuration. */
    public static Optional<Brand> named(String name) {
        return Arrays.stream(values()).filter(brand -> brand.label().equals(name)).findFirst();
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it speaks; one of {@link ProviderRegister#dialects}. */
    public String dialect() {
        return dialect;
    }

    /** Where its API begins; empty when every customer has an own address. */
    public Optional<String> address() {
        return Optional.of(address).filter(text -> !text.isEmpty());
    }

    /** The environment variable that holds our key by custom; empty when no key is needed. */
    public Optional<String> keyVariable() {
        return Optional.of(keyVariable).filter(text -> !text.isEmpty());
    }

    public Set<Quirk> quirks() {
        return quirks;
    }
}
