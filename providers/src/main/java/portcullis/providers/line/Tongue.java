package portcullis.providers.line;

import java.util.Map;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Trouble;

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
}
