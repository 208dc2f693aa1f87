package portcullis.providers.line;

import java.util.Map;
import portcullis.gateway.route.Trouble.Rejected;

/** What a request became when it was put into a vendor's dialect. */
public sealed interface Worded {

    /**
     * What to send.
     *
     * @param headers of this request alone
     */
    @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
    record Ready(byte[] body, Map<String, String> headers) implements Worded {
        public Ready {
            headers = Map.copyOf(headers);
        }

        /** With no headers but those of every request. */
        public Ready(byte[] body) {
            this(body, Map.of());
        }
    }

    /** The dialect cannot say what the request asks for; nothing is sent. */
    record Unsayable(Rejected trouble) implements Worded {}
}
