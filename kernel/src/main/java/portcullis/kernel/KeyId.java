package portcullis.kernel;

import java.util.regex.Pattern;

/** The public part of an API key (GOV-9): 12 characters of {@code 0-9 a-z}. Not a secret. */
public record KeyId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-z]{12}");

    public KeyId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a key id is 12 characters of 0-9 a-z");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
