package portcullis.parser;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.apache.pdfbox.text.PDFTextStripper;

/** Hands on the text of a document page by page. A damaged page is left out and noted. */
final class PdfText extends PDFTextStripper {
    private final Pages pages;
    private final Map<Integer, String> outline;
    private final StringWriter text = new StringWriter();
    private String section = "";

    PdfText(Pages pages, Map<Integer, String> outline) {
        this.pages = pages;
        this.outline = outline;
        setLineSeparator("\n");
        setPageEnd("");
    }

    void read(PDDocument document) throws IOException {
        writeText(document, text);
    }

    @Override
    protected void processPages(PDPageTree tree) throws IOException {
        try {
            for (PDPage page : tree) {
                onePage(page);
            }
        } catch (IllegalStateException | IllegalArgumentException | ClassCastException e) {
            // The tree itself is damaged: what was read so far is what there is.
            pages.saw(Frame.Sight.PARTIAL);
        }
    }

    private void onePage(PDPage page) throws IOException {
        int number = pages.next();
        section = outline.getOrDefault(number, section);
        text.getBuffer().setLength(0);
        try {
            if (page.hasContents()) {
                processPage(page);
            }
        } catch (CapReached e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            pages.saw(Frame.Sight.PARTIAL);
        }
        pages.page(number, section, text.toString());
    }
}
