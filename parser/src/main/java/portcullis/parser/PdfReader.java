package portcullis.parser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * Reads PDF (LIB-4): the text of each page in the order of its content, articles first, with the
 * outline's titles as headings. Works in memory only. A file that opens without a password but asks
 * readers not to copy text is read, and the wish noted.
 */
final class PdfReader implements Reader {

    @Override
    public void read(byte[] content, Pages pages) throws IOException, Unreadable {
        try (PDDocument document = open(content)) {
            PdfSights.note(document, pages);
            new PdfText(pages, PdfOutline.of(document)).read(document);
        }
    }

    private static PDDocument open(byte[] content) throws IOException, Unreadable {
        try {
            return Loader.loadPDF(content);
        } catch (InvalidPasswordException e) {
            throw new Unreadable(Frame.Reason.ENCRYPTED);
        } catch (IOException | RuntimeException | LinkageError e) {
            // Certificates need a library that no child has: such files never open.
            if (namesEncryption(content)) {
                throw new Unreadable(Frame.Reason.ENCRYPTED);
            }
            throw e;
        }
    }

    /** A trailer is never compressed, so an encrypted file says so in plain bytes. */
    private static boolean namesEncryption(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).contains("/Encrypt");
    }
}
