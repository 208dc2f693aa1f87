package portcullis.parser;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Notes the active parts of a document: scripts, forms of the XFA kind, attached files and programs
 * to launch. Looks at the catalog and every page's annotations; nothing is opened or run.
 */
final class PdfSights {
    private static final int DEEPEST = 12;
    private static final int MOST = 200_000;
    private static final Map<String, Frame.Sight> KEYS =
            Map.of(
                    "JavaScript", Frame.Sight.SCRIPT,
                    "JS", Frame.Sight.SCRIPT,
                    "XFA", Frame.Sight.FORM_XFA,
                    "EmbeddedFiles", Frame.Sight.EMBEDDED_FILES,
                    "EF", Frame.Sight.EMBEDDED_FILES,
                    "Launch", Frame.Sight.LAUNCH_ACTION);

    private final Pages pages;
    private final Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private PdfSights(Pages pages) {
        this.pages = pages;
    }

    static void note(PDDocument document, Pages pages) {
        if (!document.getCurrentAccessPermission().canExtractContent()) {
            pages.saw(Frame.Sight.RESTRICTED);
        }
        try {
            new PdfSights(pages).look(document.getDocumentCatalog().getCOSObject(), 0);
        } catch (RuntimeException e) {
            pages.saw(Frame.Sight.PARTIAL);
        }
    }

    private void look(COSBase thing, int depth) {
        if (depth > DEEPEST || seen.size() > MOST || !seen.add(thing)) {
            return;
        }
        if (thing instanceof COSArray list) {
            for (int i = 0; i < list.size(); i++) {
                follow(list.getObject(i), depth);
            }
        } else if (thing instanceof COSDictionary dictionary) {
            for (COSName key : dictionary.keySet()) {
                name(key);
                follow(dictionary.getDictionaryObject(key), depth);
            }
        }
    }

    private void follow(COSBase thing, int depth) {
        if (thing instanceof COSName name) {
            name(name);
        } else if (thing instanceof COSArray || thing instanceof COSDictionary) {
            look(thing, depth + 1);
        }
    }

    private void name(COSName name) {
        Frame.Sight sight = KEYS.get(name.getName());
        if (sight != null) {
            pages.saw(sight);
        }
    }
}
