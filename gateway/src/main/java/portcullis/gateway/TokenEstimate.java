package portcullis.gateway;

/**
 * Counts tokens where no vendor does: three bytes of UTF-8 to a token, rounded up. Prose has about
 * four, so this errs on the safe side (GOV-32).
 */
public final class TokenEstimate {
    private static final int BYTES_PER_TOKEN = 3;

    private TokenEstimate() {}

    /** Tokens of a text of so many bytes. */
    public static long of(long utf8Bytes) {
        return (utf8Bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }

    /** Bytes that the text takes in UTF-8. */
    public static long utf8(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            bytes += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
        }
        return bytes;
    }
}
