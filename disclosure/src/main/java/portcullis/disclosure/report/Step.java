package portcullis.disclosure.report;

import java.time.Duration;

/**
 * The six steps of an incident, and how long after its opening each may take. The specification
 * fixes the notice of the privacy officer and the review (SCR-47); the others are ours.
 */
public enum Step {
    CONTAINMENT(Duration.ofHours(4)),
    ASSESSMENT(Duration.ofHours(24)),
    OFFICER_NOTICE(Duration.ofHours(24)),
    REMEDIATION(Duration.ofDays(7)),
    DOCUMENTATION(Duration.ofDays(14)),
    REVIEW(Duration.ofDays(30));

    private final Duration within;

    Step(Duration within) {
        this.within = within;
    }

    /** The time from the opening of the incident. */
    public Duration within() {
        return within;
    }
}
