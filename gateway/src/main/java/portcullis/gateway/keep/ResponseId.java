package portcullis.gateway.keep;

import java.util.Optional;
import java.util.regex.Pattern;
import portcullis.kernel.RequestId;

/** Names a kept response: {@code resp_} and the 26 characters of the request that made it. */
public record ResponseId(String value) {
    private static final Pattern SHAPE = Pattern.compile("resp_[0-9a-v]{26}");

    public ResponseId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a response id");
        }
    }

    public static ResponseId of(RequestId request) {
        return new ResponseId("resp_" + request.value().substring("req_".length()));
    }

    /** What a caller wrote; empty when it cannot be an id. */
    public static Optional<ResponseId> read(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new ResponseId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
