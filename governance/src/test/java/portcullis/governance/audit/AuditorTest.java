package portcullis.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static portcullis.governance.audit.Samples.LAB;
import static portcullis.governance.audit.Samples.WARD;
import static portcullis.governance.audit.Samples.intent;
import static portcullis.governance.audit.Samples.receipt;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

class AuditorTest {
    @TempDir Path folder;
    private AuditRig rig;

    @BeforeEach
    void openTheHouse() {
        rig = new AuditRig(folder);
    }

    @AfterEach
    void everybodyLeaves() {
        rig.everybodyLeaves();
    }

    @Test
    @Tag("GOV-45")
    void permitComesOnlyAfterTheCommit() throws InterruptedException {
        Auditor auditor = rig.auditor();
        RequestId request = RequestId.random();
        CountDownLatch entered = rig.ledger.hold();
        CompletableFuture<Outcome<EgressPermit>> answer = AuditRig.begin(auditor, intent(request));

        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(answer).isNotDone();
        assertThat(rig.ledger.entries(WARD)).isEmpty();
        rig.ledger.letGo();
        EgressPermit permit = ((Outcome.Passed<EgressPermit>) answer.join()).value();
        assertThat(permit.request()).isEqualTo(request);
        assertThat(permit.attempt()).isEqualTo(1);
        assertThat(rig.ledger.entries(WARD)).hasSize(1);
    }

