package portcullis.privacy.release;

/** Keeps cuts out of the middle of JSON's escapes, which would change their meaning. */
final class Escape {
    private static final int HEX = 4;

    private Escape() {}

    /** The position, or the beginning of the escape that it stands in. */
    static int start(CharSequence text, int at) {
        int begin = begin(text, at);
        return begin < 0 ? at : begin;
    }

    /** The position, or the end of the escape that it stands in. */
    static int end(CharSequence text, int at) {
        int begin = begin(text, at);
        return begin < 0 ? at : Math.min(text.length(), length(text, begin));
    }

    private static int begin(CharSequence text, int at) {
        int from = 0;
        while (from < at && from < text.length()) {
            if (text.charAt(from) == '\\') {
                int end = length(text, from);
                if (at < end) {
                    return from;
                }
                from = end;
            } else {
                from++;
            }
        }
        return -1;
    }

    /** One past an escape that begins here, with all its backslashes. */
    private static int length(CharSequence text, int begin) {
        int at = begin;
        while (at < text.length() && text.charAt(at) == '\\') {
            at++;
        }
        boolean unicode = at < text.length() && text.charAt(at) == 'u';
        return at + 1 + (unicode ? HEX : 0);
    }
}
