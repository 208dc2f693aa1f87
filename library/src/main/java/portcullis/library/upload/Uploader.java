package portcullis.library.upload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.parser.Format;

/**
 * Lets files in whose name, size and kind fit (LIB-11 to LIB-14). Refuses with BAD_NAME, TOO_LARGE,
 * DOCUMENT_EMPTY and UNSUPPORTED_MEDIA; CANCELLED when the caller's bytes end early.
 */
public final class Uploader {
    /** Default limit in bytes. */
    public static final int MOST_BYTES = 10 * 1024 * 1024;

    private static final int PIECE = 64 * 1024;

    private final int limit;

    /**
     * Takes files up to a size.
     *
     * @param limit in bytes
     */
    public Uploader(int limit) {
        this.limit = limit;
    }

    public Outcome<Uploaded> upload(Upload upload) {
        return FileName.fit(upload.name()).then(name -> withName(upload, name));
    }

    private Outcome<Uploaded> withName(Upload upload, SensitiveText name) {
        try {
            Optional<byte[]> bytes = read(upload.bytes());
            return bytes.isEmpty()
                    ? Outcome.refused(Refusal.of(RefusalCode.TOO_LARGE).withLimit(limit))
                    : withBytes(upload, name, bytes.get());
        } catch (IOException | UncheckedIOException e) {
            return Outcome.refused(RefusalCode.CANCELLED);
        }
    }

    private Outcome<Uploaded> withBytes(Upload upload, SensitiveText name, byte[] bytes) {
        if (bytes.length == 0) {
            return Outcome.refused(RefusalCode.DOCUMENT_EMPTY);
        }
        Optional<Format> format = Sniffer.format(bytes, name.reveal(), upload.mediaType());
        return format.isEmpty()
                ? Outcome.refused(RefusalCode.UNSUPPORTED_MEDIA)
                : Outcome.passed(new Uploaded(name, format.get(), bytes, upload.start()));
    }

    /** All bytes, or nothing when there are more than the limit; what follows is not read. */
    private Optional<byte[]> read(InputStream in) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        int length = in.read(piece);
        while (length >= 0) {
            if (kept.size() + length > limit) {
                return Optional.empty();
            }
            kept.write(piece, 0, length);
            length = in.read(piece);
        }
        return Optional.of(kept.toByteArray());
    }
}
