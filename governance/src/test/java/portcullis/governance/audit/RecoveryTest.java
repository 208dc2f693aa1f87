package portcullis.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.governance.audit.Samples.LAB;
import static portcullis.governance.audit.Samples.WARD;
import static portcullis.governance.audit.Samples.intent;
import static portcullis.governance.audit.Samples.receipt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.kernel.EventLog;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;

class RecoveryTest {
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
    @Tag("GOV-46")
    void crashedRequestsGetOneUnknownReceiptEach() {
        RequestId crashed = RequestId.random();
        RequestId finished = RequestId.random();
        new Sealer(rig.ledger, EventLog.silent())
                .append(
                        List.of(
                                Draft.of(intent(WARD, crashed, 1), AuditRig.NOON.minusSeconds(2)),
                                Draft.of(intent(WARD, crashed, 2), AuditRig.NOON.minusSeconds(1)),
                                Draft.of(intent(WARD, finished, 1), AuditRig.NOON.minusSeconds(1)),
                                Draft.of(receipt(finished), AuditRig.NOON.minusSeconds(1)),
                                Draft.of(intent(LAB, RequestId.random(), 1), AuditRig.NOON)));

        Auditor auditor = rig.auditor();
        assertThat(auditor.recover(AuditRig.NOON)).isEqualTo(Outcome.passed(new Recovered(0, 1)));
        Entry last = rig.ledger.entries(WARD).getLast();
        assertThat(last.text("request")).isEqualTo(crashed.value());
        assertThat(last.text("decision")).isEqualTo("UNKNOWN");
        assertThat(last.number("attempts")).isEqualTo(2);
        assertThat(rig.verdict(WARD)).isEqualTo(new Verdict(5, 3, 2, 0, 0, Optional.empty()));
        assertThat(auditor.recover(AuditRig.NOON)).isEqualTo(Outcome.passed(new Recovered(0, 0)));
    }

    @Test
    void recoveryWithoutLedgerSaysSo() {
        rig.ledger.away(true);

        assertThat(rig.auditor(AuditRig.CALM, AuditRig.NOON).recover(AuditRig.NOON))
                .isEqualTo(Outcome.refused(RefusalCode.AUDIT_UNAVAILABLE));
    }
}
