package portcullis.disclosure.note;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a scanned text belongs to, in the caller's own words: names and ids only, so that neither
 * can be a sentence.
 *
 * @param type such as {@code manuscript}: 1–64 of {@code a-z 0-9 _ -}
 * @param id 1–128 of letters, digits and {@code . _ : / -}
 */
public record Resource(String type, String id) {
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");

    public Resource {
        if (!isType(type) || !isId(id)) {
            throw new IllegalArgumentException("not the name of a resource");
        }
    }

    public static boolean isType(String text) {
        return TYPE.matcher(text).matches();
    }

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Empty when either has another shape. */
    public static Optional<Resource> of(String type, String id) {
        return isType(type) && isId(id) ? Optional.of(new Resource(type, id)) : Optional.empty();
    }
}
