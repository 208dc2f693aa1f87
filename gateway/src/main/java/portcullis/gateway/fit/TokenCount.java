package portcullis.gateway.fit;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.Locale;

/**
 * Counts tokens in this process. OpenAI's own encodings are exact; other vendors do not publish
 * theirs, so their texts are counted with {@code o200k_base} and a factor that errs upwards. The
 * encodings are read on first use (some tens of megabytes of heap). Safe for use by many threads.
 */
public final class TokenCount {
    /** Longer texts are estimated: an encoder may take quadratic time on what is no prose. */
    static final int LONGEST = 262_144;

    private static final int CHARACTERS_PER_TOKEN = 3;
    private static final double ANTHROPIC = 1.25;
    private static final double OTHERS = 1.1;

    private final EncodingRegistry encodings = Encodings.newLazyEncodingRegistry();

    /**
     * Tokens of a text for the vendor's model of this name.
     *
     * @return exact for OpenAI's models, otherwise an upper estimate
     */
    public long of(String model, String text) {
        if (text.length() > LONGEST) {
            return (long) text.length() / CHARACTERS_PER_TOKEN + 1;
        }
        String name = model.toLowerCase(Locale.ROOT);
        long counted = encoding(name).countTokensOrdinary(text);
        return (long) Math.ceil(counted * factor(name));
    }

    /** The encoding that {@link #of} counts with, for reports. */
    public static String encodingOf(String model) {
        return type(model.toLowerCase(Locale.ROOT)).getName();
    }

    private Encoding encoding(String model) {
        return encodings.getEncoding(type(model));
    }

    private static EncodingType type(String model) {
        boolean older =
                model.contains("gpt-4-")
                        || model.endsWith("gpt-4")
                        || model.contains("gpt-3.5")
                        || model.contains("text-embedding");
        return older ? EncodingType.CL100K_BASE : EncodingType.O200K_BASE;
    }

    private static double factor(String model) {
        if (model.contains("claude")) {
            return ANTHROPIC;
        }
        boolean exact =
                model.contains("gpt-") || model.contains("text-embedding") || isReasoning(model);
        return exact ? 1 : OTHERS;
    }

    /** o1, o3-mini, openai/o4-mini … */
    private static boolean isReasoning(String model) {
        String last = model.substring(model.lastIndexOf('/') + 1);
        return last.length() > 1 && last.charAt(0) == 'o' && Character.isDigit(last.charAt(1));
    }
}
