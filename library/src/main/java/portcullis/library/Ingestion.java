package portcullis.library;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import portcullis.governance.Permission;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RetryAdvice;
import portcullis.kernel.StoreUnavailable;
import portcullis.library.chunk.Chunked;
import portcullis.library.chunk.Chunker;
import portcullis.library.embed.Embedded;
import portcullis.library.parse.Parser;
import portcullis.library.screen.Screener;
import portcullis.library.upload.Upload;
import portcullis.library.upload.Uploader;

/**
 * The journey of a document: upload, parse, screen, chunk, embed, index. The caller waits for the
 * first step only; the rest follows in the background and survives the end of the process, because
 * an unfinished version is handed out again (LIB-2). A version becomes visible when everything is
 * done, or not at all (LIB-3).
 */
public final class Ingestion implements AutoCloseable {
    private static final Set<RefusalCode> DANGEROUS =
            EnumSet.of(
                    RefusalCode.DOCUMENT_OVER_CAP,
                    RefusalCode.DOCUMENT_QUARANTINED,
                    RefusalCode.PHI_BLOCKED);

    /** The rooms that a document walks through, in order. */
    public record Rooms(
            Uploader uploader,
            Parser parser,
            Screener screener,
            Chunker chunker,
            EmbedRoom embed) {}

    /** The room that remembers a vector for every passage, or refuses. */
    public interface EmbedRoom {
        Outcome<Embedded> embed(Chunked chunked, Deadline deadline);
    }

    private final Rooms rooms;
    private final DocumentStore documents;
    private final Workbench workbench;
    private final IngestSettings settings;
    private final Changes changes;
    private final EventLog log;
    private final Workers workers;

    /** Nothing is processed before {@link #start}. */
    public Ingestion(Rooms rooms, Stores stores, IngestSettings settings, EventLog log) {
        this.rooms = rooms;
        this.documents = stores.documents();
        this.workbench = stores.workbench();
        this.changes = stores.changes();
        this.settings = settings;
        this.log = log;
        this.workers = new Workers(workbench, settings, log, this::process);
    }

    /**
     * Where documents and the work on them are kept.
     *
     * @param changes hears of versions that became visible
     */
    public record Stores(DocumentStore documents, Workbench workbench, Changes changes) {
        public Stores(DocumentStore documents, Workbench workbench) {
            this(documents, workbench, Changes.UNHEARD);
        }
    }

    /**
     * Takes a file in; it is processed in the background. Refuses with FORBIDDEN unless the caller
     * was permitted to upload, with STORE_UNAVAILABLE, and as {@link Uploader} does.
     */
    public Outcome<Accepted> take(Permitted caller, Upload upload) {
        if (caller.permission() != Permission.UPLOAD) {
            return Outcome.refused(RefusalCode.FORBIDDEN);
        }
        try {
            return rooms.uploader()
                    .upload(upload)
                    .map(uploaded -> documents.accept(caller, uploaded));
        } catch (StoreUnavailable e) {
            return Outcome.refused(RefusalCode.STORE_UNAVAILABLE);
        }
    }

    /** Starts the workers, which first take up what an earlier process left unfinished. */
    public void start() {
        workers.start();
    }

    /** Stops the workers; what they were at is taken up again later. */
    @Override
    public void close() {
        workers.stop();
        rooms.parser().close();
        workers.close();
    }

    private void process(Claimed claimed) {
        Deadline began = Deadline.in(settings.patience());
        walk(claimed, began)
                .either(
                        published -> completed(claimed, published, took(began)),
                        refusal -> stopped(claimed, refusal));
    }

    private Outcome<Workbench.Published> walk(Claimed claimed, Deadline deadline) {
        if (claimed.attempt() > settings.attempts()) {
            return Outcome.refused(RefusalCode.DOCUMENT_QUARANTINED);
        }
        return rooms.parser()
                .parse(claimed, deadline)
                .then(rooms.screener()::screen)
                .then(rooms.chunker()::chunk)
                .then(chunked -> rooms.embed().embed(chunked, deadline))
                .then(workbench::publish);
    }

    private Duration took(Deadline began) {
        return settings.patience().minus(began.left());
    }

    private void completed(Claimed claimed, Workbench.Published published, Duration took) {
        int chunks = published.chunks();
        int unchanged = published.unchanged();
        changes.changed(claimed.tenant(), claimed.document().toString());
        log.write(
                new IngestEvent.Completed(
                        claimed.tenant(), claimed.version(), chunks, unchanged, took));
    }

    private void stopped(Claimed claimed, Refusal refusal) {
        RefusalCode code = refusal.code();
        boolean passing = code.retry() == RetryAdvice.LATER;
        boolean again = passing && claimed.attempt() < settings.attempts();
        log.write(
                new IngestEvent.Stopped(
                        claimed.tenant(), claimed.version(), claimed.attempt(), code, again));
        if (code == RefusalCode.CONFLICT) {
            return; // Another worker has it, or a newer version came first.
        }
        if (again) {
            workbench.giveBack(claimed, code, settings.pauseAfter(claimed.attempt()));
        } else {
            boolean aside = passing || DANGEROUS.contains(code);
            workbench.refuse(claimed, aside ? Status.QUARANTINED : Status.FAILED, code);
        }
    }
}
