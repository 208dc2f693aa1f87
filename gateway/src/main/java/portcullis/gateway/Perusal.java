package portcullis.gateway;

import java.util.function.Consumer;
import portcullis.gateway.receive.Received;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.screen.Screener;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;

/** Has one request screened where that holds nobody up. Confined to the call. */
final class Perusal {
    private final Rooms rooms;
    private final Visit visit;
    private final Steps steps;

    Perusal(Rooms rooms, Visit visit, Steps steps) {
        this.rooms = rooms;
        this.visit = visit;
        this.steps = steps;
    }

    /** What needs more than a glance is read on a thread of its own. */
    void begin(Received received, Consumer<Outcome<Screened>> next) {
        Screener screener = rooms.screener();
        Permitted caller = visit.caller().caller();
        Outcome<Screened> seen = screener.glance(received, caller);
        if (screener.isOpen(seen, received, caller)) {
            steps.aside(() -> screener.screenAgain(received, caller), again -> told(again, next));
        } else {
            told(seen, next);
        }
    }

    private void told(Outcome<Screened> seen, Consumer<Outcome<Screened>> next) {
        if (Screener.isLeaky(seen)) {
            rooms.log()
                    .write(
                            new GatewayEvent.ScreeningLeaked(
                                    visit.raw().request(), visit.caller().caller().tenant()));
        }
        next.accept(seen);
    }
}
