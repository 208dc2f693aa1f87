package portcullis.gateway.receive;

import java.util.Set;

/** What no detector can read, and so nobody may send on (SCR-8). */
final class Unreadable {
    private static final Set<String> TEXT_PARTS = Set.of("text", "refusal", "output_text");
    private static final Set<String> MEDIA =
            Set.of(
                    "image_url",
                    "input_audio",
                    "input_image",
                    "input_file",
                    "file",
                    "file_data",
                    "file_url",
                    "video_url",
                    "audio_url",
                    "document");

    private Unreadable() {}

    /** A field whose very presence brings media or lets the vendor fetch something. */
    static boolean field(Place place, String name) {
        return switch (place) {
            case PART -> MEDIA.contains(name);
            case MESSAGE, ROOT -> name.equals("audio");
            case TOOL -> name.equals("server_url");
            case MESSAGES,
                    CONTENT,
                    TOOL_CALLS,
                    TOOL_CALL,
                    CALL,
                    TOOLS,
                    FUNCTION,
                    FORMAT,
                    SCHEMA,
                    OPTIONS,
                    NAMES,
                    FREE ->
                    false;
        };
    }

    /** A text that announces media or is media itself. */
    static boolean text(Place parent, String key, String text) {
        if (parent == Place.PART && key.equals("type")) {
            return !TEXT_PARTS.contains(text);
        }
        if (parent == Place.TOOL && key.equals("type")) {
            return text.equals("mcp");
        }
        return embedded(text) || (key.equals("modalities") && !text.equals("text"));
    }

    /** A data URL that carries something other than text. */
    private static boolean embedded(String text) {
        return text.regionMatches(true, 0, "data:", 0, 5)
                && text.length() > 22
                && text.substring(0, Math.min(text.length(), 128)).contains(";base64,");
    }
}
