package portcullis.gateway.receive;

import java.util.Set;

/** What no detector can read, and so nobody may send on (SCR-8). */
final class Media {
    /** Fields of a content part that bring media. */
    static final Set<String> FIELDS =
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

    private Media() {}

    /** A data URL that carries something other than text. */
    static boolean isEmbedded(String text) {
        return text.regionMatches(true, 0, "data:", 0, 5)
                && text.length() > 22
                && text.substring(0, Math.min(text.length(), 128)).contains(";base64,");
    }
}
