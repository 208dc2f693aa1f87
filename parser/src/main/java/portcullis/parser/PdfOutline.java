package portcullis.parser;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;

/** Finds the titles that a document's outline gives to its pages. Loops and damage end it early. */
final class PdfOutline {
    private static final int MOST_ITEMS = 10_000;
    private static final int DEEPEST = 16;

    private final PDDocument document;
    private final IdentityHashMap<COSDictionary, Integer> numbers = new IdentityHashMap<>();
    private final Map<Integer, String> titles = new HashMap<>();
    private final Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private PdfOutline(PDDocument document) {
        this.document = document;
    }

    /** Titles by the number of the page they point to; the deepest one of a page wins. */
    static Map<Integer, String> of(PDDocument document) {
        PdfOutline outline = new PdfOutline(document);
        try {
            PDOutlineNode root = document.getDocumentCatalog().getDocumentOutline();
            if (root != null) {
                outline.number();
                outline.walk(root, "", 1);
            }
        } catch (IOException | RuntimeException e) {
            // An outline is a convenience; the text does not depend on it.
            return outline.titles;
        }
        return outline.titles;
    }

    private void number() {
        int number = 0;
        for (PDPage page : document.getPages()) {
            numbers.put(page.getCOSObject(), ++number);
        }
    }

    private void walk(PDOutlineNode parent, String above, int depth) throws IOException {
        PDOutlineItem item = parent.getFirstChild();
        while (item != null && seen.size() < MOST_ITEMS && seen.add(item.getCOSObject())) {
            String title = item.getTitle() == null ? "" : Cleaner.line(item.getTitle());
            String path =
                    above.isEmpty() || title.isEmpty() ? above + title : above + " › " + title;
            PDPage page = item.findDestinationPage(document);
            Integer number = page == null ? null : numbers.get(page.getCOSObject());
            if (number != null) {
                titles.put(number, path);
            }
            if (depth < DEEPEST) {
                walk(item, path, depth + 1);
            }
            item = item.getNextSibling();
        }
    }
}
