package portcullis.server.wiring;

import java.time.Clock;
import java.util.Comparator;
import java.util.stream.Stream;
import portcullis.governance.budget.Bursar;
import portcullis.governance.limit.Limits;
import portcullis.server.desks.LimitDesk;
import portcullis.server.http.Limiting;
import portcullis.server.settings.Settings;

/** Who tells callers where they stand with limits and budgets. */
record Treasury(Settings settings, Cellar cellar, Governors governors, Clock clock) {

    Bursar bursar() {
        return new Bursar(
                settings.limit().budgets(),
                cellar.budgets(),
                settings.models().stream().map(Settings.Model::name).toList(),
                clock);
    }

    LimitDesk limitDesk(Bursar bursar) {
        return new LimitDesk(
                governors.limiter(),
                Stream.of(Limiting.values())
                        .flatMap(each -> each.policies().stream())
                        .distinct()
                        .sorted(Comparator.comparing(name -> !name.equals(Limits.MODEL_API)))
                        .toList(),
                clock,
                settings.limit().statusCache(),
                bursar);
    }
}
