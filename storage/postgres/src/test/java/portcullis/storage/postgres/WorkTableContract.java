package portcullis.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.library.Accepted;
import portcullis.library.Change;
import portcullis.library.Claimed;
import portcullis.library.Hash;
import portcullis.library.Status;
import portcullis.library.Version;
import portcullis.library.Workbench.Published;
import portcullis.testkit.Visitors;

/** Leases, publication, vectors and the change feed, on any PostgreSQL. */
abstract class WorkTableContract extends LibraryTablesFixture {
    @Test
    @Tag("LIB-2")
    void aClaimThatRanOutGoesToAnotherWorkerAndTheFirstCannotPublish() {
        Accepted accepted = desk.accept(owner, "a.txt", "Aspirin thins blood.");
        Claimed dead = desk.tables.workbench().claim(Duration.ofMillis(1)).orElseThrow();
        desk.tables.workbench().awaitWork(Deadline.in(Desk.PATIENCE));
        Claimed living = desk.claim();
        assertThat(living.document()).isEqualTo(dead.document());
        assertThat(living.attempt()).isEqualTo(2);
        assertThat(living.content()).isEqualTo(dead.content());
        assertThat(desk.tables.workbench().renew(dead, Desk.PATIENCE)).isFalse();
        assertThat(refusal(desk.publish(dead))).contains(RefusalCode.CONFLICT);
        assertThat(desk.publish(living)).isInstanceOf(Outcome.Passed.class);
        assertThat(refusal(desk.publish(living))).contains(RefusalCode.CONFLICT);
        assertThat(find(owner, accepted).current()).isEqualTo(1);
    }

    @Test
    @Tag("LIB-2")
    void aClaimIsExclusiveAndRenewable() {
        desk.accept(owner, "a.txt", "Aspirin thins blood.");
        Claimed claimed = desk.claim();
        assertThat(desk.tables.workbench().claim(Desk.PATIENCE)).isEmpty();
        assertThat(desk.tables.workbench().renew(claimed, Desk.PATIENCE)).isTrue();
    }

    @Test
    void aDocumentDeletedInWorkIsNotPublished() {
        Accepted accepted = desk.accept(owner, "a.txt", "Aspirin thins blood.");
        Claimed claimed = desk.claim();
        desk.tables.documents().delete(owner, accepted.document());
        assertThat(refusal(desk.publish(claimed))).contains(RefusalCode.CONFLICT);
    }

    @Test
    void anOlderVersionThatIsReadyLaterDoesNotBecomeCurrent() {
        Accepted first = desk.accept(owner, "a.txt", "Aspirin thins blood.");
        Claimed older = desk.claim();
        desk.completed(owner, "a.txt", "Aspirin lowers fever.");
        long head = desk.tables.feed().head();
        assertThat(Visitors.passed(desk.publish(older)).position()).isZero();
        assertThat(find(owner, first).current()).isEqualTo(2);
        assertThat(desk.tables.feed().head()).isEqualTo(head);
        assertThat(page(owner, first)).isPresent();
    }

    @Test
    void aRefusedVersionSaysWhyAndCanBeTriedAgain() {
        Accepted accepted = desk.accept(owner, "a.txt", "Aspirin thins blood.");
        desk.tables
                .workbench()
                .refuse(desk.claim(), Status.QUARANTINED, RefusalCode.DOCUMENT_OVER_CAP);
        Version version = find(owner, accepted).latest();
        assertThat(version.status()).isEqualTo(Status.QUARANTINED);
        assertThat(version.reason()).contains(RefusalCode.DOCUMENT_OVER_CAP);
        assertThat(desk.tables.workbench().claim(Desk.PATIENCE)).isEmpty();
        assertThat(desk.tables.documents().retry(owner, accepted.document()))
                .isInstanceOf(Outcome.Passed.class);
        assertThat(refusal(desk.tables.documents().retry(owner, accepted.document())))
                .contains(RefusalCode.CONFLICT);
        assertThat(desk.publish(desk.claim())).isInstanceOf(Outcome.Passed.class);
    }

    @Test
    void aVersionGivenBackRestsForThePause() {
        Accepted accepted = desk.accept(owner, "a.txt", "Aspirin thins blood.");
        desk.tables
                .workbench()
                .giveBack(desk.claim(), RefusalCode.SCAN_FAILED, Duration.ofMinutes(5));
        assertThat(find(owner, accepted).latest().status()).isEqualTo(Status.PENDING);
        assertThat(find(owner, accepted).latest().reason()).contains(RefusalCode.SCAN_FAILED);
        assertThat(desk.tables.workbench().claim(Desk.PATIENCE)).isEmpty();
    }

