package portcullis.privacy.restore;

import java.util.Map;

/** Puts values back in place of placeholders in one stream of text, exact for every chunking. */
public final class Restoring {
    /** What the stream is made of. */
    public enum Level {
        /** Plain text, already decoded from JSON. */
        TEXT,
        /**
         * JSON text, such as tool arguments: placeholders stand in string literals, their
         * characters may come as unicode escapes, and values are escaped for where they land.
         */
        JSON_STRING
    }

    /** Made by a Mapping, or directly from placeholder and value pairs. */
    public Restoring(Map<String, String> values, Level level) {
    }

    /** Takes the next piece; gives back everything that cannot be part of an open placeholder. */
    public String feed(String chunk) {
        return chunk;
    }

    /** The end of the stream: gives back what was held, unchanged. */
    public String finish() {
        return "";
    }
}
