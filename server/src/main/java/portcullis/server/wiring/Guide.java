package portcullis.server.wiring;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The product's own guide, put into the library of every tenant (AST-21). */
final class Guide {
    static final List<String> PAGES =
            List.of(
                    "audit.md",
                    "budgets.md",
                    "documents.md",
                    "gateway.md",
                    "getting-started.md",
                    "keys-and-tenants.md",
                    "models.md",
                    "operating.md",
                    "privacy.md",
                    "troubleshooting.md");

    private Guide() {}

    /** The pages of this version by name, in order; one that cannot be read is left out. */
    static Map<String, byte[]> pages() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (String page : PAGES) {
            try (InputStream in = Guide.class.getResourceAsStream("/portcullis/guide/" + page)) {
                if (in != null) {
                    all.put(page, in.readAllBytes());
                }
            } catch (IOException unreadable) {
                all.remove(page); // the others are still of use
            }
        }
        return all;
    }
}
