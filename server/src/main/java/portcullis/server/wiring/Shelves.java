package portcullis.server.wiring;

import java.nio.file.Path;
import portcullis.gateway.PolicyChoice;
import portcullis.kernel.Label;
import portcullis.library.Changes;
import portcullis.library.IngestSettings;
import portcullis.library.Ingestion;
import portcullis.library.chunk.Chunker;
import portcullis.library.embed.Embedder;
import portcullis.library.index.Indexer;
import portcullis.library.parse.ChildClassPath;
import portcullis.library.parse.Isolation;
import portcullis.library.parse.Parser;
import portcullis.library.parse.ParserSettings;
import portcullis.library.retrieve.Retriever;
import portcullis.library.screen.Screener;
import portcullis.library.upload.Uploader;
import portcullis.privacy.Context;
import portcullis.privacy.Inspection;
import portcullis.server.settings.Settings;

/** The library floor at work: documents in, passages out. */
record Shelves(Ingestion ingestion, Indexer indexer, Retriever retriever, Isolation isolation) {

    private static final Label APPLICATION = new Label("library");

    /** What uploads are screened with. */
    record Screening(Inspection inspection, PolicyChoice policies) {
        private Screener screener() {
            return new Screener(
                    inspection, tenant -> policies.of(tenant, APPLICATION, Context.UPLOAD));
        }
    }

    static Shelves open(
            Cellar cellar, Settings settings, Screening screening, Lent lent, Changes changes) {
        Indexer indexer =
                new Indexer(
                        cellar.library().feed(),
                        cellar.index(),
                        cellar.embeddings().space(),
                        lent.log());
        Retriever retriever =
                new Retriever(
                        cellar.index(),
                        cellar.embeddings(),
                        cellar.library().documents(),
                        indexer::ready);
        Parser parser = parser(settings);
        return new Shelves(
                new Ingestion(
                        rooms(cellar, settings, screening, parser),
                        new Ingestion.Stores(
                                cellar.library().documents(),
                                cellar.library().workbench(),
                                changes),
                        workers(settings),
                        lent.log()),
                indexer,
                retriever,
                parser.isolation());
    }

    private static Ingestion.Rooms rooms(
            Cellar cellar, Settings settings, Screening screening, Parser parser) {
        Embedder embedder = new Embedder(cellar.embeddings(), cellar.library().vectors());
        return new Ingestion.Rooms(
                new Uploader((int) settings.library().uploadBytes()),
                parser,
                screening.screener(),
                new Chunker(cellar.embeddings()),
                embedder::embed);
    }

    private static Parser parser(Settings settings) {
        Path folder = Cellar.folder(settings.store().directory().resolve("parser"));
        ParserSettings usual =
                ParserSettings.with(
                        ChildClassPath.of(System.getProperty("java.class.path", "")), folder);
        return Parser.open(
                new ParserSettings(
                        usual.java(),
                        usual.classPath(),
                        usual.folder(),
                        settings.library().parsers(),
                        usual.heapMegabytes(),
                        usual.caps(),
                        usual.isolation()));
    }

    private static IngestSettings workers(Settings settings) {
        IngestSettings usual = IngestSettings.DEFAULT;
        return new IngestSettings(
                settings.library().parsers(),
                usual.lease(),
                usual.patience(),
                usual.attempts(),
                usual.pause());
    }

    void start() {
        ingestion.start();
        indexer.start();
    }

    void close() {
        ingestion.close();
        indexer.close();
    }
}
