package portcullis.server.signals;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import portcullis.disclosure.report.IncidentEvent;
import portcullis.gateway.GatewayEvent;
import portcullis.governance.audit.AuditEvent;
import portcullis.governance.audit.Decision;
import portcullis.governance.budget.BudgetEvent;
import portcullis.kernel.Event;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.RefusalCode;

/**
 * Counts what the floors report on its way to the log. A metric that an event can tell is counted
 * here and nowhere else, so every door to a journey is counted alike.
 */
public final class CountingLog implements EventLog {
    private static final Set<RefusalCode> NO_VERDICT =
            Set.of(
                    RefusalCode.SCAN_FAILED,
                    RefusalCode.SCAN_LEAKY,
                    RefusalCode.SCAN_TIMEOUT,
                    RefusalCode.SCAN_TOO_LARGE,
                    RefusalCode.SCAN_UNSCANNABLE);
    private static final Set<RefusalCode> BUDGETS =
            Set.of(RefusalCode.BUDGET_SPENT, RefusalCode.PRICE_UNKNOWN, RefusalCode.TARGET_CLOSED);
    private final EventLog log;
    private final Metrics metrics;

    public CountingLog(EventLog log, Metrics metrics) {
        this.log = log;
        this.metrics = metrics;
    }

    @Override
    public void write(Event event) {
        switch (event) {
            case GatewayEvent.CallEnded ended -> count(ended);
            case AuditEvent.LedgerAway away ->
                    metrics.add(Metric.AUDIT_INTENTS, away.intents(), "refused");
            case BudgetEvent.BudgetReached reached ->
                    metrics.count(Metric.BUDGET_REACHED, Long.toString(reached.percent()));
            case BudgetEvent.BilledAboveReservation _ -> metrics.count(Metric.BUDGET_OVERBILLED);
            case IncidentEvent.IncidentOpened opened ->
                    metrics.count(Metric.INCIDENTS, lower(opened.cause()));
            case IncidentEvent.StepOverdue late ->
                    metrics.count(Metric.INCIDENT_STEPS_LATE, lower(late.step()));
            default -> {} // told by no event: only logged
        }
        log.write(event);
    }

    private void count(GatewayEvent.CallEnded ended) {
        String target = ended.target().map(Label::value).orElse("none/none");
        int slash = target.indexOf('/');
        String provider = slash < 0 ? target : target.substring(0, slash);
        String model = slash < 0 ? "none" : target.substring(slash + 1);
        metrics.count(Metric.LLM_REQUESTS, provider, model, lower(ended.decision()));
        metrics.add(Metric.LLM_TOKENS, ended.inputTokens(), "input");
        metrics.add(Metric.LLM_TOKENS, ended.outputTokens(), "output");
        ended.firstToken().ifPresent(took -> metrics.time(Metric.LLM_FIRST_TOKEN, took));
        if (ended.decision() == Decision.FAILED || ended.decision() == Decision.REFUSED) {
            Optional<RefusalCode> code = ended.refusal();
            metrics.count(Metric.LLM_ERRORS, code.map(CountingLog::lower).orElse("unknown"));
            code.ifPresent(this::countVerdict);
            code.filter(BUDGETS::contains)
                    .ifPresent(why -> metrics.count(Metric.BUDGET_REFUSED, lower(why)));
        }
    }

    /** Verdicts without an intent; the others are counted in the ledger. */
    private void countVerdict(RefusalCode code) {
        if (code == RefusalCode.PHI_BLOCKED) {
            metrics.count(Metric.PHI_VERDICTS, "block");
        } else if (NO_VERDICT.contains(code)) {
            metrics.count(Metric.PHI_VERDICTS, "none");
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
