package portcullis.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/** What a handler answers. */
public sealed interface Answer {
    /** One JSON document. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Json(int status, byte[] body) implements Answer {}

    /** Something else, complete. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Bytes(int status, String type, byte[] body) implements Answer {}

    /** Done, and nothing to say. */
    record NoContent() implements Answer {}

    /** Server-sent events; the producer runs on the visit's virtual thread and then it is over. */
    record Events(Map<String, String> headers, Consumer<Listener> producer) implements Answer {}

    /** Hears events. Blocks while the caller reads slowly, up to a limit. */
    interface Listener {
        /** One event with its name and JSON data; false when nobody listens any more. */
        boolean tell(String event, byte[] json);
    }

    static Answer text(int status, String text) {
        return new Bytes(
                status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
