package portcullis.gateway;

import portcullis.gateway.screen.Screened;
import portcullis.gateway.screen.Screener;
import portcullis.kernel.EventLog;
import portcullis.kernel.Outcome;

/** Tells the log of a call whose masked text still held protected information (SCR-17). */
final class Leak {
    private Leak() {}

    /** What was seen, unchanged. */
    static Outcome<Screened> told(Outcome<Screened> seen, Visit visit, EventLog log) {
        if (Screener.isLeaky(seen)) {
            log.write(
                    new GatewayEvent.ScreeningLeaked(
                            visit.raw().request(), visit.permitted().tenant()));
        }
        return seen;
    }
}
