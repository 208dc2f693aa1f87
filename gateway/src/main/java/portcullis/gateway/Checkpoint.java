package portcullis.gateway;

import java.util.function.Consumer;
import portcullis.gateway.receive.Received;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.screen.Screener;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;

/** Has a call's request read, at a glance or patiently. Confined to the call. */
final class Checkpoint {
    private final Rooms rooms;
    private final Visit visit;
    private final Steps steps;

    Checkpoint(Rooms rooms, Visit visit, Steps steps) {
        this.rooms = rooms;
        this.visit = visit;
        this.steps = steps;
    }

    /** What needs more than a glance is read elsewhere, so that it holds nobody up. */
    void read(Received received, Consumer<Outcome<Screened>> then) {
        Permitted caller = visit.caller().caller();
        Screener screener = rooms.screener();
        Outcome<Screened> seen = screener.glance(received, caller);
        if (screener.isOpen(seen, received, caller)) {
            steps.aside(() -> screener.screenAgain(received, caller), again -> judged(again, then));
        } else {
            judged(seen, then);
        }
    }

    private void judged(Outcome<Screened> seen, Consumer<Outcome<Screened>> then) {
        if (Screener.isLeaky(seen)) {
            rooms.log()
                    .write(
                            new GatewayEvent.ScreeningLeaked(
                                    visit.raw().request(), visit.caller().caller().tenant()));
        }
        then.accept(seen);
    }
}
