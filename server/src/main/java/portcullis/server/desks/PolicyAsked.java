package portcullis.server.desks;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.server.http.Visit;

/** What a caller asks of the screening policy, in a header or in the query (SCR-68). */
final class PolicyAsked {
    private static final String HEADER = "x-portcullis-policy";

    private PolicyAsked() {}

    /** The headers of a call, with what the query asks added to the header: both are answered. */
    static Map<String, SensitiveText> headers(Visit visit) {
        Optional<String> query = visit.query("policy");
        if (query.isEmpty()) {
            return visit.headers();
        }
        Map<String, SensitiveText> headers = new HashMap<>(visit.headers());
        headers.merge(
                HEADER,
                SensitiveText.of(query.get()),
                (header, more) -> SensitiveText.of(header.reveal() + "," + more.reveal()));
        return Map.copyOf(headers);
    }

    /** For routes that take no wish: none is overheard, it is refused. */
    static Outcome<Visit> none(Visit visit) {
        return headers(visit).containsKey(HEADER)
                ? Outcome.refused(Refusal.of(RefusalCode.INVALID_VALUE).at(FieldPath.field(HEADER)))
                : Outcome.passed(visit);
    }
}
