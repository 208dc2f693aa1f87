package portcullis.gateway.screen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import portcullis.gateway.Edit;
import portcullis.gateway.JsonText;
import portcullis.gateway.receive.Received;
import portcullis.gateway.receive.Spot;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Context;
import portcullis.privacy.Inspected;
import portcullis.privacy.Inspection;
import portcullis.privacy.Leaf;
import portcullis.privacy.Policy;
import portcullis.privacy.Specimen;

/**
 * Has every leaf of a request read, and masks what the policy says. Without a verdict on all of
 * them nothing leaves (SCR-3).
 */
public final class Screener {
    /** What a scan of a short text may take (SCR-16). */
    public static final Duration PATIENCE = Duration.ofMillis(20);

    /**
     * A scan that ran out of time is done once more, from the start, with this many times the
     * patience: on a starved machine a thread may lose 20 ms without having worked (D-0010).
     */
    private static final int SECOND_PATIENCE = 10;

    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final int CHARACTERS_PER_MILLI = 4096;

    private final Inspection inspection;
    private final Policy policy;
    private final Duration patience;

    /**
     * @param patience time for a scan; 1 ms is added for each 4 KiB of text
     */
    public Screener(Inspection inspection, Policy policy, Duration patience) {
        this.inspection = inspection;
        this.policy = policy;
        this.patience = patience;
    }

    public Outcome<Screened> screen(Received received, Permitted caller) {
        if (received.unscannable().isPresent()) {
            return Outcome.refused(
                    Refusal.of(RefusalCode.SCAN_UNSCANNABLE).at(received.unscannable().get()));
        }
        return read(received).then(inspected -> masked(received, caller, inspected));
    }

    /** The verdict alone; opens no door. */
    public Outcome<Inspected> read(Received received) {
        List<Leaf> leaves = received.spots().stream().map(Spot::leaf).toList();
        Specimen specimen = new Specimen(Context.AI_INPUT, leaves);
        Outcome<Inspected> verdict = inspection.inspect(specimen, policy, within(patience, leaves));
        if (verdict instanceof Outcome.Refused<Inspected>(Refusal refusal)
                && refusal.code() == RefusalCode.SCAN_TIMEOUT) {
            Duration longer = patience.multipliedBy(SECOND_PATIENCE);
            verdict = inspection.inspect(specimen, policy, within(longer, leaves));
        }
        return verdict;
    }

    /** At most 2 s, however long the text. */
    private static Deadline within(Duration patience, List<Leaf> leaves) {
        long characters = 0;
        for (Leaf leaf : leaves) {
            characters += leaf.text().length();
        }
        Duration span = patience.plusMillis(characters / CHARACTERS_PER_MILLI);
        return Deadline.in(span.compareTo(LONGEST) < 0 ? span : LONGEST);
    }

    /** A verdict about fewer leaves, or a change where none may be, is no verdict. */
    private static Outcome<Screened> masked(
            Received received, Permitted caller, Inspected inspected) {
        List<Spot> spots = received.spots();
        List<Edit> edits = new ArrayList<>();
        if (inspected.texts().size() != spots.size()) {
            return Outcome.refused(RefusalCode.SCAN_FAILED);
        }
        for (int i = 0; i < spots.size(); i++) {
            Spot spot = spots.get(i);
            SensitiveText text = inspected.texts().get(i);
            if (text.equals(spot.leaf().text())) {
                continue;
            }
            if (spot.leaf().treatment() == Leaf.Treatment.READ_ONLY) {
                return Outcome.refused(RefusalCode.PHI_BLOCKED);
            }
            edits.add(new Edit(spot.start(), spot.end(), JsonText.quoted(text.reveal())));
        }
        edits.sort(Comparator.comparingInt(Edit::start));
        return Outcome.passed(new Screened(received, caller, inspected, edits));
    }
}
