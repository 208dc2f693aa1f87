package portcullis.kernel;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names one request in every response, log event and audit entry: {@code req_} and 26 characters
 * (115 random bits). Made here, never taken from a caller. New ones have no digits: an id that
 * comes back in a request is read like any other text and must not be taken for somebody's number.
 */
public record RequestId(String value) {
    private static final Pattern SHAPE = Pattern.compile("req_[0-9a-v]{26}");
    private static final char[] ALPHABET = "abcdefghijklmnopqrstuv".toCharArray();
    private static final RandomGenerator RANDOM = new SecureRandom();

    public RequestId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a request id");
        }
    }

    public static RequestId random() {
        byte[] bits = new byte[26];
        RANDOM.nextBytes(bits);
        StringBuilder text = new StringBuilder(30).append("req_");
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
