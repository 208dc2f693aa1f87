package portcullis.disclosure.reveal;

import java.time.Instant;
import portcullis.disclosure.note.ScanId;
import portcullis.kernel.KeyId;
import portcullis.kernel.SensitiveText;

/**
 * A line of the access log: who did what about which value, and why.
 *
 * @param reason of the request
 */
public record AccessEntry(
        long number,
        AccessId request,
        ScanId scan,
        int finding,
        KeyId by,
        Deed deed,
        SensitiveText reason,
        Instant at) {

    /** What was done. */
    public enum Deed {
        REQUESTED,
        APPROVED,
        REJECTED,
        REVEALED,
        /** A token was shown that does not work. */
        REFUSED
    }
}
