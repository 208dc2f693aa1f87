package portcullis.disclosure.note;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;
import portcullis.privacy.EntityType;
import portcullis.privacy.Finding;
import portcullis.privacy.RiskLevel;

/** Keeps what a scan found: where and what kind, never the text (SCR-42). */
public final class Noter {
    private final ScanStore store;
    private final Fingerprints prints;
    private final Clock clock;
    private final Duration keeping;

    /**
     * @param secret of the installation, for keyed digests
     * @param keeping how long values are kept for whoever asks for that
     */
    public Noter(ScanStore store, byte[] secret, Clock clock, Duration keeping) {
        this.store = store;
        this.prints = new Fingerprints(secret);
        this.clock = clock;
        this.keeping = keeping;
    }

    /** Whether values stay for a while, sealed, so that they can be revealed. */
    public enum Values {
        FORGOTTEN,
        KEPT
    }

    /** A text that was read in full, and why. */
    public record Reading(
            Context context, Optional<Resource> resource, SensitiveText text, Values values) {}

    /** Stores the result. Offsets of the findings are those of the reading's text. */
    public Noted note(Permitted caller, Reading reading, List<Finding> seen) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Finding> findings = seen.stream().filter(Noter::tells).toList();
        boolean kept = reading.values() == Values.KEPT && !findings.isEmpty();
        String period = Fingerprints.period(now);
        Noted noted =
                new Noted(
                        ScanId.random(),
                        caller.tenant(),
                        caller.key(),
                        reading.context(),
                        reading.resource(),
                        now,
                        prints.digest(caller.tenant(), reading.text()),
                        period,
                        reading.text().length(),
                        RiskLevel.of(findings),
                        findings.stream()
                                .map(place -> found(caller.tenant(), period, reading, place))
                                .toList(),
                        kept ? Optional.of(now.plus(keeping)) : Optional.empty());
        List<SensitiveText> values =
                kept
                        ? findings.stream()
                                .map(place -> SensitiveText.of(value(reading, place)))
                                .toList()
                        : List.of();
        store.add(noted, values);
        return noted;
    }

    /** A result of the caller's tenant; everything else is absent. */
    public Outcome<Noted> find(Permitted caller, String id) {
        return ScanId.parse(id)
                .flatMap(named -> store.find(caller.tenant(), named))
                .map(Outcome::passed)
                .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND));
    }

    /** Results about a resource of the caller's tenant, newest first. */
    public List<Noted> about(Permitted caller, Resource resource, int most) {
        return store.about(caller.tenant(), resource, most);
    }

    /** What a text is known by: equal for equal texts of one tenant. */
    public String digest(TenantId tenant, SensitiveText text) {
        return prints.digest(tenant, text);
    }

    /** Forgets values whose time is over. */
    public int sweep() {
        return store.sweep(clock.instant());
    }

    /** A text that looks like a placeholder protects nobody. */
    private static boolean tells(Finding finding) {
        return !finding.types().equals(java.util.Set.of(EntityType.LITERAL));
    }

    private Noted.Found found(TenantId tenant, String period, Reading reading, Finding place) {
        return new Noted.Found(place, prints.fingerprint(tenant, period, value(reading, place)));
    }

    private static String value(Reading reading, Finding place) {
        return reading.text().reveal().substring(place.start(), place.end());
    }
}
