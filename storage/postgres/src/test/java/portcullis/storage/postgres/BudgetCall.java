package portcullis.storage.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portcullis.governance.audit.Action;
import portcullis.governance.audit.Actor;
import portcullis.governance.audit.Decision;
import portcullis.governance.audit.EgressPermit;
import portcullis.governance.audit.Intent;
import portcullis.governance.audit.Receipt;
import portcullis.governance.budget.Budget;
import portcullis.governance.budget.Budgets;
import portcullis.governance.budget.Call;
import portcullis.governance.budget.Claim;
import portcullis.governance.budget.Costs;
import portcullis.governance.budget.Reservation;
import portcullis.governance.budget.Scope;
import portcullis.governance.budget.Window;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;
import portcullis.storage.postgres.BudgetPropertyTest.Books;
import portcullis.storage.postgres.BudgetPropertyTest.BudgetProcess;

/**
 * One call of the property: attempts one after the other until one answers.
 *
 * @param process on which of two it runs
 * @param key which of three keys asks
 * @param model which of two models is asked
 */
record BudgetCall(int process, int key, int model, List<Try> attempts) {
    private static final Budgets BUDGETS =
            new Budgets(
                    List.of(
                            new Budget(Scope.TENANT, Optional.empty(), 500, Window.TOTAL),
                            new Budget(Scope.KEY, Optional.empty(), 220, Window.DAY),
                            new Budget(
                                    Scope.MODEL, Optional.of(new Label("m1")), 260, Window.MONTH)),
                    ZoneOffset.UTC,
                    Map.of());

    /**
     * One attempt.
     *
     * @param worst what is reserved
     * @param share hundredths of it that the vendor bills: reported, or estimated after an abort
     * @param fate 0: fails and another attempt follows; else it ends the call
     */
    record Try(long worst, long share, int fate) {
        long cost() {
            return worst * share / 100;
        }
    }

    void go(BudgetProcess on, Books books, Runnable step) {
        RequestId request = RequestId.random();
        Actor actor = new Actor(books.tenant, Optional.of(new KeyId("00000000000" + key)));
        Map<Costs.Sent, Long> costs = new HashMap<>();
        int attempt = 0;
        for (Try one : attempts) {
            Costs.Sent sent = new Costs.Sent(new Call(books.tenant, request), ++attempt);
            Outcome<EgressPermit> permit =
                    on.auditor.intendAndWait(intent(actor, sent, one.worst, new Costs(costs)));
            step.run();
            if (!granted(permit, on)) {
                costs.putIfAbsent(sent, 0L); // whether it was held is not known to a caller
                break;
            }
            books.asked(sent, one.worst, one.cost(), on.isDead() || process == 1);
            costs.put(sent, one.cost());
            if (one.fate > 0) {
                break;
            }
        }
        on.auditor.record(receipt(actor, request, attempt, new Costs(costs)));
        step.run();
    }

    private static boolean granted(Outcome<EgressPermit> permit, BudgetProcess on) {
        return switch (permit) {
            case Outcome.Passed<EgressPermit> _ -> true;
            case Outcome.Refused<EgressPermit>(var why) -> {
                boolean expected = why.code() == RefusalCode.BUDGET_SPENT || on.isDead();
                if (!expected) {
                    throw new AssertionError("refused with " + why.code());
                }
                yield false;
            }
        };
    }

    private Intent intent(Actor actor, Costs.Sent sent, long worst, Costs earlier) {
        List<Claim> claims =
                BUDGETS.claims(
                        actor.tenant(),
                        actor.key().orElseThrow(),
                        new Label("m" + model),
                        Instant.parse("2026-03-01T12:00:00Z"));
        return new Intent(
                sent.call().request(),
                actor,
                Action.MODEL_CALL,
                Optional.of(new Label("vendor/m" + model)),
                sent.attempt(),
                Map.of(),
                Optional.empty(),
                Optional.of(new Reservation(worst, claims, earlier)));
    }

    private static Receipt receipt(Actor actor, RequestId request, int attempts, Costs costs) {
        return new Receipt(
                request,
                actor,
                Action.MODEL_CALL,
                Decision.ANSWERED,
                Optional.empty(),
                Optional.empty(),
                attempts,
                1,
                1,
                costs.byAttempt().values().stream().mapToLong(Long::longValue).sum(),
                false,
                Duration.ofMillis(1),
                costs);
    }

    static Costs.Sent sent(String written) {
        String[] parts = written.split("/", 3);
        return new Costs.Sent(
                new Call(new TenantId(parts[0]), new RequestId(parts[1])),
                Integer.parseInt(parts[2]));
    }
}
