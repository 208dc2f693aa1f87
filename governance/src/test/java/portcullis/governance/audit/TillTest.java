package portcullis.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.governance.audit.Samples.KEY;
import static portcullis.governance.audit.Samples.WARD;
import static portcullis.governance.audit.Samples.receipt;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.governance.budget.Budget;
import portcullis.governance.budget.BudgetEvent;
import portcullis.governance.budget.Budgets;
import portcullis.governance.budget.Call;
import portcullis.governance.budget.Claim;
import portcullis.governance.budget.Costs;
import portcullis.governance.budget.Line;
import portcullis.governance.budget.Reservation;
import portcullis.governance.budget.Scope;
import portcullis.governance.budget.Window;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;

/** Reservations and settlements in the ledger's own batches. */
class TillTest {
    private static final Label MODEL = new Label("default");
    private static final Budgets HUNDRED =
            new Budgets(
                    List.of(new Budget(Scope.TENANT, Optional.empty(), 100, Window.DAY)),
                    ZoneOffset.UTC,
                    Map.of());

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
    @Tag("GOV-29")
    void whatDoesNotFitIsRefusedAndLeavesNoTrace() {
        Auditor auditor = rig.auditor();
        assertThat(asked(auditor, RequestId.random(), 1, 60)).isInstanceOf(Outcome.Passed.class);
        Outcome<EgressPermit> second = asked(auditor, RequestId.random(), 1, 41);

        assertThat(AuditRig.refusal(second)).isEqualTo(RefusalCode.BUDGET_SPENT);
        assertThat(line()).isEqualTo(new Line(100, 0, 60, 0));
        assertThat(rig.ledger.entries(WARD)).hasSize(1);
        assertThat(asked(auditor, RequestId.random(), 1, 40)).isInstanceOf(Outcome.Passed.class);
    }

    @Test
    @Tag("GOV-30")
    void overFullBatchRefusesExactlyTheCallsThatDoNotFit() throws InterruptedException {
        Auditor auditor = rig.auditor();
        CountDownLatch entered = rig.ledger.hold();
        CompletableFuture<Outcome<EgressPermit>> first =
                AuditRig.begin(auditor, intent(RequestId.random(), 1, 50, HUNDRED));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        List<CompletableFuture<Outcome<EgressPermit>>> batch =
                List.of(30L, 30L, 20L, 1L).stream()
                        .map(micros -> intent(RequestId.random(), 1, micros, HUNDRED))
                        .map(intent -> AuditRig.begin(auditor, intent))
                        .toList();
        rig.ledger.letGo();
        first.join();

        assertThat(batch)
                .extracting(one -> one.join() instanceof Outcome.Passed)
                .containsExactly(true, false, true, false);
        assertThat(rig.ledger.commits).containsExactly(1, 2);
        assertThat(line()).isEqualTo(new Line(100, 0, 100, 0));
    }

    @Test
    @Tag("GOV-32")
    void surplusComesBackWithTheReceipt() throws InterruptedException {
        Auditor auditor = rig.auditor();
        RequestId request = RequestId.random();
        asked(auditor, request, 1, 90);
        auditor.record(told(request, Map.of(1, 30L)));
        rig.ledger.await(WARD, 2);

        assertThat(line()).isEqualTo(new Line(100, 30, 0, 0));
        assertThat(rig.ledger.budgets.held()).isEmpty();
        assertThat(asked(auditor, RequestId.random(), 1, 70)).isInstanceOf(Outcome.Passed.class);
    }

    @Test
    @Tag("GOV-32")
    void failedAttemptIsFreeAgainBeforeTheNextOneIsHeld() {
        Auditor auditor = rig.auditor();
        RequestId request = RequestId.random();
        asked(auditor, request, 1, 100);
        Outcome<EgressPermit> second =
                auditor.intendAndWait(
                        intent(request, 2, 100, HUNDRED, costs(request, Map.of(1, 0L))));

        assertThat(second).isInstanceOf(Outcome.Passed.class);
        assertThat(line()).isEqualTo(new Line(100, 0, 100, 0));
        assertThat(rig.ledger.entries(WARD).getLast().fields())
                .containsEntry("settled", Map.of("ward/" + request + "/1", 0L))
                .containsEntry("reservedMicros", 100L);
    }

