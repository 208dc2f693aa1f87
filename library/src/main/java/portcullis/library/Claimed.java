package portcullis.library;

import java.util.UUID;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.parser.Format;

/**
 * A version that one worker may process until its lease runs out. Only a store makes one.
 *
 * @param attempt 1 for the first time it is processed
 * @param lease proves the claim; a later claim of the same version has another
 * @param content the uploaded bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Claimed(
        UUID lease,
        TenantId tenant,
        DocumentId document,
        int version,
        int attempt,
        SensitiveText name,
        Format format,
        byte[] content) {

    @Override
    public String toString() {
        return "Claimed[" + document + " v" + version + "]";
    }
}