    @Test
    @Tag("GOV-45")
    void permitOpensOneAttempt() {
        Outcome<EgressPermit> outcome = rig.auditor().intendAndWait(intent(RequestId.random()));
        EgressPermit permit = ((Outcome.Passed<EgressPermit>) outcome).value();

        permit.use();
        assertThatThrownBy(permit::use).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Tag("GOV-47")
    void entriesHoldIdsEnumsAndNumbersOnly() throws InterruptedException {
        Auditor auditor = rig.auditor();
        RequestId request = new RequestId("req_" + "0".repeat(26));
        auditor.intendAndWait(intent(request));
        auditor.record(receipt(request));
        rig.ledger.await(WARD, 2);

        String first =
                new String(rig.ledger.chains.get(WARD).getFirst().body(), StandardCharsets.UTF_8);
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
                new String(rig.ledger.chains.get(WARD).getLast().body(), StandardCharsets.UTF_8);
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
        Auditor auditor = rig.auditor(Bounds.DEFAULT, AuditRig.NOON);
        for (int i = 0; i < 200; i++) {
            TenantId tenant = i % 3 == 0 ? LAB : WARD;
            RequestId request = RequestId.random();
            assertThat(auditor.intendAndWait(intent(tenant, request, 1)))
                    .isInstanceOf(Outcome.Passed.class);
            auditor.record(receipt(tenant, request, 1));
        }
        rig.ledger.await(LAB, 134);
        rig.ledger.await(WARD, 266);

        assertThat(rig.verdict(LAB)).isEqualTo(new Verdict(134, 67, 67, 0, 0, Optional.empty()));
        assertThat(rig.verdict(WARD)).isEqualTo(new Verdict(266, 133, 133, 0, 0, Optional.empty()));
    }

    @Test
    @Tag("GOV-30")
    void whatGathersDuringACommitSharesTheNext() throws InterruptedException {
        Auditor auditor = rig.auditor();
        CountDownLatch entered = rig.ledger.hold();
        CompletableFuture<Outcome<EgressPermit>> first =
                AuditRig.begin(auditor, intent(RequestId.random()));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        List<CompletableFuture<Outcome<EgressPermit>>> others =
                IntStream.range(0, 8)
                        .mapToObj(_ -> AuditRig.begin(auditor, intent(RequestId.random())))
                        .toList();

        rig.ledger.letGo();
        first.join();
        others.forEach(other -> assertThat(other.join()).isInstanceOf(Outcome.Passed.class));
        assertThat(rig.ledger.commits).containsExactly(1, 8);
    }

    @Test
    @Tag("GOV-30")
    void overFullQueueRefusesWhatDoesNotFitAndKeepsRoomForReceipts() throws Exception {
        Auditor auditor = rig.auditor();
        CountDownLatch entered = rig.ledger.hold();
        CompletableFuture<Outcome<EgressPermit>> first =
                AuditRig.begin(auditor, intent(RequestId.random()));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        List<CompletableFuture<Outcome<EgressPermit>>> others =
                IntStream.range(0, 20)
                        .mapToObj(_ -> AuditRig.begin(auditor, intent(RequestId.random())))
                        .toList();

        assertThat(others.subList(16, 20))
                .allSatisfy(
                        late ->
                                assertThat(
                                                AuditRig.refusal(
                                                        late.getNow(
                                                                Outcome.refused(
                                                                        RefusalCode.INTERNAL))))
                                        .isEqualTo(RefusalCode.AUDIT_UNAVAILABLE));
        assertThat(auditor.accepting()).isFalse();
        auditor.record(receipt(RequestId.random()));
        rig.ledger.letGo();
        first.join();
        rig.ledger.await(WARD, 18);
        assertThat(rig.heard(AuditEvent.ReceiptLost.class)).isEmpty();
    }

    @Test
    @Tag("GOV-45")
    void absentLedgerGivesNoPermitAndLeavesNoTrace() {
        Auditor auditor = rig.auditor();
        rig.ledger.away(true);

        assertThat(AuditRig.refusal(auditor.intendAndWait(intent(RequestId.random()))))
                .isEqualTo(RefusalCode.AUDIT_UNAVAILABLE);
        rig.ledger.away(false);
        assertThat(rig.ledger.entries(WARD)).isEmpty();
        assertThat(rig.heard(AuditEvent.LedgerAway.class))
                .containsExactly(
                        new AuditEvent.LedgerAway(AuditEvent.Cause.STORE_UNAVAILABLE, 1, 0));
    }

    @Test
    void bugInTheLedgerRefusesAndTheAuditorGoesOn() {
        Auditor auditor = rig.auditor();
        rig.ledger.buggy(true);
        assertThat(AuditRig.refusal(auditor.intendAndWait(intent(RequestId.random()))))
                .isEqualTo(RefusalCode.AUDIT_UNAVAILABLE);

        rig.ledger.buggy(false);
        assertThat(AuditRig.passesSoon(auditor)).isTrue();
        assertThat(rig.heard(AuditEvent.LedgerAway.class).getFirst().cause())
                .isEqualTo(AuditEvent.Cause.BUG);
    }

    @Test
    void hangingLedgerDoesNotHoldTheCallerBeyondItsPatience() throws InterruptedException {
        Bounds hasty = new Bounds(64, 16, 8, 20, Duration.ofMillis(500), Duration.ofMillis(1));
        Auditor auditor = rig.auditor(hasty, AuditRig.NOON);
        CountDownLatch entered = rig.ledger.hold();
        CompletableFuture<Outcome<EgressPermit>> first =
                AuditRig.begin(auditor, intent(RequestId.random()));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(AuditRig.refusal(first.join())).isEqualTo(RefusalCode.AUDIT_UNAVAILABLE);
        assertThat(AuditRig.refusal(auditor.intendAndWait(intent(RequestId.random()))))
                .isEqualTo(RefusalCode.AUDIT_UNAVAILABLE);
        rig.ledger.letGo();
        auditor.close(Deadline.in(Duration.ofSeconds(5)));
        assertThat(rig.ledger.entries(WARD)).as("the second had given up in the queue").hasSize(1);
    }

    @Test
    @Tag("GOV-46")
    void secondReceiptIsDroppedAndReported() throws InterruptedException {
        Auditor auditor = rig.auditor();
        RequestId request = RequestId.random();
        auditor.record(receipt(request));
        auditor.record(receipt(request));
        rig.ledger.await(WARD, 1);
        auditor.close(Deadline.in(Duration.ofSeconds(5)));

        assertThat(rig.ledger.entries(WARD)).hasSize(1);
        assertThat(rig.heard(AuditEvent.ReceiptTwice.class))
                .containsExactly(new AuditEvent.ReceiptTwice(request));
    }

    @Test
    void lyingNumbersAreCutToWhatJsonCanHold() throws InterruptedException {
        Receipt honest = receipt(RequestId.random());
        rig.auditor()
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

        Entry entry = rig.ledger.await(WARD, 1).getFirst();
        assertThat(entry.number("inputTokens")).isEqualTo(CanonicalJson.LARGEST);
        assertThat(entry.number("outputTokens")).isZero();
        assertThat(entry.number("costMicros")).isZero();
        assertThat(entry.number("tookMicros")).isEqualTo(CanonicalJson.LARGEST);
    }
}
