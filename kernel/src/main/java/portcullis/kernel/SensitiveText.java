package portcullis.kernel;

import java.util.Objects;

/**
 * Text that may name a patient. It shows only its length, so that a careless log line, message or
 * dump holds nothing. {@link #reveal()} is called where the text is worked on, and nowhere else.
 */
public final class SensitiveText {
    private static final SensitiveText EMPTY = new SensitiveText("");

    private final String text;

    private SensitiveText(String text) {
        this.text = text;
    }

    public static SensitiveText of(String text) {
        return text.isEmpty() ? EMPTY : new SensitiveText(text);
    }

    /** The text itself. */
    public String reveal() {
        return text;
    }

    /** Length in UTF-16 units. */
    public int length() {
        return text.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SensitiveText that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(text);
    }

    @Override
    public String toString() {
        return "SensitiveText[" + text.length() + "]";
    }
}