    @Test
    void receiptOfOneRequestSettlesWhatAnotherOneHeld() throws InterruptedException {
        Auditor auditor = rig.auditor();
        RequestId leader = RequestId.random();
        RequestId heir = RequestId.random();
        asked(auditor, leader, 1, 90);
        auditor.record(told(leader, Map.of()));
        rig.ledger.await(WARD, 2);
        assertThat(line()).as("the answer still comes").isEqualTo(new Line(100, 0, 90, 0));

        auditor.record(withCosts(receipt(heir), costs(leader, Map.of(1, 40L))));
        rig.ledger.await(WARD, 3);
        assertThat(line()).isEqualTo(new Line(100, 40, 0, 0));
    }

    @Test
    void settlingTwiceChangesNothing() throws InterruptedException {
        Auditor auditor = rig.auditor();
        RequestId request = RequestId.random();
        asked(auditor, request, 1, 90);
        auditor.record(told(request, Map.of(1, 30L)));
        Receipt other = receipt(RequestId.random());
        auditor.record(withCosts(other, costs(request, Map.of(1, 5L))));
        rig.ledger.await(WARD, 3);

        assertThat(line()).isEqualTo(new Line(100, 30, 0, 0));
    }

    @Test
    void intentAndReceiptOfOneBatchHoldNothing() throws InterruptedException {
        Auditor auditor = rig.auditor();
        CountDownLatch entered = rig.ledger.hold();
        CompletableFuture<Outcome<EgressPermit>> ahead =
                AuditRig.begin(auditor, Samples.intent(RequestId.random()));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        RequestId request = RequestId.random();
        CompletableFuture<Outcome<EgressPermit>> mine =
                AuditRig.begin(auditor, intent(request, 1, 80, HUNDRED));
        auditor.record(told(request, Map.of(1, 0L)));
        CompletableFuture<Outcome<EgressPermit>> next =
                AuditRig.begin(auditor, intent(RequestId.random(), 1, 100, HUNDRED));
        rig.ledger.letGo();

        assertThat(next.join()).isInstanceOf(Outcome.Passed.class);
        assertThat(List.of(ahead, mine)).allMatch(CompletableFuture::isDone);
        assertThat(rig.ledger.commits).containsExactly(1, 3);
        assertThat(rig.ledger.budgets.held()).hasSize(1);
    }

    @Test
    @Tag("GOV-34")
    void billAboveItsReservationClosesTheTarget() throws InterruptedException {
        Auditor auditor = rig.auditor();
        RequestId request = RequestId.random();
        asked(auditor, request, 1, 10);
        auditor.record(told(request, Map.of(1, 25L)));
        rig.ledger.await(WARD, 2);

        assertThat(AuditRig.refusal(asked(auditor, RequestId.random(), 1, 1)))
                .isEqualTo(RefusalCode.TARGET_CLOSED);
        assertThat(line()).isEqualTo(new Line(100, 25, 0, 15));
        assertThat(rig.heard(BudgetEvent.BilledAboveReservation.class))
                .containsExactly(
                        new BudgetEvent.BilledAboveReservation(
                                WARD, request, new Label("main/gpt-x"), 10, 25));
    }

    @Test
    @Tag("GOV-35")
    void eachWarningComesOnce() throws InterruptedException {
        Auditor auditor = rig.auditor();
        int length = 0;
        for (long cost : List.of(49L, 1L, 29L, 1L, 15L, 5L)) {
            RequestId request = RequestId.random();
            asked(auditor, request, 1, cost);
            auditor.record(told(request, Map.of(1, cost)));
            length += 2;
            rig.ledger.await(WARD, length);
        }
        auditor.close(portcullis.kernel.Deadline.in(java.time.Duration.ofSeconds(5)));

        assertThat(rig.heard(BudgetEvent.BudgetReached.class))
                .extracting(BudgetEvent.BudgetReached::percent)
                .containsExactly(50L, 80L, 95L, 100L);
    }

