package portcullis.providers.line;

import java.util.Map;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Trouble;
import portcullis.providers.sse.Documents;
import portcullis.providers.sse.EventReader;
import portcullis.providers.sse.LineReader;

/** A vendor's dialect over HTTP: how to ask, and how to understand. Stateless. */
public interface Tongue {

    /** Path below the vendor's base, query included, such as {@code /chat/completions}. */
    String path(Ask ask);

    /** Headers of every request, the vendor's way to send the key among them. */
    Map<String, String> headers();

    /** The screened request in this dialect. Asked for once, on the thread that makes the call. */
    Worded word(Ask ask);

    /** What a status other than 2xx means. {@code body} holds at most its first 64 KB. */
    Trouble refusal(Head head, byte[] body);

    /** A fresh ear for one answer. */
    Hearing hear(Ask ask);

    /** Whether headers that say that the quota is nearly used up keep the next calls away. */
    default boolean sparesQuota() {
        return false;
    }

    /** How the documents of a streamed answer are set apart. */
    default Framing framing() {
        return Framing.EVENTS;
    }

    /** How the documents of a streamed answer are set apart. */
    enum Framing {
        /** Server-sent events. */
        EVENTS("text/event-stream"),
        /** JSON, a line each. */
        LINES("application/x-ndjson");

        private final String mediaType;

        Framing(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }

        Documents reader(int mostBytes) {
            return switch (this) {
                case EVENTS -> new EventReader(mostBytes);
                case LINES -> new LineReader(mostBytes);
            };
        }
    }
}
