package portcullis.storage.postgres;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import portcullis.governance.Permission;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.library.Accepted;
import portcullis.library.Claimed;
import portcullis.library.Ingestion;
import portcullis.library.Workbench.Published;
import portcullis.library.chunk.Chunker;
import portcullis.library.embed.Embedded;
import portcullis.library.embed.Embedder;
import portcullis.library.parse.ChildClassPath;
import portcullis.library.parse.Parser;
import portcullis.library.parse.ParserSettings;
import portcullis.library.screen.Screener;
import portcullis.library.upload.Upload;
import portcullis.library.upload.Uploader;
import portcullis.privacy.Inspection;
import portcullis.privacy.Policy;
import portcullis.testkit.Visitors;

/** Real rooms over real tables, walked one step at a time. */
final class Desk implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final LibraryTables tables;
    final WordVectors vectors = new WordVectors();
    final Visitors visitors = Visitors.arrive();
    final Uploader uploader = new Uploader(Uploader.MOST_BYTES);
    final Parser parser;
    final Chunker chunker = new Chunker(vectors);
    final Embedder embedder;

    Desk(Database database, Path folder) {
        tables = LibraryTables.open(database, Clock.systemUTC());
        parser =
                Parser.open(
                        ParserSettings.with(
                                ChildClassPath.of(System.getProperty("java.class.path")), folder));
        embedder = new Embedder(vectors, tables.vectors());
    }

    Ingestion.Rooms rooms(Inspection inspection) {
        Screener screener = new Screener(inspection, Policy.REDACT);
        return new Ingestion.Rooms(uploader, parser, screener, chunker, embedder::embed);
    }

    Permitted caller(String tenant, Permission permission) {
        return visitors.permitted(new TenantId(tenant), permission);
    }

    static Upload file(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Upload(
                SensitiveText.of(name), Optional.empty(), new ByteArrayInputStream(bytes));
    }

    Accepted accept(Permitted caller, String name, String text) {
        return tables.documents()
                .accept(caller, Visitors.passed(uploader.upload(file(name, text))));
    }

    /** The next version, or a failure when there is none. */
    Claimed claim() {
        return tables.workbench().claim(PATIENCE).orElseThrow();
    }

    /** From bytes to vectors; nothing of it is visible yet. */
    Embedded embedded(Claimed claimed) {
        Deadline deadline = Deadline.in(PATIENCE);
        return Visitors.passed(
                parser.parse(claimed, deadline)
                        .then(rooms(Inspection.firstWidth()).screener()::screen)
                        .then(chunker::chunk)
                        .then(chunked -> embedder.embed(chunked, deadline)));
    }

    Outcome<Published> publish(Claimed claimed) {
        return tables.workbench().publish(embedded(claimed));
    }

    /** A document with one completed version. */
    Accepted completed(Permitted caller, String name, String text) {
        Accepted accepted = accept(caller, name, text);
        Visitors.passed(publish(claim()));
        return accepted;
    }

    @Override
    public void close() {
        parser.close();
    }
}
