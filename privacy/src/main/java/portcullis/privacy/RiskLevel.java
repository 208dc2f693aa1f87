package portcullis.privacy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How much the findings of one text tell about a person (SCR-18). */
public enum RiskLevel {
    LOW,
    MEDIUM,
    HIGH;

    private static final Set<EntityType> TELLING =
            EnumSet.of(EntityType.SSN, EntityType.MRN, EntityType.PERSON, EntityType.ADDRESS);
    private static final int MANY = 5;
    private static final int SOME = 3;
    private static final int TWO = 2;

    /**
     * High: five findings of the high band, or three findings of which one is a social security
     * number, a record number, a person or an address. Medium: three findings, or two of the high
     * band. A scan that is not complete has no level: it is refused.
     */
    public static RiskLevel of(List<Finding> findings) {
        long high = findings.stream().filter(one -> one.band() == Finding.Band.HIGH).count();
        boolean telling =
                findings.stream().anyMatch(one -> one.types().stream().anyMatch(TELLING::contains));
        if (high >= MANY || (findings.size() >= SOME && telling)) {
            return HIGH;
        }
        return findings.size() >= SOME || high >= TWO ? MEDIUM : LOW;
    }
}
