package portcullis.disclosure.note;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import portcullis.kernel.KeyId;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;
import portcullis.privacy.Finding;
import portcullis.privacy.RiskLevel;

/**
 * The result of a scan as it is kept (SCR-42): places, types and keyed fingerprints, never text.
 *
 * @param by the key that asked
 * @param created to the microsecond
 * @param digest HMAC-SHA-256 of the text under a key of the tenant, 64 hex digits: tells an edited
 *     text from the one that was read
 * @param period of the key that made the fingerprints; those of two periods cannot be compared
 * @param characters UTF-16 units that were read
 * @param kept until when the values can be asked for; empty when none were kept
 */
public record Noted(
        ScanId id,
        TenantId tenant,
        KeyId by,
        Context context,
        Optional<Resource> resource,
        Instant created,
        String digest,
        String period,
        long characters,
        RiskLevel risk,
        List<Found> findings,
        Optional<Instant> kept) {

    /**
     * One finding.
     *
     * @param place offsets in UTF-16 units, types, rule, score and band
     * @param fingerprint first 8 bytes of HMAC-SHA-256 of the value, 16 hex digits
     */
    public record Found(Finding place, String fingerprint) {}

    public Noted {
        findings = List.copyOf(findings);
    }

    /** An export with any finding, a low one too, leaves only under an override (section 7). */
    public boolean needsOverride() {
        return context == Context.EXPORT && !findings.isEmpty();
    }
}
