package portcullis.governance.audit;

import portcullis.kernel.Event;
import portcullis.kernel.RequestId;

/** What the auditor tells the log. */
public sealed interface AuditEvent extends Event {

    /** Why a batch could not be written. */
    enum Cause {
        /** The store said so. */
        STORE_UNAVAILABLE,
        /** Something else was thrown: a bug of the adapter or of this floor. */
        BUG
    }

    /** The ledger could not be written: these intents were refused, these receipts spooled. */
    record LedgerAway(Cause cause, int intents, int receipts) implements AuditEvent {}

    /** The ledger is written again; so many spooled receipts were appended first. */
    record LedgerBack(long receipts) implements AuditEvent {}

    /** Neither the queue nor the spool had room, or the spool's disk failed. An incident. */
    record ReceiptLost(RequestId request) implements AuditEvent {}

    /** Receipts that the spool could not keep. An incident. */
    record SpoolFailed(long receipts) implements AuditEvent {}

    /** A bug: a request was closed twice. The second receipt was dropped. */
    record ReceiptTwice(RequestId request) implements AuditEvent {}

    /** Lines of the spool that a crash cut; their requests get the decision UNKNOWN. */
    record SpoolTorn(int lines) implements AuditEvent {}
}
