package portcullis.kernel;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * Names one request in every response, log event and audit entry: {@code req_} and 26 characters
 * (115 random bits). Made here, never taken from a caller. New ones have no digits: an id that
 * comes back in a request is read like any other text and must not be taken for somebody's number.
 */
public record RequestId(String value) {
    private static final String BEGINS = "req_";
    private static final int LENGTH = 30;
    private static final char[] ALPHABET = "abcdefghijklmnopqrstuv".toCharArray();
    private static final RandomGenerator RANDOM = new SecureRandom();

    public RequestId {
        if (!isId(value)) {
            throw new IllegalArgumentException("not a request id");
        }
    }

    /** By hand, because ids are read several times for each call. */
    private static boolean isId(String text) {
        if (text.length() != LENGTH || !text.startsWith(BEGINS)) {
            return false;
        }
        for (int i = BEGINS.length(); i < LENGTH; i++) {
            char next = text.charAt(i);
            if ((next < '0' || next > '9') && (next < 'a' || next > 'v')) {
                return false;
            }
        }
        return true;
    }

    public static RequestId random() {
        byte[] bits = new byte[26];
        RANDOM.nextBytes(bits);
        StringBuilder text = new StringBuilder(LENGTH).append(BEGINS);
        for (byte bit : bits) {
            text.append(ALPHABET[(bit & 0xFF) % ALPHABET.length]);
        }
        return new RequestId(text.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
