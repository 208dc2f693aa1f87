package portcullis.server.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import portcullis.governance.audit.AuditLedger;
import portcullis.governance.audit.Auditor;
import portcullis.governance.audit.ChainVerifier;
import portcullis.governance.audit.Verdict;
import portcullis.governance.identify.KeyMinter;
import portcullis.governance.identify.Pepper;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.TenantId;
import portcullis.server.settings.Settings;
import portcullis.storage.postgres.AuditTable;
import portcullis.storage.postgres.Database;
import portcullis.storage.postgres.KeyTable;

/**
 * What the command line works with: the database of a running server, or one started for the
 * moment.
 */
public final class OperatorTools implements AutoCloseable {
    private static final Duration GOODBYE = Duration.ofSeconds(10);
    private final Database database;
    private final Auditor auditor;
    private final AuditLedger ledger;
    private final KeyOffice keys;
    private final Path spool;

    private OperatorTools(Database database, Auditor auditor, KeyOffice keys, Path spool) {
        this.database = database;
        this.spool = spool;
        this.auditor = auditor;
        this.ledger = new AuditTable(database);
        this.keys = keys;
    }

    public static OperatorTools open(Settings.Store store, Clock clock) {
        Path folder = Cellar.folder(store.directory());
        Database database = Cellar.beside(store);
        // A spool of its own: a running server owns the usual one.
        Path spool = spool(folder);
        Auditor auditor = Auditor.open(new AuditTable(database), spool, clock, EventLog.silent());
        KeyMinter minter = new KeyMinter(Pepper.at(folder.resolve("pepper")), clock);
        KeyOffice keys = new KeyOffice(new KeyTable(database), minter, auditor, clock);
        return new OperatorTools(database, auditor, keys, spool);
    }

    private static Path spool(Path folder) {
        try {
            return Files.createTempDirectory(folder, "operator-");
        } catch (IOException unusable) {
            throw new UncheckedIOException("the data directory cannot be written", unusable);
        }
    }

    public KeyOffice keys() {
        return keys;
    }

    /** Reads every chain from its first entry. */
    public Map<TenantId, Verdict> verify() {
        ChainVerifier verifier = new ChainVerifier(ledger);
        Map<TenantId, Verdict> verdicts = new LinkedHashMap<>();
        ledger.tenants().forEach(tenant -> verdicts.put(tenant, verifier.verify(tenant)));
        return verdicts;
    }

    @Override
    public void close() {
        auditor.close(Deadline.in(GOODBYE));
        database.close();
        remove(spool);
    }

    /** A receipt that the ledger did not take keeps its folder. */
    private static void remove(Path spool) {
        try {
            Files.deleteIfExists(spool);
        } catch (IOException notEmpty) {
            // Its receipts are worth more than a tidy folder.
        }
    }
}
