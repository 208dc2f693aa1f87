package portcullis.kernel;

import java.util.regex.Pattern;

/**
 * A name that the operator chose in the configuration (a provider, a model, a policy) or that the
 * code fixes. Safe in logs, metrics and audit entries because no caller's text can become one:
 * 1–128 characters of letters, digits and {@code . _ : / @ + -}, and only the configuration makes
 * them.
 */
public record Label(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}");

    public Label {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a name is 1-128 letters, digits and . _ : / @ + -, first a letter or digit");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
