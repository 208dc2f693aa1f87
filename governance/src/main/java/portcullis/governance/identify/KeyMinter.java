package portcullis.governance.identify;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import portcullis.governance.Role;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.TenantId;

/**
 * Makes keys (GOV-9 to GOV-11). Stores nothing: whoever asks writes the audit intent first and adds
 * the key to the store after it.
 */
public final class KeyMinter {
    /** How long a key lives when nobody says otherwise. */
    public static final Duration DEFAULT_LIFE = Duration.ofDays(365);

    /** The longest life a key may get. */
    public static final Duration LONGEST_LIFE = Duration.ofDays(3650);

    private static final Pattern NAME = Pattern.compile("[^\\p{C}]{1,100}");

    private final Pepper pepper;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public KeyMinter(Pepper pepper, Clock clock) {
        this.pepper = pepper;
        this.clock = clock;
    }

    /**
     * A key of a tenant.
     *
     * @param name 1–100 characters without control characters, for people only
     * @param life from now to its expiry; positive and at most {@link #LONGEST_LIFE}
     * @return refused with {@code INVALID_VALUE} at {@code name} or {@code expires}
     */
    public Outcome<Minted> mint(TenantId tenant, String name, Role role, Duration life) {
        if (!NAME.matcher(name).matches()) {
            return invalid("name");
        }
        if (!life.isPositive() || life.compareTo(LONGEST_LIFE) > 0) {
            return invalid("expires");
        }
        KeyText text = KeyText.random(random);
        String digest = HexFormat.of().formatHex(pepper.digest(text.whole()));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        StoredKey stored =
                new StoredKey(
                        text.id(),
                        tenant,
                        name,
                        role,
                        digest,
                        now,
                        now.plus(life),
                        Optional.empty(),
                        Optional.empty());
        return Outcome.passed(new Minted(stored, text.secret()));
    }

    private static Outcome<Minted> invalid(String field) {
        return Outcome.refused(Refusal.of(RefusalCode.INVALID_VALUE).at(FieldPath.field(field)));
    }
}
