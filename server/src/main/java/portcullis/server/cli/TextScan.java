package portcullis.server.cli;

import java.time.Duration;
import java.util.List;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Context;
import portcullis.privacy.Finding;
import portcullis.privacy.Inspected;
import portcullis.privacy.Inspection;
import portcullis.privacy.Leaf;
import portcullis.privacy.Specimen;

/**
 * Reads single texts.
 *
 * @param context where the texts would go
 */
record TextScan(Inspection inspection, Context context) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Everything found, whatever the context would do with it. */
    Outcome<List<Finding>> read(String text) {
        Leaf leaf =
                new Leaf(
                        SensitiveText.of(""), SensitiveText.of(text), Leaf.Treatment.REWRITABLE, 0);
        return inspection
                .read(new Specimen(context, List.of(leaf)), Deadline.in(PATIENCE))
                .map(Inspected::findings);
    }
}
