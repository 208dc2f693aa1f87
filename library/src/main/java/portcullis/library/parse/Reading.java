package portcullis.library.parse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.library.Claimed;
import portcullis.library.Page;
import portcullis.parser.Caps;
import portcullis.parser.Frame;
import portcullis.parser.Request;

/**
 * Collects what a child says about one document. The caps are checked again here, because a child
 * that was taken over may say anything.
 */
final class Reading {
    private static final int LONGEST_SECTION = 20_000;

    private final Claimed claimed;
    private final Caps caps;
    private final List<Page> pages = new ArrayList<>();
    private final Set<Label> findings = new HashSet<>();
    private long units;

    Reading(Claimed claimed, Caps caps) {
        this.claimed = claimed;
        this.caps = caps;
    }

    /**
     * @throws IOException when the child breaks off or says something that no child would
     */
    Outcome<Parsed> with(ChildProcess child) throws IOException {
        child.ask(new Request(claimed.format(), caps, claimed.content()));
        while (true) {
            switch (child.answer(caps.frame())) {
                case Frame.Page page -> add(page);
                case Frame.Metadata(Frame.Sight sight) -> findings.add(label(sight));
                case Frame.End(int count) -> {
                    return Outcome.passed(ended(count));
                }
                case Frame.Trouble(Frame.Reason reason) -> {
                    return Outcome.refused(code(reason));
                }
                case Frame.Ready() -> throw strange();
            }
        }
    }

    private void add(Frame.Page page) throws IOException {
        int before = pages.isEmpty() ? 0 : pages.getLast().number();
        units += page.text().length();
        boolean fits =
                page.number() > before
                        && page.number() <= caps.pages()
                        && units <= caps.output()
                        && page.section().length() <= LONGEST_SECTION
                        && !page.text().isBlank()
                        && page.text().indexOf('\0') < 0
                        && page.section().indexOf('\0') < 0;
        if (!fits) {
            throw strange();
        }
        SensitiveText section = SensitiveText.of(page.section());
        pages.add(new Page(page.number(), section, SensitiveText.of(page.text())));
    }

    private Parsed ended(int count) throws IOException {
        if (pages.isEmpty() || count < pages.getLast().number() || count > caps.pages()) {
            throw strange();
        }
        return new Parsed(claimed, pages, count, findings);
    }

    private static IOException strange() {
        return new IOException("the child said something that no child says");
    }

    private static Label label(Frame.Sight sight) {
        return new Label(sight.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static RefusalCode code(Frame.Reason reason) {
        return switch (reason) {
            case ENCRYPTED -> RefusalCode.DOCUMENT_ENCRYPTED;
            case UNREADABLE -> RefusalCode.DOCUMENT_UNREADABLE;
            case WITHOUT_TEXT -> RefusalCode.DOCUMENT_WITHOUT_TEXT;
            case OVER_CAP -> RefusalCode.DOCUMENT_OVER_CAP;
        };
    }
}
