package portcullis.library;

import portcullis.kernel.KeyId;
import portcullis.kernel.SensitiveText;

/**
 * A named thing of one tenant.
 *
 * @param name for display; chosen by the uploader, so it may hold protected text
 * @param current the version that is searched and shown; 0 while none is completed
 * @param latest the newest version, which may still be in work or have failed
 * @param createdBy key that uploaded the first version
 */
public record Document(
        DocumentId id, SensitiveText name, int current, Version latest, KeyId createdBy) {}
