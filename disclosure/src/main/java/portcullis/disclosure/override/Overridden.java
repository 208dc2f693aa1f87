package portcullis.disclosure.override;

import java.time.Instant;
import portcullis.disclosure.note.ScanId;
import portcullis.kernel.KeyId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;

/**
 * A text that may go its way although something was found in it.
 *
 * @param digest of the text that was scanned; another text is not covered
 * @param by who answers for it
 * @param owner whose text it is: another key
 * @param justification sealed where it is kept; at least 20 characters
 */
public record Overridden(
        OverrideId id,
        TenantId tenant,
        ScanId scan,
        Context context,
        String digest,
        KeyId by,
        KeyId owner,
        SensitiveText justification,
        Instant created,
        Instant expires) {}
