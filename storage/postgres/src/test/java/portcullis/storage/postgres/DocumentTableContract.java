package portcullis.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.library.Accepted;
import portcullis.library.Change;
import portcullis.library.ChunkId;
import portcullis.library.Claimed;
import portcullis.library.Document;
import portcullis.library.Hash;
import portcullis.library.Status;
import portcullis.library.VectorIndex;
import portcullis.library.Version;
import portcullis.library.Workbench.Published;
import portcullis.library.upload.Upload;
import portcullis.testkit.Visitors;

/** What callers may see of documents, on any PostgreSQL. */
abstract class DocumentTableContract extends LibraryTablesFixture {
    @Test
    @Tag("LIB-29")
    void theSameBytesAreKeptOnce() {
        Accepted first = desk.accept(owner, "a.txt", "Aspirin thins blood.");
        Accepted again = desk.accept(owner, "b.txt", "Aspirin thins blood.");
        assertThat(first.arrival()).isEqualTo(Accepted.Arrival.CREATED);
        assertThat(again.arrival()).isEqualTo(Accepted.Arrival.EXISTING);
        assertThat(again.document()).isEqualTo(first.document());
        assertThat(desk.tables.documents().list(owner, Optional.empty(), 10)).hasSize(1);
    }

    @Test
    @Tag("LIB-61")
    void aVersionThatWaitsIsClaimedOnlyOnRequest() {
        Upload now = Desk.file("w.txt", "Insulin lowers sugar.");
        Upload later =
                new Upload(now.name(), now.mediaType(), now.bytes(), Upload.Start.ON_REQUEST);
        Accepted waiting =
                desk.tables.documents().accept(owner, Visitors.passed(desk.uploader.upload(later)));
        assertThat(waiting.status()).isEqualTo(Status.PENDING);
        assertThat(desk.tables.workbench().claim(Desk.PATIENCE)).isEmpty();
        assertThat(desk.tables.documents().retry(owner, waiting.document()))
                .isEqualTo(Outcome.passed(waiting.document()));
        assertThat(desk.tables.documents().retry(owner, waiting.document()))
                .isEqualTo(Outcome.refused(RefusalCode.CONFLICT));
        assertThat(desk.claim().document()).isEqualTo(waiting.document());
    }

    @Test
    @Tag("LIB-29")
    void otherBytesUnderOneNameAreANewVersion() {
        Accepted first = desk.accept(owner, "a.txt", "Aspirin thins blood.");
        Accepted second = desk.accept(owner, "a.txt", "Aspirin lowers fever.");
        assertThat(second.arrival()).isEqualTo(Accepted.Arrival.VERSION_BUMPED);
        assertThat(second.document()).isEqualTo(first.document());
        assertThat(desk.tables.documents().versions(owner, first.document()))
                .extracting(Version::number)
                .containsExactly(1, 2);
    }

