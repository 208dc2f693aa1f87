package portcullis.library;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import portcullis.kernel.Label;
import portcullis.kernel.RefusalCode;
import portcullis.parser.Format;

/**
 * One state of a document. Bytes, pages and chunks never change after {@link Status#COMPLETED}.
 *
 * @param number 1 for the first version
 * @param reason why it failed or was quarantined
 * @param content SHA-256 of the uploaded bytes
 * @param size of the uploaded file in bytes
 * @param pages number of readable pages; 0 until completed
 * @param findings what was seen in the file and neither followed nor run; {@code partial} when some
 *     pages could not be read (LIB-14)
 * @param words in the canonical text of all pages; 0 until completed
 */
public record Version(
        int number,
        Status status,
        Optional<RefusalCode> reason,
        Format format,
        Hash content,
        long size,
        int pages,
        Set<Label> findings,
        int words,
        Instant uploadedAt,
        Optional<Instant> processedAt) {
    private static final Label PARTIAL = new Label("partial");

    public Version {
        findings = Set.copyOf(findings);
    }

    /** Whether some pages could not be read (LIB-14). */
    public boolean partial() {
        return findings.contains(PARTIAL);
    }
}
