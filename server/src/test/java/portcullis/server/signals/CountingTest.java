package portcullis.server.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.gateway.GatewayEvent.CallEnded;
import portcullis.governance.audit.Action;
import portcullis.governance.audit.Actor;
import portcullis.governance.audit.Auditor;
import portcullis.governance.audit.Decision;
import portcullis.governance.audit.Intent;
import portcullis.governance.audit.Receipt;
import portcullis.kernel.Deadline;
import portcullis.kernel.Event;
import portcullis.kernel.Label;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;
import portcullis.testkit.InMemoryAuditLedger;

class CountingTest {
    private final Metrics metrics = new Metrics();
    @TempDir private Path spool;

    @AfterEach
    void close() {
        metrics.close();
    }

    private static CallEnded ended(Decision decision, Optional<RefusalCode> refusal) {
        return new CallEnded(
                RequestId.random(),
                decision,
                refusal,
                Optional.of(new Label("main/gpt-x")),
                1,
                30,
                12,
                Duration.ofMillis(5),
                Optional.of(Duration.ofMillis(2)));
    }

    @Test
    @Tag("OPS-33")
    void anEndedCallIsCountedAndLogged() {
        List<Event> logged = new ArrayList<>();
        CountingLog log = new CountingLog(logged::add, metrics);
        log.write(ended(Decision.ANSWERED, Optional.empty()));
        log.write(ended(Decision.REFUSED, Optional.of(RefusalCode.PHI_BLOCKED)));
        log.write(ended(Decision.REFUSED, Optional.of(RefusalCode.SCAN_TIMEOUT)));
        assertThat(logged).hasSize(3);
        assertThat(metrics.scrape())
                .contains(
                        "llm_provider_requests_total{model=\"gpt-x\",provider=\"main\",status=\"answered\"} 1.0")
                .contains("llm_provider_errors_total{code=\"phi_blocked\"} 1.0")
                .contains("llm_tokens_total{direction=\"input\"} 90.0")
                .contains("llm_tokens_total{direction=\"output\"} 36.0")
                .contains("llm_first_token_seconds_count 3")
                .contains("phi_verdicts_total{verdict=\"block\"} 1.0")
                .contains("phi_verdicts_total{verdict=\"none\"} 1.0");
    }

    @Test
    @Tag("OPS-37")
    void durableEntriesAreCountedOnceByWhatTheyAre() {
        InMemoryAuditLedger ledger = new InMemoryAuditLedger();
        Auditor auditor =
                Auditor.open(
                        new CountingLedger(ledger, metrics),
                        spool,
                        Clock.systemUTC(),
                        new CountingLog(_ -> {}, metrics));
        Actor actor = new Actor(TenantId.DEFAULT, Optional.empty());
        RequestId request = RequestId.random();
        auditor.intendAndWait(intent(actor, request, 1));
        auditor.intendAndWait(intent(actor, request, 2));
        ledger.away(true);
        auditor.intendAndWait(intent(actor, RequestId.random(), 1));
        ledger.away(false);
        auditor.record(receipt(actor, request));
        auditor.close(Deadline.in(Duration.ofSeconds(20)));
        assertThat(metrics.scrape())
                .contains("audit_intents_total{outcome=\"durable\"} 2.0")
                .contains("audit_intents_total{outcome=\"refused\"} 1.0")
                .contains("audit_receipts_total{decision=\"answered\"} 1.0")
                .contains("phi_verdicts_total{verdict=\"mask\"} 1.0")
                .contains("phi_scan_duration_seconds_count 1");
    }

    private static Intent intent(Actor actor, RequestId request, int attempt) {
        return new Intent(
                request,
                actor,
                Action.MODEL_CALL,
                Optional.of(new Label("main/gpt-x")),
                attempt,
                Map.of(new Label("scan.verdict.MASK"), 1L, new Label("scan.micros"), 800L),
                Optional.empty());
    }

    private static Receipt receipt(Actor actor, RequestId request) {
        return new Receipt(
                request,
                actor,
                Action.MODEL_CALL,
                Decision.ANSWERED,
                Optional.empty(),
                Optional.empty(),
                2,
                1,
                1,
                0,
                false,
                Duration.ofMillis(3));
    }

    @Test
    void dailyBusinessIsNoWarning() {
        assertThat(Level.of(ended(Decision.ANSWERED, Optional.empty()))).isEqualTo(Level.INFO);
        assertThat(Level.of(ended(Decision.REFUSED, Optional.of(RefusalCode.PHI_BLOCKED))))
                .isEqualTo(Level.INFO);
        assertThat(Level.of(new portcullis.library.index.IndexReady(1))).isEqualTo(Level.INFO);
        assertThat(
                        Level.of(
                                new portcullis.library.IngestEvent.Completed(
                                        TenantId.DEFAULT, 1, 1, 0, Duration.ZERO)))
                .isEqualTo(Level.INFO);
    }

    @Test
    void whatWentWrongIsAWarning() {
        assertThat(Level.of(ended(Decision.FAILED, Optional.of(RefusalCode.PROVIDER_CUT))))
                .isEqualTo(Level.WARN);
        assertThat(Level.of(ended(Decision.REFUSED, Optional.of(RefusalCode.SCAN_TIMEOUT))))
                .isEqualTo(Level.WARN);
        assertThat(Level.of(new portcullis.library.index.FeedUnread(1))).isEqualTo(Level.WARN);
        assertThat(Level.of(new HandlerBroke(RequestId.random(), new Label("a"), new Label("b"))))
                .isEqualTo(Level.ERROR);
    }
}
