package portcullis.privacy.restore;

import java.util.Map;

/**
 * Puts values back in place of placeholders in one stream of text. The result is the same for every
 * way to cut the stream into pieces (SCR-35). Holds back nothing unless a placeholder may have
 * begun, and then at most its longest spelling (SCR-37). For one thread at a time.
 */
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

    private final Map<String, String> values;
    private final Spelt spelt;
    private final Surroundings surroundings;
    private final StringBuilder held = new StringBuilder();
    private long restored;
    private long left;

    /**
     * Made by a Mapping.
     *
     * @param values placeholder, as in {@code [EMAIL_1]}, to value
     */
    public Restoring(Map<String, String> values, Level level) {
        this.values = Map.copyOf(values);
        this.spelt = new Spelt(level);
        this.surroundings = new Surroundings(level);
    }

    /** Takes the next piece; gives back everything that cannot be part of an open placeholder. */
    public String feed(String chunk) {
        if (values.isEmpty()) {
            return chunk;
        }
        held.append(chunk);
        return release(false);
    }

    /** The end of the stream: gives back what was held, unchanged. */
    public String finish() {
        return release(true);
    }

    /** How many placeholders were replaced. */
    public long restored() {
        return restored;
    }

    /** How many were left as they were: unknown ones, and those inside links (SCR-39). */
    public long left() {
        return left;
    }

    /** Characters held back now. */
    public int holding() {
        return held.length();
    }

    private String release(boolean end) {
        StringBuilder out = new StringBuilder(held.length());
        int at = 0;
        while (at < held.length()) {
            int length = spelt.read(held, at);
            if (length == Spelt.OPEN && !end) {
                break;
            }
            if (length > 0) {
                replace(held.substring(at, at + length), out);
                at += length;
            } else {
                surroundings.pass(held.charAt(at));
                out.append(held.charAt(at++));
            }
        }
        held.delete(0, at);
        return out.toString();
    }

    private void replace(String written, StringBuilder out) {
        String value = values.get(spelt.plain());
        if (value == null || surroundings.forbid()) {
            left++;
            written.chars().forEach(letter -> surroundings.pass((char) letter));
            out.append(written);
            return;
        }
        restored++;
        out.append(surroundings.escape(value, spelt.depth()));
        surroundings.passValue();
    }
}
