package portcullis.library.upload;

import portcullis.kernel.SensitiveText;
import portcullis.library.Hash;
import portcullis.parser.Format;

/** A file whose name, size and kind are fit for the library. Only {@link Uploader} makes one. */
public final class Uploaded {
    private final SensitiveText name;
    private final Format format;
    private final byte[] bytes;
    private final Hash content;
    private final Upload.Start start;

    Uploaded(SensitiveText name, Format format, byte[] bytes, Upload.Start start) {
        this.start = start;
        this.name = name;
        this.format = format;
        this.bytes = bytes;
        this.content = Hash.of(bytes);
    }

    /** NFC, 1–255 bytes of UTF-8; for display only (LIB-13). */
    public SensitiveText name() {
        return name;
    }

    public Format format() {
        return format;
    }

    /** The file; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** When its processing begins. */
    public Upload.Start start() {
        return start;
    }

    /** SHA-256 of the bytes. */
    public Hash content() {
        return content;
    }
}
