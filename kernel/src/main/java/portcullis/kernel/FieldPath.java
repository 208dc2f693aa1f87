package portcullis.kernel;

import java.util.regex.Pattern;

/**
 * Names a place in a request, such as {@code messages[2].content}. Build it from names of the
 * published schema and from positions only: a key that the caller invented may itself be protected
 * text, so it is named by its position among its siblings ({@code metadata.*[3]}).
 */
public record FieldPath(String path) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    /** The request body itself. */
    public static final FieldPath ROOT = new FieldPath("");

    public static FieldPath field(String name) {
        return ROOT.then(name);
    }

    public FieldPath then(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a schema name");
        }
        return new FieldPath(path.isEmpty() ? name : path + "." + name);
    }

    public FieldPath at(int index) {
        return new FieldPath(path + "[" + index + "]");
    }

    /** The n-th key of an object whose keys the caller chose. */
    public FieldPath unnamed(int position) {
        return new FieldPath(
                path.isEmpty() ? "*[" + position + "]" : path + ".*[" + position + "]");
    }

    @Override
    public String toString() {
        return path.isEmpty() ? "body" : path;
    }
}
