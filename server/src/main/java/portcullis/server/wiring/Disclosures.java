package portcullis.server.wiring;

import portcullis.disclosure.note.Noter;
import portcullis.disclosure.tighten.PolicyBook;
import portcullis.governance.seal.Seal;
import portcullis.kernel.Label;
import portcullis.kernel.StoreUnavailable;
import portcullis.privacy.Inspection;
import portcullis.privacy.substitute.Substituter;
import portcullis.server.desks.PhiDesk;
import portcullis.server.desks.PolicyDesk;
import portcullis.server.settings.Settings;
import portcullis.storage.postgres.PolicyTable;
import portcullis.storage.postgres.ScanTable;

/** The disclosure floor at work: what was found, and who may see it or let it out. */
record Disclosures(
        Inspection inspection, Noter noter, Substituter substituter, PolicyBook policies) {

    static Disclosures open(
            Cellar cellar, Settings.Privacy settings, Inspection inspection, Lent lent) {
        Seal seal = new Seal(cellar.pepper().derive(new Label("phi-seal")));
        byte[] prints = cellar.pepper().derive(new Label("phi-fingerprints"));
        ScanTable scans = new ScanTable(cellar.database(), seal);
        byte[] surrogates = cellar.pepper().derive(new Label("phi-surrogates"));
        return new Disclosures(
                inspection,
                new Noter(scans, prints, lent.clock(), settings.kept()),
                new Substituter(surrogates),
                new PolicyBook(
                        settings.policies(), new PolicyTable(cellar.database()), lent.clock()));
    }

    PhiRoutes.Desks desks() {
        return new PhiRoutes.Desks(
                new PhiDesk(inspection, noter, substituter), new PolicyDesk(policies));
    }

    /** Forgets values whose time is over. */
    void sweep() {
        noter.sweep();
    }

    /** Hears what other processes changed; what is known goes on to hold when nobody answers. */
    void refresh() {
        try {
            policies.refresh();
        } catch (StoreUnavailable away) {
            return; // asked again in a moment
        }
    }
}
