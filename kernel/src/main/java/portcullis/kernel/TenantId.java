package portcullis.kernel;

import java.util.regex.Pattern;

/** Names a tenant: 1–63 characters of {@code a-z 0-9 -}, first a letter or digit. */
public record TenantId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** The tenant of a fresh installation. */
    public static final TenantId DEFAULT = new TenantId("default");

    public TenantId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a tenant is 1-63 characters of a-z 0-9 -, first a letter or digit");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
