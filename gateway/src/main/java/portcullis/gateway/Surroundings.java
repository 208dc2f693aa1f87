package portcullis.gateway;

import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import portcullis.gateway.route.Cooldowns;
import portcullis.governance.audit.Auditor;
import portcullis.kernel.EventLog;
import portcullis.privacy.Inspection;

/**
 * The other floors' doors, and what the house lends.
 *
 * @param timer wakes journeys; its tasks only hand over to a call's own context, so one thread is
 *     enough
 * @param cooldowns which targets other processes see failing
 */
public record Surroundings(
        Inspection inspection,
        Auditor auditor,
        EventLog log,
        Clock clock,
        ScheduledExecutorService timer,
        Cooldowns cooldowns) {

    /** A process that is alone. */
    public Surroundings(
            Inspection inspection,
            Auditor auditor,
            EventLog log,
            Clock clock,
            ScheduledExecutorService timer) {
        this(inspection, auditor, log, clock, timer, Cooldowns.ofOneProcess());
    }
}
