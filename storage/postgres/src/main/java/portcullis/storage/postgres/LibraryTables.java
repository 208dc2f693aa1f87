package portcullis.storage.postgres;

import java.time.Clock;
import java.time.Duration;

/**
 * The library's tables. They share two bells, so that whoever waits in this process hears at once
 * what another part of it has written.
 */
public final class LibraryTables {
    private final DocumentTable documents;
    private final WorkTable workbench;
    private final FeedTable feed;
    private final VectorTable vectors;
    private final GuideTable guide;

    private LibraryTables(Database database, Clock clock) {
        Doorbell work = new Doorbell(Duration.ofSeconds(1));
        Doorbell changes = new Doorbell(Duration.ofMillis(250)); // LIB-55
        documents = new DocumentTable(database, clock, work, changes);
        workbench = new WorkTable(database, clock, work, changes);
        feed = new FeedTable(database, changes);
        vectors = new VectorTable(database);
        guide = new GuideTable(database);
    }

    /** Opens the tables of an open database; blocks for one short transaction. */
    public static LibraryTables open(Database database, Clock clock) {
        LibraryTables tables = new LibraryTables(database, clock);
        tables.feed.carryOn();
        return tables;
    }

    public DocumentTable documents() {
        return documents;
    }

    public WorkTable workbench() {
        return workbench;
    }

    public FeedTable feed() {
        return feed;
    }

    public VectorTable vectors() {
        return vectors;
    }

    public GuideTable guide() {
        return guide;
    }
}
