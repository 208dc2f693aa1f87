package portcullis.gateway.stream;

/** What a content block of a Messages answer holds, as far as its text is restored. */
enum BlockKind {
    TEXT,
    THINKING,
    /** A tool call; its text is fragments of JSON. */
    TOOL,
    /** Anything else, and texts that come at once and whole. */
    OTHER,
    /** A text that nobody here knows the meaning of. */
    UNKNOWN;

    /** Of a block's {@code type}. */
    static BlockKind of(String type) {
        return switch (type) {
            case "text" -> TEXT;
            case "thinking" -> THINKING;
            case "tool_use" -> TOOL;
            default -> OTHER;
        };
    }

    /** The voice of such a block. */
    Voice voice(int index) {
        return new Voice(index, name(), this == TOOL ? index : Voice.NO_TOOL);
    }
}
