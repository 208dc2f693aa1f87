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
 */
public record Upload(SensitiveText name, Optional<String> mediaType, InputStream bytes) {}
