package portcullis.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.governance.audit.Samples.LAB;
import static portcullis.governance.audit.Samples.WARD;
import static portcullis.governance.audit.Samples.intent;
import static portcullis.governance.audit.Samples.receipt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** Whatever goes away and comes back in between, every request ends with exactly one receipt. */
class OutageTest {
    private static final int STEPS = 300;
    private static final Bounds ROOMY =
            new Bounds(4_096, 1_024, 64, 10_000, Duration.ofSeconds(10), Duration.ofMillis(1));

    @TempDir Path folder;

    /** Requests begun, with whether each got a permit. */
    private final Map<String, Boolean> requests = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @Tag("GOV-46")
    void everyRequestLeavesExactlyOneReceipt(long seed) {
        AuditRig rig = new AuditRig(folder);
        walk(rig, new Random(seed));
        rig.ledger.away(false);
        rig.everybodyLeaves();
        Auditor last = rig.auditor(AuditRig.CALM, AuditRig.NOON);
        assertThat(last.recover(AuditRig.NOON.plusSeconds(1))).isInstanceOf(Outcome.Passed.class);

        assertThat(rig.heard(AuditEvent.ReceiptLost.class)).isEmpty();
        assertThat(rig.heard(AuditEvent.SpoolFailed.class)).isEmpty();
        assertThat(receipts(rig)).containsExactlyInAnyOrderElementsOf(requests.keySet());
        assertSound(rig.verdict(WARD));
        assertSound(rig.verdict(LAB));
        rig.everybodyLeaves();
    }

    private void walk(AuditRig rig, Random random) {
        Auditor auditor = rig.auditor(ROOMY, AuditRig.NOON);
        for (int i = 0; i < STEPS; i++) {
            switch (random.nextInt(20)) {
                case 0, 1 -> rig.ledger.away(true);
                case 2, 3, 4 -> rig.ledger.away(false);
                case 5 -> rig.ledger.loseNextAnswer();
                case 6 -> {
                    auditor.close(Deadline.in(Duration.ofSeconds(10)));
                    auditor = rig.auditor(ROOMY, AuditRig.NOON);
                }
                default -> visit(auditor, random.nextBoolean() ? WARD : LAB);
            }
        }
    }

    private void visit(Auditor auditor, TenantId tenant) {
        RequestId request = RequestId.random();
        boolean permitted =
                auditor.intendAndWait(intent(tenant, request, 1)) instanceof Outcome.Passed;
        requests.put(request.value(), permitted);
        auditor.record(receipt(tenant, request, permitted ? 1 : 0));
    }

    private static List<String> receipts(AuditRig rig) {
        return List.of(WARD, LAB).stream()
                .flatMap(tenant -> rig.ledger.entries(tenant).stream())
                .filter(entry -> entry.text("kind").equals("receipt"))
                .map(entry -> entry.text("request"))
                .collect(Collectors.toList());
    }

    private void assertSound(Verdict verdict) {
        assertThat(verdict.flaw()).isEmpty();
        assertThat(verdict.receiptsBeyondIntents()).isZero();
        assertThat(verdict.intentsWithoutReceipt()).isZero();
        assertThat(requests).containsValue(true);
    }
}