    @Test
    @Tag("GOV-33")
    void crashedRequestSettlesAtItsReservationAndIsMarked() throws InterruptedException {
        Auditor auditor = rig.auditor(AuditRig.SMALL, AuditRig.NOON.minusSeconds(60));
        RequestId request = RequestId.random();
        asked(auditor, request, 1, 40);
        auditor.intendAndWait(intent(request, 2, 50, HUNDRED, costs(request, Map.of(1, 7L))));

        auditor.recover(AuditRig.NOON);
        Entry last = rig.ledger.await(WARD, 3).getLast();
        assertThat(last.text("decision")).isEqualTo("UNKNOWN");
        assertThat(last.number("costMicros")).isEqualTo(57);
        assertThat(last.fields()).containsEntry("estimated", true);
        assertThat(line()).isEqualTo(new Line(100, 57, 0, 0));
        assertThat(rig.ledger.budgets.held()).isEmpty();
    }

    @Test
    @Tag("GOV-46")
    void spooledReceiptCarriesItsSettlement() throws InterruptedException {
        Auditor auditor = rig.auditor(AuditRig.CALM, AuditRig.NOON);
        RequestId request = RequestId.random();
        asked(auditor, request, 1, 90);
        rig.ledger.away(true);
        auditor.record(told(request, Map.of(1, 30L)));
        auditor.close(portcullis.kernel.Deadline.in(java.time.Duration.ofSeconds(5)));
        assertThat(line()).isEqualTo(new Line(100, 0, 90, 0));

        rig.ledger.away(false);
        rig.auditor(AuditRig.CALM, AuditRig.NOON).recover(AuditRig.NOON);
        assertThat(line()).isEqualTo(new Line(100, 30, 0, 0));
    }

    @Test
    @Tag("GOV-29")
    void everyBudgetThatAppliesMustHaveRoom() {
        Budgets both =
                new Budgets(
                        List.of(
                                new Budget(Scope.TENANT, Optional.empty(), 100, Window.TOTAL),
                                new Budget(Scope.MODEL, Optional.of(MODEL), 30, Window.HOUR)),
                        ZoneOffset.UTC,
                        Map.of());
        Auditor auditor = rig.auditor();
        Outcome<EgressPermit> refused =
                auditor.intendAndWait(intent(RequestId.random(), 1, 31, both));

        assertThat(AuditRig.refusal(refused)).isEqualTo(RefusalCode.BUDGET_SPENT);
        assertThat(rig.ledger.budgets.lines()).isEmpty();
    }

    private Line line() {
        return rig.ledger.budgets.lines().values().iterator().next();
    }

    private static Outcome<EgressPermit> asked(
            Auditor auditor, RequestId request, int attempt, long micros) {
        return auditor.intendAndWait(intent(request, attempt, micros, HUNDRED));
    }

    private static Intent intent(RequestId request, int attempt, long micros, Budgets budgets) {
        return intent(request, attempt, micros, budgets, Costs.NONE);
    }

    private static Intent intent(
            RequestId request, int attempt, long micros, Budgets budgets, Costs earlier) {
        List<Claim> claims =
                budgets.claims(WARD, KEY, MODEL, Instant.parse("2026-03-01T12:00:00Z"));
        Intent plain = Samples.intent(WARD, request, attempt);
        return new Intent(
                plain.request(),
                plain.actor(),
                plain.action(),
                plain.target(),
                plain.attempt(),
                plain.scan(),
                plain.digest(),
                Optional.of(new Reservation(micros, claims, earlier)));
    }

    private static Costs costs(RequestId request, Map<Integer, Long> byAttempt) {
        Map<Costs.Sent, Long> costs = new HashMap<>();
        byAttempt.forEach(
                (attempt, cost) ->
                        costs.put(new Costs.Sent(new Call(WARD, request), attempt), cost));
        return new Costs(costs);
    }

    private static Receipt told(RequestId request, Map<Integer, Long> byAttempt) {
        return withCosts(receipt(request), costs(request, byAttempt));
    }

    private static Receipt withCosts(Receipt plain, Costs costs) {
        return new Receipt(
                plain.request(),
                plain.actor(),
                plain.action(),
                plain.decision(),
                plain.refusal(),
                plain.target(),
                plain.attempts(),
                plain.inputTokens(),
                plain.outputTokens(),
                plain.costMicros(),
                plain.estimated(),
                plain.took(),
                costs);
    }
}
