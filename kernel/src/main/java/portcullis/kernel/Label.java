package portcullis.kernel;

/**
 * A name that the operator chose in the configuration (a provider, a model, a policy) or that the
 * code fixes. Safe in logs, metrics and audit entries because no caller's text can become one:
 * 1–128 characters of letters, digits and {@code . _ : / @ + -}, and only the configuration makes
 * them.
 */
public record Label(String value) {
    private static final int LONGEST = 128;

    public Label {
        if (!isName(value)) {
            throw new IllegalArgumentException(
                    "a name is 1-128 letters, digits and . _ : / @ + -, first a letter or digit");
        }
    }

    /** By hand, because names are made several times for each call. */
    private static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LONGEST || !isAlphanumeric(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char next = text.charAt(i);
            if (!isAlphanumeric(next) && "._:/@+-".indexOf(next) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(char next) {
        return (next >= 'a' && next <= 'z')
                || (next >= 'A' && next <= 'Z')
                || (next >= '0' && next <= '9');
    }

    @Override
    public String toString() {
        return value;
    }
}
