package portcullis.gateway;

import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import portcullis.gateway.keep.Keeper;
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
 * @param keeper keeps responses for their callers
 * @param keepsakes what vendors gave to tenants, beyond this process
 */
public record Surroundings(
        Inspection inspection,
        Auditor auditor,
        EventLog log,
        Clock clock,
        ScheduledExecutorService timer,
        Cooldowns cooldowns,
        Keeper keeper,
        Keepsakes keepsakes) {

    /** A process that is alone and keeps nothing. */
    public Surroundings(
            Inspection inspection,
            Auditor auditor,
            EventLog log,
            Clock clock,
            ScheduledExecutorService timer) {
        this(
                inspection,
                auditor,
                log,
                clock,
                timer,
                Cooldowns.ofOneProcess(),
                Keeper.ofNothing(),
                Keepsakes.ofOneProcess());
    }
}
