package portcullis.providers.line;

import java.util.Map;
import java.util.Optional;
import portcullis.gateway.route.Trouble.Rejected;

/** What a request became when it was put into a vendor's dialect. */
public sealed interface Worded {

    /**
     * What to send.
     *
     * @param path below the vendor's base; empty for the usual one
     * @param headers of this request alone
     */
    @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
    record Ready(byte[] body, Optional<String> path, Map<String, String> headers)
            implements Worded {
        public Ready {
            headers = Map.copyOf(headers);
        }

        /** To the dialect's usual path. */
        public Ready(byte[] body) {
            this(body, Optional.empty(), Map.of());
        }
    }

    /** The dialect cannot say what the request asks for; nothing is sent. */
    record Unsayable(Rejected trouble) implements Worded {}
}
