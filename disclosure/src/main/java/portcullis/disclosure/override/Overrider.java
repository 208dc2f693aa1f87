package portcullis.disclosure.override;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import portcullis.disclosure.note.Noted;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;

/** Lets a text out in spite of findings, on somebody else's word (SCR-46). */
public final class Overrider {
    /** How long an override holds. */
    public static final Duration HOLDS = Duration.ofHours(24);

    /** Fewest characters of a justification, blanks at its ends not counted. */
    public static final int SHORTEST = 20;

    private final OverrideStore store;
    private final Clock clock;

    public Overrider(OverrideStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Why a text may go. */
    public record Reasons(SensitiveText justification, Set<Acknowledgement> acknowledgements) {}

    /**
     * Overrides one scan for a day.
     *
     * @return refused with {@code JUSTIFICATION_SHORT}, {@code MISSING_FIELD} when an
     *     acknowledgement is missing, {@code OWN_REQUEST} for the scan of one's own key, {@code
     *     CONFLICT} when the scan needs no override
     */
    public Outcome<Overridden> override(Permitted caller, Noted scan, Reasons reasons) {
        Optional<Refusal> refusal = refusal(caller, scan, reasons);
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Overridden overridden =
                new Overridden(
                        OverrideId.random(),
                        scan.tenant(),
                        scan.id(),
                        scan.context(),
                        scan.digest(),
                        caller.key(),
                        scan.by(),
                        reasons.justification(),
                        now,
                        now.plus(HOLDS));
        store.add(overridden);
        return Outcome.passed(overridden);
    }

    private static Optional<Refusal> refusal(Permitted caller, Noted scan, Reasons reasons) {
        String words = reasons.justification().reveal().strip();
        if (words.codePointCount(0, words.length()) < SHORTEST) {
            return Optional.of(
                    Refusal.of(RefusalCode.JUSTIFICATION_SHORT)
                            .at(FieldPath.field("justification"))
                            .withLimit(SHORTEST));
        }
        if (!reasons.acknowledgements().equals(EnumSet.allOf(Acknowledgement.class))) {
            return Optional.of(
                    Refusal.of(RefusalCode.MISSING_FIELD).at(FieldPath.field("acknowledgements")));
        }
        if (scan.by().equals(caller.key())) {
            return Optional.of(Refusal.of(RefusalCode.OWN_REQUEST));
        }
        return scan.needsOverride()
                ? Optional.empty()
                : Optional.of(Refusal.of(RefusalCode.CONFLICT));
    }

    /**
     * The override under which a scanned text may go now; an edited text has another digest and so
     * none.
     */
    public Optional<Overridden> standing(Noted scan) {
        return scan.needsOverride()
                ? store.standing(scan.tenant(), scan.context(), scan.digest(), clock.instant())
                : Optional.empty();
    }
}
