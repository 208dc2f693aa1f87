package portcullis.library.screen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.library.Page;
import portcullis.library.parse.Parsed;
import portcullis.privacy.Context;
import portcullis.privacy.Inspected;
import portcullis.privacy.Inspection;
import portcullis.privacy.Leaf;
import portcullis.privacy.Policy;
import portcullis.privacy.Specimen;

/**
 * Masks protected information in title, headings and text of every page (LIB-45). What leaves is
 * the canonical text; nothing else is indexed, embedded, quoted or shown. Refuses as the inspection
 * does; a scan that is not complete lets nothing through.
 */
public final class Screener {
    /** SCR-16: most time for one document. */
    private static final Duration MOST = Duration.ofSeconds(30);

    /** The pages' texts are read joined too, for what a page end cuts in two. */
    private static final int RUNNING_TEXT = 0;

    private final Inspection inspection;
    private final Function<TenantId, Policy> policies;

    /**
     * Screens uploads.
     *
     * @param policy made stricter than {@code REDACT} or left as it is, never laxer
     */
    public Screener(Inspection inspection, Policy policy) {
        this(inspection, _ -> policy);
    }

    /**
     * Screens uploads of many tenants.
     *
     * @param policies the policy of a tenant, asked for each document; never made laxer than {@code
     *     REDACT}
     */
    public Screener(Inspection inspection, Function<TenantId, Policy> policies) {
        this.inspection = inspection;
        this.policies = policies;
    }

    public Outcome<Screened> screen(Parsed parsed) {
        Specimen specimen = new Specimen(Context.UPLOAD, leaves(parsed));
        Policy policy = policies.apply(parsed.claimed().tenant());
        return inspection
                .inspect(specimen, Policy.REDACT.atLeast(policy), Deadline.in(MOST))
                .then(inspected -> screened(parsed, inspected));
    }

    /** Title, headings, then texts, so that the texts follow each other. */
    private static List<Leaf> leaves(Parsed parsed) {
        List<Leaf> leaves = new ArrayList<>();
        leaves.add(leaf(parsed.claimed().name(), 1));
        for (Page page : parsed.pages()) {
            leaves.add(leaf(page.section(), leaves.size() + 1));
        }
        for (Page page : parsed.pages()) {
            leaves.add(leaf(page.text(), RUNNING_TEXT));
        }
        return leaves;
    }

    private static Leaf leaf(SensitiveText text, int joint) {
        return new Leaf(SensitiveText.of(""), text, Leaf.Treatment.REWRITABLE, joint);
    }

    private static Outcome<Screened> screened(Parsed parsed, Inspected inspected) {
        List<SensitiveText> texts = inspected.texts();
        int count = parsed.pages().size();
        if (texts.size() != 1 + 2 * count) {
            return Outcome.refused(RefusalCode.SCAN_FAILED);
        }
        List<Page> pages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = parsed.pages().get(i).number();
            pages.add(new Page(number, texts.get(1 + i), texts.get(1 + count + i)));
        }
        return Outcome.passed(new Screened(parsed, texts.getFirst(), pages));
    }
}