    @Test
    @Tag("LIB-30")
    void onlyAnEditedPageIsEmbeddedAgain() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            text.append("Drug number ").append(i).append(" is taken with water.\f");
        }
        desk.completed(owner, "a.txt", text.toString());
        int before = desk.vectors.made.get();
        desk.accept(owner, "a.txt", text.toString().replace("number 4", "number forty"));
        Published published = Visitors.passed(desk.publish(desk.claim()));
        assertThat(desk.vectors.made.get() - before).isEqualTo(1);
        assertThat(published).extracting(Published::chunks).isEqualTo(10);
        assertThat(published.unchanged()).isEqualTo(9);
        assertThat(published.removed()).isEqualTo(1);
        assertThat(chunks(lastChange())).hasSize(10);
    }

    @Test
    @Tag("LIB-28")
    void vectorsAreRememberedExactlyAndPerTenant() {
        Hash hash = Hash.of("text");
        float[] vector = {1.5f, -0.25f, Float.MIN_VALUE};
        VectorTable vectors = desk.tables.vectors();
        vectors.remember(owner.tenant(), "space", Map.of(hash, vector));
        vectors.remember(owner.tenant(), "space", Map.of(hash, new float[] {9, 9, 9}));
        assertThat(vectors.recall(owner.tenant(), "space", List.of(hash, hash)).get(hash))
                .containsExactly(vector);
        assertThat(vectors.recall(owner.tenant(), "other", List.of(hash))).isEmpty();
        assertThat(vectors.recall(stranger.tenant(), "space", List.of(hash))).isEmpty();
    }

    @Test
    @Tag("LIB-55")
    void aChangeThatCommitsLateIsNeverSkipped() throws Exception {
        Accepted one = desk.completed(owner, "a.txt", "Aspirin thins blood.");
        long position = desk.tables.feed().head();
        CompletableFuture<Void> written = new CompletableFuture<>();
        CompletableFuture<Void> commit = new CompletableFuture<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Integer> slow =
                    CompletableFuture.supplyAsync(() -> late(one, written, commit), threads);
            written.join();
            Accepted two = desk.completed(owner, "b.txt", "Ibuprofen lowers fever.");
            List<Change> early = desk.tables.feed().changesSince(position, 10);
            commit.complete(null);
            slow.join();
            assertThat(early).isEmpty();
            assertThat(desk.tables.feed().changesSince(position, 10))
                    .extracting(Change::document)
                    .containsExactly(one.document(), two.document());
        } finally {
            commit.complete(null);
        }
    }

    /** A transaction that writes its change early and ends late. */
    private int late(
            Accepted accepted, CompletableFuture<Void> written, CompletableFuture<Void> commit) {
        return database.within(
                owner.tenant(),
                handle -> {
                    String tenant = owner.tenant().value();
                    Publication.tell(handle, tenant, accepted.document().value(), 1);
                    written.complete(null);
                    commit.orTimeout(20, TimeUnit.SECONDS).join();
                    return 1;
                });
    }

    @Test
    @Tag("LIB-55")
    void whoWaitsForAChangeIsWoken() throws Exception {
        long position = desk.tables.feed().head();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Boolean> waiting =
                    CompletableFuture.supplyAsync(
                            () ->
                                    desk.tables
                                            .feed()
                                            .awaitChange(position, Deadline.in(Desk.PATIENCE)),
                            threads);
            desk.completed(owner, "a.txt", "Aspirin thins blood.");
            assertThat(waiting.join()).isTrue();
        }
        long end = desk.tables.feed().head();
        assertThat(desk.tables.feed().awaitChange(end, Deadline.in(Duration.ofMillis(300))))
                .isFalse();
    }

    @Test
    @Tag("LIB-55")
    void aRestoredDatabaseCountsOn() {
        desk.completed(owner, "a.txt", "Aspirin thins blood.");
        long far = desk.tables.feed().head() + 1_000_000;
        database.acrossTenants(
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE library_changes SET position = :far
                                        WHERE position = (SELECT max(position) FROM library_changes)
                                        """)
                                .bind("far", far)
                                .execute());
        desk.tables.feed().carryOn();
        desk.completed(owner, "b.txt", "Ibuprofen lowers fever.");
        assertThat(desk.tables.feed().changesSince(far, 10)).hasSize(1);
    }
}
