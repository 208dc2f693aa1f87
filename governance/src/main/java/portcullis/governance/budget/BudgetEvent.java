package portcullis.governance.budget;

import portcullis.kernel.Event;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** What budgets tell the log, after the commit that made it true. */
public sealed interface BudgetEvent extends Event {

    /** So much of a budget is settled: 50, 80, 95 or 100 percent; once per window (GOV-35). */
    record BudgetReached(TenantId tenant, Scope scope, Label subject, Window window, long percent)
            implements BudgetEvent {}

    /** An incident: a vendor billed more than was reserved; the target is closed (GOV-34). */
    record BilledAboveReservation(
            TenantId tenant, RequestId request, Label target, long reserved, long billed)
            implements BudgetEvent {}
}
