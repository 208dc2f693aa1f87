package portcullis.library.upload;

import java.io.InputStream;
import java.util.Optional;
import portcullis.kernel.SensitiveText;

/**
 * A file on its way in.
 *
 * @param name as the caller gave it
 * @param mediaType as the caller declared it, without parameters; checked, never believed
 * @param bytes read once, at most to the limit; the caller closes it
 * @param start when its processing begins
 */
public record Upload(
        SensitiveText name, Optional<String> mediaType, InputStream bytes, Start start) {

    /** When the processing of a file begins (LIB-61). */
    public enum Start {
        AT_ONCE,
        /** It waits, pending, until somebody asks. */
        ON_REQUEST
    }

    /** Processed at once. */
    public Upload(SensitiveText name, Optional<String> mediaType, InputStream bytes) {
        this(name, mediaType, bytes, Start.AT_ONCE);
    }
}
