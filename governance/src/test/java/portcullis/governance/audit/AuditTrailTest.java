package portcullis.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.governance.audit.Samples.LAB;
import static portcullis.governance.audit.Samples.WARD;
import static portcullis.governance.audit.Samples.receipt;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.governance.Permission;
import portcullis.governance.Visits;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.KeyId;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

@Tag("GOV-54")
class AuditTrailTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final ChainsInMemory ledger = new ChainsInMemory();
    private final AuditTrail trail = new AuditTrail(ledger);

    private void write(TenantId tenant, KeyId key, int count) {
        for (int i = 0; i < count; i++) {
            Receipt sample = receipt(tenant, RequestId.random(), 0);
            new Sealer(ledger, portcullis.kernel.EventLog.silent())
                    .append(
                            List.of(
                                    Draft.of(
                                            new Receipt(
                                                    sample.request(),
                                                    new Actor(tenant, Optional.of(key)),
                                                    Action.SEARCH,
                                                    Decision.ANSWERED,
                                                    Optional.empty(),
                                                    Optional.empty(),
                                                    0,
                                                    0,
                                                    0,
                                                    0,
                                                    false,
                                                    Duration.ZERO),
                                            NOON)));
        }
    }

    private AuditTrail.Page page(Permitted caller, long after, int max) {
        return Visits.passed(trail.entries(caller, after, max));
    }

    @Test
    void pagesShowEveryEntryOnceAndEnd() {
        write(WARD, Samples.KEY, 7);
        Permitted caller = Visits.permitted(WARD, Permission.AUDIT_VIEW);
        List<Long> seen = new ArrayList<>();
        OptionalLong next = OptionalLong.of(0);
        while (next.isPresent()) {
            AuditTrail.Page page = page(caller, next.getAsLong(), 3);
            page.entries().forEach(entry -> seen.add(entry.seq()));
            next = page.next();
        }

        assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    @Tag("GOV-1")
    void anotherTenantsEntriesAreNotThere() {
        write(LAB, Samples.KEY, 3);

        assertThat(page(Visits.permitted(WARD, Permission.AUDIT_VIEW), 0, 10).entries()).isEmpty();
    }

    @Test
    void ownEntriesAreThoseOfTheKey() {
        Permitted caller = Visits.permitted(WARD, Permission.AUDIT_VIEW_OWN);
        write(WARD, Samples.KEY, 2);
        write(WARD, caller.key(), 1);

        assertThat(page(caller, 0, 10).entries())
                .extracting(AuditLedger.Sealed::seq)
                .containsExactly(3L);
    }

    @Test
    void otherPermissionsShowNothing() {
        assertThat(trail.entries(Visits.permitted(WARD, Permission.VIEW), 0, 10))
                .isEqualTo(Outcome.refused(RefusalCode.FORBIDDEN));
    }

    @Test
    void strangeCursorsAndSizesAreBroughtIntoRange() {
        write(WARD, Samples.KEY, 2);
        Permitted caller = Visits.permitted(WARD, Permission.AUDIT_VIEW);

        assertThat(page(caller, -5, 0).entries()).hasSize(1);
        assertThat(page(caller, Long.MAX_VALUE, Integer.MAX_VALUE).entries()).isEmpty();
    }

    @Test
    void absentLedgerIsSaid() {
        ledger.away(true);

        assertThat(trail.entries(Visits.permitted(WARD, Permission.AUDIT_VIEW), 0, 10))
                .isEqualTo(Outcome.refused(RefusalCode.STORE_UNAVAILABLE));
    }
}
