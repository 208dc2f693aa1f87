package portcullis.privacy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How much a text tells about a person, from its findings (SCR-18). */
public enum RiskLevel {
    /** Little or nothing. */
    LOW,
    /** At least three findings, or two of the high band. */
    MEDIUM,
    /**
     * At least five findings of the high band, or at least three with one that names a person or
     * household; also every scan that is incomplete.
     */
    HIGH;

    private static final Set<EntityType> NAMING =
            EnumSet.of(EntityType.SSN, EntityType.MRN, EntityType.PERSON, EntityType.ADDRESS);

    /** The level of a complete scan. */
    public static RiskLevel of(List<Finding> findings) {
        long high = findings.stream().filter(f -> f.band() == Finding.Band.HIGH).count();
        boolean naming =
                findings.stream().flatMap(f -> f.types().stream()).anyMatch(NAMING::contains);
        if (high >= 5 || (findings.size() >= 3 && naming)) {
            return HIGH;
        }
        return findings.size() >= 3 || high >= 2 ? MEDIUM : LOW;
    }
}
