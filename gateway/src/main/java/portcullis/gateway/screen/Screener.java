package portcullis.gateway.screen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import portcullis.gateway.Edit;
import portcullis.gateway.Familiar;
import portcullis.gateway.JsonText;
import portcullis.gateway.PolicyChoice;
import portcullis.gateway.receive.Received;
import portcullis.gateway.receive.Spot;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
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

    /** Texts of so many characters or fewer are first looked at where they must hold nobody up. */
    private static final int MOST_AT_A_GLANCE = 16 * 1024;

    /** A glance at such a text may take this part of the patience. */
    private static final int GLANCE = 6;

    /**
     * A scan that ran out of time is done once more, from the start, with this many times the
     * patience: on a starved machine a thread may lose 20 ms without having worked (D-0010).
     */
    private static final int SECOND_PATIENCE = 10;

    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Context INPUT = Context.AI_INPUT;
    private static final int CHARACTERS_PER_MILLI = 4096;

    private final Inspection inspection;
    private final PolicyChoice policies;
    private final Duration patience;
    private final Familiar familiar;

    /**
     * @param patience time for a scan; 1 ms is added for each 4 KiB of text
     * @param familiar what need not be read again
     */
    public Screener(
            Inspection inspection, PolicyChoice policies, Duration patience, Familiar familiar) {
        this.inspection = inspection;
        this.policies = policies;
        this.patience = patience;
        this.familiar = familiar;
    }

    /** One that reads everything. */
    public Screener(Inspection inspection, Policy policy, Duration patience) {
        this(
                inspection,
                PolicyChoice.always(policy),
                patience,
                new Familiar(new byte[32], System::nanoTime));
    }

    /** A glance, and a patient scan when that is not enough; for callers that may wait. */
    public Outcome<Screened> screen(Received received, Permitted caller) {
        Outcome<Screened> seen = glance(received, caller);
        return isOpen(seen, received, caller) ? screenAgain(received, caller) : seen;
    }

    /** The first scan. Takes a few milliseconds at most for a text that an event loop may read. */
    public Outcome<Screened> glance(Received received, Permitted caller) {
        return judged(received, caller, Attempt.FIRST);
    }

    /** The scan after one that left something open, from the start; may take long. */
    public Outcome<Screened> screenAgain(Received received, Permitted caller) {
        List<String> unknown =
                strange(received.spots(), caller).stream()
                        .filter(Spot::opaque)
                        .map(spot -> spot.leaf().text().reveal())
                        .toList();
        familiar.recollect(caller.tenant(), unknown);
        return judged(received, caller, Attempt.SECOND);
    }

    /**
     * Whether a second look may say something else than the first: it has more time, and it finds
     * out whether another process has heard what could not be read (SCR-7).
     */
    public boolean isOpen(Outcome<Screened> seen, Received received, Permitted caller) {
        boolean blocked =
                seen instanceof Outcome.Refused<?>(Refusal refusal)
                        && refusal.code() == RefusalCode.PHI_BLOCKED;
        return isUnfinished(seen)
                || (blocked && strange(received.spots(), caller).stream().anyMatch(Spot::opaque));
    }

    /** Whether a scan ended because its time was up, so that another may say more. */
    public static boolean isUnfinished(Outcome<?> seen) {
        return seen instanceof Outcome.Refused<?>(Refusal refusal)
                && refusal.code() == RefusalCode.SCAN_TIMEOUT;
    }

    /** Whether a masked text still held something, which is an incident (SCR-17). */
    public static boolean isLeaky(Outcome<?> seen) {
        return seen instanceof Outcome.Refused<?>(Refusal refusal)
                && refusal.code() == RefusalCode.SCAN_LEAKY;
    }

    /** The verdict alone; opens no door. */
    public Outcome<Inspected> read(Received received) {
        Policy policy = policies.of(TenantId.DEFAULT, received.raw().application(), INPUT);
        Outcome<Inspected> verdict = read(received.spots(), policy, Attempt.FIRST);
        return isUnfinished(verdict) ? read(received.spots(), policy, Attempt.SECOND) : verdict;
    }

    private enum Attempt {
        FIRST,
        SECOND
    }

    private Outcome<Screened> judged(Received received, Permitted caller, Attempt attempt) {
        if (received.unscannable().isPresent()) {
            return Outcome.refused(
                    Refusal.of(RefusalCode.SCAN_UNSCANNABLE).at(received.unscannable().get()));
        }
        List<Spot> spots = strange(received.spots(), caller);
        Sight sight = new Sight(received, spots);
        return policy(received, caller)
                .then(policy -> read(spots, policy, attempt))
                .then(inspected -> masked(sight, caller, inspected));
    }

    private Outcome<Policy> policy(Received received, Permitted caller) {
        Policy holds = policies.of(caller.tenant(), received.raw().application(), INPUT);
        return PolicyWish.within(holds, received.raw());
    }

    /** A request and what of it was read. */
    private record Sight(Received received, List<Spot> spots) {}

    /** All but what a vendor gave to this tenant and wants back (SCR-7). */
    private List<Spot> strange(List<Spot> spots, Permitted caller) {
        return spots.stream()
                .filter(
                        spot ->
                                !spot.opaque()
                                        || !familiar.knows(
                                                caller.tenant(), spot.leaf().text().reveal()))
                .toList();
    }

    private Outcome<Inspected> read(List<Spot> spots, Policy policy, Attempt attempt) {
        List<Leaf> leaves = spots.stream().map(Spot::leaf).toList();
        Duration span = span(attempt, characters(leaves));
        Deadline deadline = Deadline.in(span.compareTo(LONGEST) < 0 ? span : LONGEST);
        return inspection.inspect(new Specimen(INPUT, leaves), policy, deadline);
    }

    private Duration span(Attempt attempt, long characters) {
        return switch (attempt) {
            case FIRST ->
                    characters <= MOST_AT_A_GLANCE
                            ? patience.dividedBy(GLANCE)
                            : patience.plusMillis(characters / CHARACTERS_PER_MILLI);
            case SECOND ->
                    patience.multipliedBy(SECOND_PATIENCE)
                            .plusMillis(characters / CHARACTERS_PER_MILLI);
        };
    }

    private static long characters(List<Leaf> leaves) {
        long characters = 0;
        for (Leaf leaf : leaves) {
            characters += leaf.text().length();
        }
        return characters;
    }

    /** A verdict about fewer leaves, or a change where none may be, is no verdict. */
    private static Outcome<Screened> masked(Sight sight, Permitted caller, Inspected inspected) {
        List<Spot> spots = sight.spots();
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
        return Screened.of(sight.received(), caller, inspected, edits);
    }
}
