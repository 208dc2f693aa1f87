package portcullis.gateway;

import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import portcullis.governance.audit.Auditor;
import portcullis.kernel.EventLog;
import portcullis.privacy.Inspection;

/**
 * The other floors' doors, and what the house lends.
 *
 * @param timer wakes journeys; its tasks only hand over to a call's own context, so one thread is
 *     enough
 */
public record Surroundings(
        Inspection inspection,
        Auditor auditor,
        EventLog log,
        Clock clock,
        ScheduledExecutorService timer) {}
