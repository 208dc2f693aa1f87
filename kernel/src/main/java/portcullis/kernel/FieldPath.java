package portcullis.kernel;

/**
 * Names a place in a request, such as {@code messages[2].content}. Build it from names of the
 * published schema and from positions only: a key that the caller invented may itself be protected
 * text, so it is named by its position among its siblings ({@code metadata.*[3]}).
 */
public record FieldPath(String path) {
    private static final int LONGEST = 64;

    /** The request body itself. */
    public static final FieldPath ROOT = new FieldPath("");

    public static FieldPath field(String name) {
        return ROOT.then(name);
    }

    public FieldPath then(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a schema name");
        }
        return new FieldPath(path.isEmpty() ? name : path + "." + name);
    }

    /** By hand, because every field of every request has one. */
    private static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LONGEST || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char next = text.charAt(i);
            boolean digit = next >= '0' && next <= '9';
            if (!isLetter(next) && !digit && next != '_' && next != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char next) {
        return (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
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
