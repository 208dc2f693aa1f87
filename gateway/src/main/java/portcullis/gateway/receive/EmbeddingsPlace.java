package portcullis.gateway.receive;

import java.util.Map;
import java.util.Set;
import portcullis.privacy.Leaf.Treatment;

/**
 * The places of an OpenAI embeddings request. Lists of token numbers are refused: they are text
 * that nobody here can read.
 */
enum EmbeddingsPlace implements Place {
    ROOT,
    INPUT,
    TEXT,
    /** Vocabulary: model names, formats. */
    NAMES,
    /** Anything else, unknown fields included. */
    FREE;

    /** Gateway specification, section 10. */
    private static final int MOST_TEXTS = 256;

    private static final Set<String> FORMATS = Set.of("float", "base64");

    private static final Map<String, Shape> SHAPES =
            Map.of(
                    "model", Shape.TEXT,
                    "input", Shape.TEXT_OR_LIST,
                    "encoding_format", Shape.TEXT,
                    "dimensions", Shape.INTEGER,
                    "user", Shape.TEXT);

    @Override
    public Place field(String name) {
        return switch (this) {
            case ROOT ->
                    switch (name) {
                        case "input" -> INPUT;
                        case "model", "encoding_format" -> NAMES;
                        default -> FREE;
                    };
            case NAMES -> NAMES;
            case INPUT, TEXT, FREE -> FREE;
        };
    }

    @Override
    public Place element() {
        return this == INPUT ? TEXT : this;
    }

    @Override
    public Treatment treatment(String key) {
        return this == NAMES ? Treatment.READ_ONLY : Treatment.REWRITABLE;
    }

    @Override
    public Map<String, Shape> shapes() {
        return this == ROOT ? SHAPES : Map.of();
    }

    @Override
    public boolean isRoot() {
        return this == ROOT;
    }

    /** Each text is one by itself. */
    @Override
    public boolean isJoint() {
        return false;
    }

    @Override
    public boolean holdsObject() {
        return false;
    }

    @Override
    public boolean holdsText() {
        return this == TEXT;
    }

    @Override
    public int mostElements() {
        return this == INPUT ? MOST_TEXTS : Integer.MAX_VALUE;
    }

    @Override
    public boolean allows(String key, String word) {
        return switch (this) {
            case ROOT ->
                    switch (key) {
                        case "encoding_format" -> FORMATS.contains(word);
                        case "input" -> !word.isEmpty();
                        default -> true;
                    };
            case TEXT -> !word.isEmpty();
            case INPUT, NAMES, FREE -> true;
        };
    }

    @Override
    public boolean bringsMedia(String field) {
        return false;
    }

    @Override
    public boolean isMedia(String key, String text) {
        return Media.isEmbedded(text);
    }
}
