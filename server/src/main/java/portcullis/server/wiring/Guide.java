package portcullis.server.wiring;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.SensitiveText;
import portcullis.library.Ingestion;
import portcullis.library.upload.Upload;

/** The product's own guide, put into the library of a new installation (AST-21). */
final class Guide {
    static final List<String> PAGES =
            List.of(
                    "audit.md",
                    "documents.md",
                    "getting-started.md",
                    "keys-and-tenants.md",
                    "models.md",
                    "operating.md",
                    "privacy.md",
                    "troubleshooting.md");

    private Guide() {}

    /** Takes every page in; what the library refuses is left out. Returns how many it took. */
    static int into(Ingestion ingestion, Permitted uploader) {
        int taken = 0;
        for (String page : PAGES) {
            taken += page(page, ingestion, uploader) ? 1 : 0;
        }
        return taken;
    }

    private static boolean page(String page, Ingestion ingestion, Permitted uploader) {
        try (InputStream in = Guide.class.getResourceAsStream("/portcullis/guide/" + page)) {
            if (in == null) {
                return false;
            }
            ingestion.take(
                    uploader, new Upload(SensitiveText.of(page), Optional.of("text/markdown"), in));
            return true;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
