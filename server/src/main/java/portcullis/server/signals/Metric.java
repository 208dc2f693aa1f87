package portcullis.server.signals;

import java.util.List;

/** The register of metrics: one line each. No label carries a user, key, id or text (OPS-32). */
public enum Metric {
    HTTP_REQUESTS("http_requests_total", "Answered requests.", "route", "method", "status"),
    HTTP_DURATION(
            "http_request_duration_seconds",
            "Time to the end of the answer.",
            "route",
            "method",
            "status"),
    HTTP_OPEN_STREAMS("http_open_streams", "Streams that run now."),
    LOOP_HELD("http_loop_held_seconds", "How long something held an event loop."),
    AUTH_FAILURES("auth_failures_total", "Callers without a valid key."),
    LIMIT_DECISIONS("limit_decisions_total", "Decisions of the limiter.", "policy", "outcome"),
    BUDGET_REACHED(
            "budget_reached_total", "Budgets that reached a part of their ceiling.", "percent"),
    BUDGET_OVERBILLED("budget_overbilled_total", "Bills above their reservation."),
    BUDGET_REFUSED("budget_refused_total", "Model calls that a budget refused.", "code"),
    LIMITS_ALONE(
            "limit_decisions_alone_total",
            "Decisions made without the counters that processes share."),
    LLM_REQUESTS(
            "llm_provider_requests_total",
            "Model calls, by how they ended.",
            "provider",
            "model",
            "status"),
    LLM_ERRORS("llm_provider_errors_total", "Model calls that were refused or failed.", "code"),
    LLM_TOKENS("llm_tokens_total", "Tokens of settled model calls.", "direction"),
    LLM_FIRST_TOKEN("llm_first_token_seconds", "Time to the first event of a stream."),
    CACHE_HITS("cache_hits_total", "Answers from memory.", "backend", "cache"),
    CACHE_MISSES("cache_misses_total", "Answers not in memory.", "backend", "cache"),
    CACHE_EVICTIONS("cache_evictions_total", "Answers that had to make room.", "cache"),
    CACHE_BYTES("cache_bytes", "About what the answers in this process hold."),
    REDIS_UP("redis_up", "Whether Redis is asked: 1, or 0 while it is left alone.", "use"),
    REDIS_FAILURES(
            "redis_failures_total", "Calls that Redis did not answer in time, or refused.", "use"),
    PHI_VERDICTS("phi_verdicts_total", "Verdicts about model calls.", "verdict"),
    PHI_SCAN("phi_scan_duration_seconds", "Time of a scan that reached a verdict."),
    INCIDENTS("phi_incidents_total", "Incidents that were opened.", "cause"),
    INCIDENTS_OPEN("phi_incidents_open", "Incidents with a step that is not done."),
    INCIDENT_STEPS_LATE("phi_incident_steps_late_total", "Steps whose time was over.", "step"),
    INCIDENT_STEPS_OVERDUE("phi_incident_steps_overdue", "Steps that are late now."),
    AUDIT_INTENTS(
            "audit_intents_total", "Intents that the ledger made durable or refused.", "outcome"),
    AUDIT_RECEIPTS("audit_receipts_total", "Receipts in the ledger.", "decision"),
    LOG_DROPPED("log_events_dropped", "Events the log could not write.");

    private final String scraped;
    private final String meaning;
    private final String labels;

    Metric(String scraped, String meaning, String... labels) {
        this.scraped = scraped;
        this.meaning = meaning;
        this.labels = String.join(",", labels);
    }

    /** The name as a scrape shows it. */
    public String scraped() {
        return scraped;
    }

    public String meaning() {
        return meaning;
    }

    public List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(","));
    }
}
