package portcullis.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static portcullis.governance.audit.Samples.LAB;
import static portcullis.governance.audit.Samples.WARD;
import static portcullis.governance.audit.Samples.intent;
import static portcullis.governance.audit.Samples.receipt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.kernel.Deadline;
import portcullis.kernel.Event;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

class AuditorTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private static final Bounds SMALL =
            new Bounds(64, 16, 8, 20, Duration.ofSeconds(5), Duration.ofMillis(1));

    @TempDir Path folder;

    private final ChainsInMemory ledger = new ChainsInMemory();
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    private final List<Auditor> opened = new ArrayList<>();

    @AfterEach
    void everybodyLeaves() {
        ledger.letGo();
        opened.forEach(auditor -> auditor.close(Deadline.in(Duration.ofSeconds(5))));
    }

    private Auditor auditor(Bounds bounds, Instant now) {
        Spool spool = new Spool(folder.resolve("spool"), bounds.spool(), events::add);
        Auditor auditor =
                Auditor.start(
                        ledger,
                        Clock.fixed(now, ZoneOffset.UTC),
                        new Committer.Room(spool, events::add, bounds));
        opened.add(auditor);
        return auditor;
    }

    private Auditor auditor() {
        return auditor(SMALL, NOON);
    }

    private static RefusalCode refusal(Outcome<EgressPermit> outcome) {
        return ((Outcome.Refused<EgressPermit>) outcome).refusal().code();
    }

    private Verdict verdict(TenantId tenant) {
        return new ChainVerifier(ledger).verify(tenant);
    }

    private static CompletableFuture<Outcome<EgressPermit>> begin(Auditor auditor, Intent intent) {
        return auditor.intend(intent).toCompletableFuture();
    }

    private <E extends Event> List<E> heard(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    @Tag("GOV-45")
    void permitComesOnlyAfterTheCommit() throws InterruptedException {
        Auditor auditor = auditor();
        RequestId request = RequestId.random();
        CountDownLatch entered = ledger.hold();
        CompletableFuture<Outcome<EgressPermit>> answer = begin(auditor, intent(request));

        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(answer).isNotDone();
        assertThat(ledger.entries(WARD)).isEmpty();
        ledger.letGo();
        EgressPermit permit = ((Outcome.Passed<EgressPermit>) answer.join()).value();
        assertThat(permit.request()).isEqualTo(request);
        assertThat(permit.attempt()).isEqualTo(1);
        assertThat(ledger.entries(WARD)).hasSize(1);
    }

    @Test
    @Tag("GOV-45")
    void permitOpensOneAttempt() {
        Outcome<EgressPermit> outcome = auditor().intendAndWait(intent(RequestId.random()));
        EgressPermit permit = ((Outcome.Passed<EgressPermit>) outcome).value();

        permit.use();
        assertThatThrownBy(permit::use).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Tag("GOV-47")
    void entriesHoldIdsEnumsAndNumbersOnly() throws InterruptedException {
        Auditor auditor = auditor();
        RequestId request = new RequestId("req_" + "0".repeat(26));
        auditor.intendAndWait(intent(request));
        auditor.record(receipt(request));
        ledger.await(WARD, 2);

        String first =
                new String(ledger.chains.get(WARD).getFirst().body(), StandardCharsets.UTF_8);
        assertThat(first)
                .isEqualTo(
                        "{\"action\":\"MODEL_CALL\",\"actor\":\"0123456789ab\",\"attempt\":1,"
                                + "\"digest\":\"ab12\",\"kind\":\"intent\",\"prev\":\""
                                + Leaf.EMPTY
                                + "\",\"request\":\"req_00000000000000000000000000\","
                                + "\"scan\":{\"PERSON\":2,\"characters\":120},\"seq\":1,"
                                + "\"target\":\"main/gpt-x\",\"tenant\":\"ward\","
                                + "\"time\":\"2026-03-01T12:00:00.123456Z\"}");
        String second =
                new String(ledger.chains.get(WARD).getLast().body(), StandardCharsets.UTF_8);
        assertThat(second)
                .isEqualTo(
                        "{\"action\":\"MODEL_CALL\",\"actor\":\"0123456789ab\",\"attempts\":1,"
                                + "\"costMicros\":300,\"decision\":\"ANSWERED\","
                                + "\"estimated\":false,\"inputTokens\":10,\"kind\":\"receipt\","
                                + "\"outputTokens\":20,\"prev\":\""
                                + Leaf.of(first.getBytes(StandardCharsets.UTF_8))
                                + "\",\"request\":\"req_00000000000000000000000000\",\"seq\":2,"
                                + "\"target\":\"main/gpt-x\",\"tenant\":\"ward\","
                                + "\"time\":\"2026-03-01T12:00:00.123456Z\",\"tookMicros\":1234}");
    }

    @Test
    @Tag("GOV-49")
    void everyTenantHasItsOwnUnbrokenChain() throws InterruptedException {
        Auditor auditor = auditor(Bounds.DEFAULT, NOON);
        for (int i = 0; i < 200; i++) {
            TenantId tenant = i % 3 == 0 ? LAB : WARD;
            RequestId request = RequestId.random();
            assertThat(auditor.intendAndWait(intent(tenant, request, 1)))
                    .isInstanceOf(Outcome.Passed.class);
            auditor.record(receipt(tenant, request, 1));
        }
        ledger.await(LAB, 134);
        ledger.await(WARD, 266);

        assertThat(verdict(LAB)).isEqualTo(new Verdict(134, 67, 67, 0, 0, Optional.empty()));
        assertThat(verdict(WARD)).isEqualTo(new Verdict(266, 133, 133, 0, 0, Optional.empty()));
    }

    @Test
    @Tag("GOV-30")
    void whatGathersDuringACommitSharesTheNext() throws InterruptedException {
        Auditor auditor = auditor();
        CountDownLatch entered = ledger.hold();
        CompletableFuture<Outcome<EgressPermit>> first = begin(auditor, intent(RequestId.random()));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        List<CompletableFuture<Outcome<EgressPermit>>> others =
                IntStream.range(0, 8)
                        .mapToObj(_ -> begin(auditor, intent(RequestId.random())))
                        .toList();

        ledger.letGo();
        first.join();
        others.forEach(other -> assertThat(other.join()).isInstanceOf(Outcome.Passed.class));
        assertThat(ledger.commits).containsExactly(1, 8);
    }

    @Test
    @Tag("GOV-30")
    void overFullQueueRefusesWhatDoesNotFitAndKeepsRoomForReceipts() throws Exception {
        Auditor auditor = auditor();
        CountDownLatch entered = ledger.hold();
        CompletableFuture<Outcome<EgressPermit>> first = begin(auditor, intent(RequestId.random()));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        List<CompletableFuture<Outcome<EgressPermit>>> others =
                IntStream.range(0, 20)
                        .mapToObj(_ -> begin(auditor, intent(RequestId.random())))
                        .toList();

        assertThat(others.subList(16, 20))
                .allSatisfy(
                        late ->
                                assertThat(
                                                refusal(
                                                        late.getNow(
                                                                Outcome.refused(
                                                                        RefusalCode.INTERNAL))))
                                        .isEqualTo(RefusalCode.AUDIT_UNAVAILABLE));
        assertThat(auditor.accepting()).isFalse();
        auditor.record(receipt(RequestId.random()));
        ledger.letGo();
        first.join();
        ledger.await(WARD, 18);
        assertThat(heard(AuditEvent.ReceiptLost.class)).isEmpty();
    }

    @Test
    @Tag("GOV-45")
    void absentLedgerGivesNoPermitAndLeavesNoTrace() {
        Auditor auditor = auditor();
        ledger.away(true);

        assertThat(refusal(auditor.intendAndWait(intent(RequestId.random()))))
                .isEqualTo(RefusalCode.AUDIT_UNAVAILABLE);
        ledger.away(false);
        assertThat(ledger.entries(WARD)).isEmpty();
        assertThat(heard(AuditEvent.LedgerAway.class))
                .containsExactly(
                        new AuditEvent.LedgerAway(AuditEvent.Cause.STORE_UNAVAILABLE, 1, 0));
    }

    @Test
    void bugInTheLedgerRefusesAndTheAuditorGoesOn() {
        Auditor auditor = auditor();
        ledger.buggy(true);
        assertThat(refusal(auditor.intendAndWait(intent(RequestId.random()))))
                .isEqualTo(RefusalCode.AUDIT_UNAVAILABLE);

        ledger.buggy(false);
        assertThat(passesSoon(auditor)).isTrue();
        assertThat(heard(AuditEvent.LedgerAway.class).getFirst().cause())
                .isEqualTo(AuditEvent.Cause.BUG);
    }

    /** The auditor leaves a ledger alone for a moment after a failure; asks until it is over. */
    private static boolean passesSoon(Auditor auditor) {
        Deadline end = Deadline.in(Duration.ofSeconds(10));
        while (!end.passed()) {
            if (auditor.intendAndWait(intent(RequestId.random())) instanceof Outcome.Passed) {
                return true;
            }
        }
        return false;
    }

    @Test
    void hangingLedgerDoesNotHoldTheCallerBeyondItsPatience() throws Exception {
        Auditor auditor =
                auditor(
                        new Bounds(64, 16, 8, 20, Duration.ofMillis(50), Duration.ofMillis(1)),
                        NOON);
        CountDownLatch entered = ledger.hold();

        assertThat(refusal(auditor.intendAndWait(intent(RequestId.random()))))
                .isEqualTo(RefusalCode.AUDIT_UNAVAILABLE);
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(refusal(auditor.intendAndWait(intent(RequestId.random()))))
                .isEqualTo(RefusalCode.AUDIT_UNAVAILABLE);
        ledger.letGo();
        auditor.close(Deadline.in(Duration.ofSeconds(5)));
        assertThat(ledger.entries(WARD)).as("the second had given up in the queue").hasSize(1);
    }

    @Test
    @Tag("GOV-46")
    void receiptsWaitOnDiskAndFollowInOrder() throws Exception {
        Auditor auditor = auditor();
        ledger.away(true);
        List<RequestId> requests =
                IntStream.range(0, 15).mapToObj(_ -> RequestId.random()).toList();
        requests.forEach(request -> auditor.record(receipt(request)));
        refusal(auditor.intendAndWait(intent(RequestId.random())));
        assertThat(auditor.spooled()).isEqualTo(15);
        assertOnlyTheOwnerReadsTheSpool();

        ledger.away(false);
        List<Entry> entries = ledger.await(WARD, 15);
        assertThat(entries.stream().map(entry -> entry.text("request")))
                .containsExactlyElementsOf(requests.stream().map(RequestId::value).toList());
        assertThat(passesSoon(auditor)).isTrue();
        assertThat(auditor.spooled()).isZero();
        assertThat(heard(AuditEvent.LedgerBack.class)).contains(new AuditEvent.LedgerBack(15));
        assertThat(verdict(WARD).sound()).isTrue();
    }

    private void assertOnlyTheOwnerReadsTheSpool() throws IOException {
        Path spool = folder.resolve("spool");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(spool)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    @Tag("GOV-46")
    void fullSpoolIsCountedAndClosesTheDoor() {
        Auditor auditor = auditor();
        ledger.away(true);
        for (int i = 0; i < 25; i++) {
            auditor.record(receipt(RequestId.random()));
        }
        // Stands behind the receipts in the queue: when it is answered, they were all dealt with.
        assertThat(auditor.recover(NOON)).isInstanceOf(Outcome.Refused.class);

        assertThat(auditor.spooled()).isEqualTo(20);
        assertThat(auditor.accepting()).isFalse();
        assertThat(
                        heard(AuditEvent.SpoolFailed.class).stream()
                                .mapToLong(AuditEvent.SpoolFailed::receipts)
                                .sum())
                .isEqualTo(5);
    }

    @Test
    @Tag("GOV-46")
    void secondReceiptIsDroppedAndReported() throws InterruptedException {
        Auditor auditor = auditor();
        RequestId request = RequestId.random();
        auditor.record(receipt(request));
        auditor.record(receipt(request));
        ledger.await(WARD, 1);
        auditor.close(Deadline.in(Duration.ofSeconds(5)));

        assertThat(ledger.entries(WARD)).hasSize(1);
        assertThat(heard(AuditEvent.ReceiptTwice.class))
                .containsExactly(new AuditEvent.ReceiptTwice(request));
    }

    @Test
    @Tag("GOV-46")
    void lostAnswerDoesNotWriteAReceiptTwice() throws InterruptedException {
        Auditor auditor = auditor();
        ledger.loseNextAnswer();
        auditor.record(receipt(RequestId.random()));
        ledger.await(WARD, 1);

        assertThat(passesSoon(auditor)).isTrue();
        assertThat(ledger.entries(WARD).stream().filter(e -> e.text("kind").equals("receipt")))
                .hasSize(1);
    }

    @Test
    @Tag("GOV-46")
    void nextProcessWritesWhatTheLastOneCouldNot() throws InterruptedException {
        Auditor last = auditor();
        ledger.away(true);
        last.record(receipt(RequestId.random()));
        last.close(Deadline.in(Duration.ofSeconds(5)));
        ledger.away(false);

        assertThat(auditor().recover(NOON)).isEqualTo(Outcome.passed(new Recovered(1, 0)));
        assertThat(ledger.entries(WARD)).hasSize(1);
    }

    @Test
    @Tag("GOV-46")
    void crashBetweenCommitAndRemovalRepeatsNothing() throws IOException {
        RequestId request = RequestId.random();
        Spool left = new Spool(folder.resolve("spool"), 20, events::add);
        left.add(List.of(Draft.of(receipt(request), NOON)));
        new Sealer(ledger).append(left.oldest());

        assertThat(auditor().recover(NOON)).isEqualTo(Outcome.passed(new Recovered(0, 0)));
        assertThat(ledger.entries(WARD)).hasSize(1);
    }

    @Test
    @Tag("GOV-46")
    void crashedRequestsGetOneUnknownReceiptEach() {
        RequestId crashed = RequestId.random();
        RequestId finished = RequestId.random();
        new Sealer(ledger)
                .append(
                        List.of(
                                Draft.of(intent(WARD, crashed, 1), NOON.minusSeconds(2)),
                                Draft.of(intent(WARD, crashed, 2), NOON.minusSeconds(1)),
                                Draft.of(intent(WARD, finished, 1), NOON.minusSeconds(1)),
                                Draft.of(receipt(finished), NOON.minusSeconds(1)),
                                Draft.of(intent(LAB, RequestId.random(), 1), NOON)));

        Auditor auditor = auditor();
        assertThat(auditor.recover(NOON)).isEqualTo(Outcome.passed(new Recovered(0, 1)));
        Entry last = ledger.entries(WARD).getLast();
        assertThat(last.text("request")).isEqualTo(crashed.value());
        assertThat(last.text("decision")).isEqualTo("UNKNOWN");
        assertThat(last.number("attempts")).isEqualTo(2);
        assertThat(verdict(WARD)).isEqualTo(new Verdict(5, 3, 2, 0, 0, Optional.empty()));
        assertThat(auditor.recover(NOON)).isEqualTo(Outcome.passed(new Recovered(0, 0)));
    }

    @Test
    void recoveryWithoutLedgerSaysSo() {
        ledger.away(true);

        assertThat(auditor().recover(NOON))
                .isEqualTo(Outcome.refused(RefusalCode.AUDIT_UNAVAILABLE));
    }

    @Test
    void tornLineOfTheSpoolIsLeftOutAndReported() throws IOException {
        Spool left = new Spool(folder.resolve("spool"), 20, events::add);
        left.add(List.of(Draft.of(receipt(RequestId.random()), NOON)));
        Files.writeString(
                folder.resolve("spool").resolve("000000000001.jsonl"),
                "{\"kind\":\"rec",
                StandardOpenOption.APPEND);

        assertThat(auditor().recover(NOON)).isEqualTo(Outcome.passed(new Recovered(1, 0)));
        assertThat(heard(AuditEvent.SpoolTorn.class)).containsExactly(new AuditEvent.SpoolTorn(1));
    }

    @Test
    void closingWritesWhatWaitsAndRefusesWhatComes() throws InterruptedException {
        Auditor auditor = auditor();
        for (int i = 0; i < 30; i++) {
            auditor.record(receipt(RequestId.random()));
        }
        auditor.close(Deadline.in(Duration.ofSeconds(5)));

        assertThat(ledger.entries(WARD)).hasSize(30);
        assertThat(refusal(auditor.intendAndWait(intent(RequestId.random()))))
                .isEqualTo(RefusalCode.DRAINING);
        auditor.record(receipt(RequestId.random()));
        assertThat(auditor.spooled()).as("late, but kept for the next start").isEqualTo(1);
    }

    @Test
    void closingInTimeEvenWhenTheLedgerHangs() throws InterruptedException {
        Auditor auditor = auditor();
        CountDownLatch entered = ledger.hold();
        auditor.record(receipt(RequestId.random()));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        auditor.record(receipt(RequestId.random()));

        auditor.close(Deadline.in(Duration.ofMillis(20)));
        assertThat(ledger.entries(WARD)).isEmpty();
        assertThat(auditor.spooled()).isEqualTo(2);
    }

    @Test
    void lyingNumbersAreCutToWhatJsonCanHold() throws InterruptedException {
        Receipt honest = receipt(RequestId.random());
        auditor()
                .record(
                        new Receipt(
                                honest.request(),
                                honest.actor(),
                                honest.action(),
                                honest.decision(),
                                honest.refusal(),
                                honest.target(),
                                1,
                                Long.MAX_VALUE,
                                -5,
                                Long.MIN_VALUE,
                                true,
                                Duration.ofSeconds(Long.MAX_VALUE)));

        Entry entry = ledger.await(WARD, 1).getFirst();
        assertThat(entry.number("inputTokens")).isEqualTo(CanonicalJson.LARGEST);
        assertThat(entry.number("outputTokens")).isZero();
        assertThat(entry.number("costMicros")).isZero();
        assertThat(entry.number("tookMicros")).isEqualTo(CanonicalJson.LARGEST);
    }
}
