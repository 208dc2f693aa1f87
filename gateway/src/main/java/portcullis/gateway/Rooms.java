package portcullis.gateway;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import portcullis.gateway.fit.TokenCount;
import portcullis.gateway.keep.Keeper;
import portcullis.gateway.receive.Receiver;
import portcullis.gateway.record.Recorder;
import portcullis.gateway.remember.Memory;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Router;
import portcullis.gateway.screen.Screener;
import portcullis.gateway.settle.Meter;
import portcullis.gateway.stream.Journals;
import portcullis.gateway.stream.Teller;
import portcullis.governance.budget.Budgets;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;

/** The rooms a journey walks through, in its order, and what it takes along. */
record Rooms(
        Catalogue catalogue,
        Map<Label, Provider> providers,
        Receiver receiver,
        Screener screener,
        Memory memory,
        Router router,
        Teller teller,
        Journals journals,
        Streaming streaming,
        Recorder recorder,
        Purse purse,
        Keeper keeper,
        Background background,
        TokenCount tokens,
        EventLog log,
        ScheduledExecutorService timer,
        LongSupplier nanos) {

    /** Who may spend what, and the clock by which a day of budget begins. */
    record Purse(Budgets budgets, Clock clock) {
        /** The meter of a call that is admitted now. */
        Meter meter() {
            return new Meter(budgets, clock.instant());
        }
    }

    /** Checked when the house was built: every target has one. */
    Provider provider(Target target) {
        return Optional.ofNullable(providers.get(target.provider())).orElseThrow();
    }
}