    @Test
    @Tag("LIB-29")
    void twentyUploadsAtOnceCreateOneDocument() {
        List<Accepted> all;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Accepted>> uploads =
                    IntStream.range(0, 20)
                            .mapToObj(
                                    i ->
                                            CompletableFuture.supplyAsync(
                                                    () -> desk.accept(owner, "a.txt", "One text."),
                                                    threads))
                            .toList();
            all = uploads.stream().map(CompletableFuture::join).toList();
        }
        assertThat(all).extracting(Accepted::document).containsOnly(all.getFirst().document());
        assertThat(all)
                .extracting(Accepted::arrival)
                .containsOnlyOnce(Accepted.Arrival.CREATED)
                .doesNotContain(Accepted.Arrival.VERSION_BUMPED);
    }

    @Test
    @Tag("LIB-32")
    void anotherTenantsBytesAreNobodysBusiness() {
        desk.accept(stranger, "a.txt", "Aspirin thins blood.");
        Accepted own = desk.accept(owner, "a.txt", "Aspirin thins blood.");
        assertThat(own.arrival()).isEqualTo(Accepted.Arrival.CREATED);
    }

    @Test
    @Tag("LIB-3")
    void nothingIsVisibleBeforeItIsPublished() {
        Accepted accepted = desk.accept(owner, "a.txt", "Aspirin thins blood.");
        long head = desk.tables.feed().head();
        Claimed claimed = desk.claim();
        desk.embedded(claimed);
        assertThat(find(owner, accepted).current()).isZero();
        assertThat(find(owner, accepted).latest().status()).isEqualTo(Status.PROCESSING);
        assertThat(page(owner, accepted)).isEmpty();
        assertThat(desk.tables.feed().head()).isEqualTo(head);
    }

    @Test
    @Tag("LIB-3")
    void publishingShowsPagesChunksAndTheChangeTogether() {
        Accepted accepted = desk.accept(owner, "a.txt", "Aspirin thins blood.");
        Published published = Visitors.passed(desk.publish(desk.claim()));
        Document document = find(owner, accepted);
        assertThat(document.current()).isEqualTo(1);
        assertThat(document.latest().status()).isEqualTo(Status.COMPLETED);
        assertThat(document.latest().words()).isEqualTo(3);
        assertThat(page(owner, accepted).orElseThrow().text().reveal())
                .isEqualTo("Aspirin thins blood.");
        Change change = lastChange();
        assertThat(change.position()).isEqualTo(published.position());
        VectorIndex.Entry entry = chunks(change).getFirst();
        assertThat(entry.chunk().text().reveal()).isEqualTo("Aspirin thins blood.");
        assertThat(entry.title().reveal()).isEqualTo("a.txt");
        assertThat(entry.vector()).hasSize(8);
        assertThat(desk.tables.feed().chunksOf(change, "other").getFirst().vector()).isEmpty();
    }

    @Test
    @Tag("LIB-38")
    void anotherTenantFindsNothing() {
        Accepted accepted = desk.completed(owner, "a.txt", "Aspirin thins blood.");
        ChunkId chunk = chunks(lastChange()).getFirst().chunk().id();
        DocumentTable documents = desk.tables.documents();
        assertThat(documents.list(stranger, Optional.empty(), 10)).isEmpty();
        assertThat(documents.find(stranger, accepted.document())).isEmpty();
        assertThat(documents.versions(stranger, accepted.document())).isEmpty();
        assertThat(page(stranger, accepted)).isEmpty();
        assertThat(documents.original(stranger, accepted.document(), 1)).isEmpty();
        assertThat(documents.authorised(stranger, List.of(chunk))).isEmpty();
        assertThat(refusal(documents.delete(stranger, accepted.document())))
                .contains(RefusalCode.NOT_FOUND);
        assertThat(refusal(documents.retry(stranger, accepted.document())))
                .contains(RefusalCode.NOT_FOUND);
        assertThat(documents.authorised(owner, List.of(chunk))).hasSize(1);
    }

    @Test
    @Tag("LIB-41")
    void theLastReadKeepsTheOrderAndLeavesOutWhatIsGone() {
        desk.completed(owner, "a.txt", "Aspirin thins blood.");
        ChunkId first = chunks(lastChange()).getFirst().chunk().id();
        desk.completed(owner, "b.txt", "Ibuprofen lowers fever.");
        ChunkId second = chunks(lastChange()).getFirst().chunk().id();
        List<ChunkId> asked = List.of(second, new ChunkId(Long.MAX_VALUE), first);
        assertThat(authorised(asked)).containsExactly(second, first);
        desk.completed(owner, "a.txt", "Aspirin thins blood a lot.");
        assertThat(authorised(asked)).containsExactly(second);
    }

    @Test
    @Tag("LIB-33")
    void aDeletedDocumentIsGoneEverywhereAtOnce() {
        Accepted accepted = desk.completed(owner, "a.txt", "Aspirin thins blood.");
        Change published = lastChange();
        ChunkId chunk = chunks(published).getFirst().chunk().id();
        DocumentTable documents = desk.tables.documents();
        assertThat(documents.delete(owner, accepted.document())).isInstanceOf(Outcome.Passed.class);
        assertThat(lastChange().version()).isZero();
        assertThat(documents.list(owner, Optional.empty(), 10)).isEmpty();
        assertThat(documents.find(owner, accepted.document())).isEmpty();
        assertThat(page(owner, accepted)).isEmpty();
        assertThat(documents.original(owner, accepted.document(), 1)).isEmpty();
        assertThat(documents.authorised(owner, List.of(chunk))).isEmpty();
        assertThat(chunks(published)).isEmpty();
        assertThat(refusal(documents.delete(owner, accepted.document())))
                .contains(RefusalCode.NOT_FOUND);
        assertThat(desk.accept(owner, "a.txt", "Aspirin thins blood.").arrival())
                .isEqualTo(Accepted.Arrival.CREATED);
    }

    @Test
    @Tag("LIB-31")
    void anOlderVersionStaysReadable() {
        Accepted first = desk.completed(owner, "a.txt", "Aspirin thins blood.");
        Accepted second = desk.completed(owner, "a.txt", "Aspirin lowers fever.");
        assertThat(page(owner, first).orElseThrow().text().reveal()).contains("blood");
        assertThat(page(owner, second).orElseThrow().text().reveal()).contains("fever");
        assertThat(find(owner, first).current()).isEqualTo(2);
        byte[] old = desk.tables.documents().original(owner, first.document(), 1).orElseThrow();
        assertThat(Hash.of(old))
                .isEqualTo(
                        desk.tables
                                .documents()
                                .versions(owner, first.document())
                                .getFirst()
                                .content());
    }

    @Test
    void documentsAreListedPageByPage() {
        for (int i = 0; i < 5; i++) {
            desk.accept(owner, "file " + i + ".txt", "Text number " + i);
        }
        DocumentTable documents = desk.tables.documents();
        List<Document> first = documents.list(owner, Optional.empty(), 3);
        List<Document> rest = documents.list(owner, Optional.of(first.getLast().id()), 3);
        assertThat(first).hasSize(3);
        assertThat(rest).hasSize(2).doesNotContainAnyElementsOf(first);
    }

    @Test
    void protectedTextInANameIsMaskedInTheTitle() {
        desk.completed(owner, "report for jane.roe@example.org.txt", "Aspirin thins blood.");
        SensitiveText title = chunks(lastChange()).getFirst().title();
        assertThat(title.reveal()).doesNotContain("jane.roe").contains("[EMAIL_1]");
    }
}
