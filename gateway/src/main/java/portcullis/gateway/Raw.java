package portcullis.gateway;

import java.util.Map;
import java.util.Optional;
import portcullis.kernel.Deadline;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;

/**
 * A model call as it came in, not yet understood.
 *
 * @param body the bytes as sent; never changed
 * @param headers the few request headers the journey reads or forwards, names in lower case
 * @param deadline the caller's own limit (X-Stainless-Timeout), when it gave one
 * @param application whose call it is: the model API's, or that of one of our applications
 */
@SuppressWarnings(
        "ArrayRecordComponent") // identity is never asked of a Raw; a copy costs the hot path
public record Raw(
        RequestId request,
        Dialect dialect,
        byte[] body,
        Map<String, SensitiveText> headers,
        Optional<Deadline> deadline,
        Label application) {
    /** The model API, which any client calls. */
    public static final Label API = new Label("api");

    /** A call of the model API. */
    public Raw(
            RequestId request,
            Dialect dialect,
            byte[] body,
            Map<String, SensitiveText> headers,
            Optional<Deadline> deadline) {
        this(request, dialect, body, headers, deadline, API);
    }

    /** The same call with another body. */
    Raw with(byte[] other) {
        return new Raw(request, dialect, other, headers, deadline, application);
    }
}
