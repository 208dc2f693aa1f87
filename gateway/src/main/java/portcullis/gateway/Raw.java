package portcullis.gateway;

import java.util.Map;
import java.util.Optional;
import portcullis.kernel.Deadline;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;

/**
 * A model call as it came in, not yet understood.
 *
 * @param body the bytes as sent; never changed
 * @param headers the few request headers the journey reads or forwards, names in lower case
 * @param deadline the caller's own limit (X-Stainless-Timeout), when it gave one
 */
@SuppressWarnings(
        "ArrayRecordComponent") // identity is never asked of a Raw; a copy costs the hot path
public record Raw(
        RequestId request,
        Dialect dialect,
        byte[] body,
        Map<String, SensitiveText> headers,
        Optional<Deadline> deadline) {}
