package portcullis.providers.line;

import portcullis.gateway.route.Trouble.Rejected;

/** What a request became when it was put into a vendor's dialect. */
public sealed interface Worded {

    /** The bytes to send. */
    @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
    record Ready(byte[] body) implements Worded {}

    /** The dialect cannot say what the request asks for; nothing is sent. */
    record Unsayable(Rejected trouble) implements Worded {}
}
