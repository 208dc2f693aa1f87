package portcullis.server.wiring;

import java.time.Instant;
import java.util.function.Consumer;
import portcullis.governance.audit.Auditor;
import portcullis.governance.identify.Identified;
import portcullis.governance.identify.Identifier;
import portcullis.governance.identify.KeyMinter;
import portcullis.governance.identify.KeyStore;
import portcullis.governance.limit.Limiter;
import portcullis.governance.limit.Limits;
import portcullis.governance.permit.Permitter;
import portcullis.server.http.Bookkeeper;
import portcullis.server.http.Entrance;
import portcullis.server.settings.Settings;
import portcullis.server.signals.CountingLedger;
import portcullis.server.signals.Metrics;

/** The governance floor at work: who, may they, how much, and the record of it. */
record Governors(
        KeyStore keys,
        KeyMinter minter,
        Identifier identifier,
        Permitter permitter,
        Limits limits,
        Limiter limiter,
        Auditor auditor) {

    /** Opens the audit and first closes what an earlier process left open. */
    static Governors open(
            Cellar cellar, Settings settings, Lent lent, Metrics metrics, Sharing sharing) {
        Instant started = lent.clock().instant();
        KeyStore keys = cellar.keys();
        Limits limits = limits(settings.limit());
        Auditor auditor =
                Auditor.open(
                        new CountingLedger(cellar.ledger(), metrics),
                        KeyOffice.spool(settings.store().directory()),
                        lent.clock(),
                        lent.log());
        auditor.recover(started);
        return new Governors(
                keys,
                new KeyMinter(cellar.pepper(), lent.clock()),
                new Identifier(keys, cellar.pepper(), lent.clock(), lent.log()),
                new Permitter(),
                limits,
                limiter(limits, cellar, lent, sharing),
                auditor);
    }

    /**
     * @param welcome hears of every caller who was identified
     */
    Entrance entrance(Consumer<Identified> welcome) {
        return new Entrance(identifier, permitter, limiter, welcome);
    }

    Bookkeeper bookkeeper() {
        return new Bookkeeper(auditor::intend, auditor::record);
    }

    KeyOffice keyOffice(Lent lent) {
        return new KeyOffice(keys, minter, auditor, lent.clock());
    }

    private static Limiter limiter(Limits limits, Cellar cellar, Lent lent, Sharing sharing) {
        return sharing.counters()
                .map(shared -> new Limiter(limits, lent.clock(), shared, cellar.windows()))
                .orElseGet(() -> new Limiter(limits, lent.clock()));
    }

    private static Limits limits(Settings.Limit limit) {
        return new Limits(
                Policies.of(limit), Policies.whenAway(limit), limit.assignments(), limit.regions());
    }
}
