package portcullis.server.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import portcullis.gateway.stream.Shelf;
import portcullis.governance.identify.Pepper;
import portcullis.governance.seal.Seal;
import portcullis.kernel.Deadline;
import portcullis.kernel.Label;
import portcullis.server.settings.Settings;
import portcullis.storage.lucene.LuceneIndex;
import portcullis.storage.onnx.OnnxEmbeddings;
import portcullis.storage.postgres.AuditTable;
import portcullis.storage.postgres.BudgetTable;
import portcullis.storage.postgres.Database;
import portcullis.storage.postgres.DatabaseUrl;
import portcullis.storage.postgres.KeyTable;
import portcullis.storage.postgres.LibraryTables;
import portcullis.storage.postgres.ResponseTable;
import portcullis.storage.postgres.StreamTable;
import portcullis.storage.postgres.WindowTable;

/**
 * Everything that is kept, opened: database, index, embedding model, pepper. Database and index
 * open side by side; the model loads behind them.
 */
final class Cellar {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LAST_TEXTS = Duration.ofSeconds(5);
    private final Database database;
    private final LuceneIndex index;
    private final OnnxEmbeddings embeddings;
    private final Pepper pepper;
    private final LibraryTables library;

    private Cellar(Database database, LuceneIndex index, OnnxEmbeddings embeddings, Kept shelf) {
        this.database = database;
        this.index = index;
        this.embeddings = embeddings;
        this.pepper = shelf.pepper();
        this.library = shelf.library();
    }

    private record Kept(Pepper pepper, LibraryTables library) {}

    static Cellar open(Settings.Store store, Lent lent) {
        Path folder = folder(store.directory());
        int cores = Runtime.getRuntime().availableProcessors();
        CompletableFuture<Database> database = soon(() -> database(store));
        OnnxEmbeddings embeddings = OnnxEmbeddings.loading(folder.resolve("natives"), cores);
        LuceneIndex index =
                LuceneIndex.open(
                        new LuceneIndex.Layout(
                                folder.resolve("index"),
                                embeddings.space(),
                                embeddings.dimension()),
                        lent.log());
        try {
            Database opened = database.join();
            Kept shelf =
                    new Kept(
                            Pepper.at(folder.resolve("pepper")),
                            LibraryTables.open(opened, lent.clock()));
            return new Cellar(opened, index, embeddings, shelf);
        } catch (CompletionException failed) {
            index.close();
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private static CompletableFuture<Database> soon(java.util.function.Supplier<Database> opening) {
        CompletableFuture<Database> soon = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name("database-start")
                .start(
                        () -> {
                            try {
                                soon.complete(opening.get());
                            } catch (RuntimeException trouble) {
                                soon.completeExceptionally(trouble);
                            }
                        });
        return soon;
    }

    /** The database as the settings name it. */
    static Database database(Settings.Store store) {
        return store.database()
                .map(url -> Database.external(DatabaseUrl.of(url)))
                .orElseGet(
                        () ->
                                Database.embedded(
                                        postgres(store.directory()), Deadline.in(LONGEST_START)));
    }

    /** The database for a tool that may run beside a server. */
    static Database beside(Settings.Store store) {
        return store.database()
                .map(url -> Database.external(DatabaseUrl.of(url)))
                .orElseGet(
                        () ->
                                Database.beside(
                                        postgres(folder(store.directory())),
                                        Deadline.in(LONGEST_START)));
    }

    private static Path postgres(Path directory) {
        return directory.resolve("postgres");
    }

    /** The data directory, made when it is not there. */
    static Path folder(Path directory) {
        try {
            if (Files.notExists(directory)) {
                Files.createDirectories(
                        directory,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwxr-xr-x")));
            }
            return directory;
        } catch (IOException unusable) {
            throw new UncheckedIOException("the data directory cannot be made", unusable);
        }
    }

    Database database() {
        return database;
    }

    LuceneIndex index() {
        return index;
    }

    OnnxEmbeddings embeddings() {
        return embeddings;
    }

    Pepper pepper() {
        return pepper;
    }

    LibraryTables library() {
        return library;
    }

    KeyTable keys() {
        return new KeyTable(database);
    }

    /** The journals of streams, sealed with a secret that every process of the house has. */
    Shelf streams() {
        return new Shelf(new StreamTable(database), new Seal(pepper.derive(new Label("streams"))));
    }

    ResponseTable responses() {
        return new ResponseTable(database, new Seal(pepper.derive(new Label("responses"))));
    }

    AuditTable ledger() {
        return new AuditTable(database);
    }

    WindowTable windows() {
        return new WindowTable(database);
    }

    BudgetTable budgets() {
        return new BudgetTable(database);
    }

    void close() {
        embeddings.close(Deadline.in(LAST_TEXTS));
        index.close();
        database.close();
    }
}
