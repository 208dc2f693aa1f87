package portcullis.library;

import java.time.Duration;
import portcullis.kernel.Event;
import portcullis.kernel.Label;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.TenantId;

/** What the log hears about the processing of documents. */
public sealed interface IngestEvent extends Event {

    /** A version became readable. */
    record Completed(TenantId tenant, int version, int chunks, int unchanged, Duration took)
            implements IngestEvent {}

    /** A version was refused, or given back for another attempt when {@code again}. */
    record Stopped(TenantId tenant, int version, int attempt, RefusalCode reason, boolean again)
            implements IngestEvent {}

    /** A worker met a failure that is not the document's; {@code kind} is the exception's class. */
    record Stumbled(Label kind) implements IngestEvent {}
}
