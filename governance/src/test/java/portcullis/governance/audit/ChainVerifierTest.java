package portcullis.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.governance.audit.Samples.LAB;
import static portcullis.governance.audit.Samples.WARD;
import static portcullis.governance.audit.Samples.intent;
import static portcullis.governance.audit.Samples.receipt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.kernel.RequestId;

@Tag("GOV-52")
class ChainVerifierTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int LENGTH = 20;

    private final ChainsInMemory ledger = new ChainsInMemory();
    private final List<AuditLedger.Sealed> chain = written();

    private List<AuditLedger.Sealed> written() {
        Sealer sealer = new Sealer(ledger, portcullis.kernel.EventLog.silent());
        for (int i = 0; i < LENGTH / 2; i++) {
            RequestId request = RequestId.random();
            sealer.append(
                    List.of(
                            Draft.of(intent(request), NOON.plusSeconds(i)),
                            Draft.of(receipt(request), NOON.plusSeconds(i))));
        }
        return ledger.chains.get(WARD);
    }

    private Verdict.Broken broken() {
        return new ChainVerifier(ledger).verify(WARD).flaw().orElseThrow();
    }

    private static AuditLedger.Sealed at(long seq, AuditLedger.Sealed entry) {
        return new AuditLedger.Sealed(entry.tenant(), seq, entry.body(), entry.leaf());
    }

    @Test
    void untouchedChainIsSound() {
        Verdict verdict = new ChainVerifier(ledger).verify(WARD);

        assertThat(verdict.sound()).isTrue();
        assertThat(verdict.entries()).isEqualTo(LENGTH);
        assertThat(verdict.intents()).isEqualTo(LENGTH / 2);
        assertThat(verdict.receipts()).isEqualTo(LENGTH / 2);
    }

    @Test
    void chainThatNobodyBeganIsSound() {
        assertThat(new ChainVerifier(ledger).verify(LAB).sound()).isTrue();
    }

    @Property(tries = 300)
    void anyFlippedBitIsFoundAtItsPlace(
            @ForAll @IntRange(max = LENGTH - 1) int index,
            @ForAll @IntRange(max = 300) int place,
            @ForAll @IntRange(max = 7) int bit) {
        AuditLedger.Sealed entry = chain.get(index);
        byte[] body = entry.body().clone();
        body[place % body.length] ^= (byte) (1 << bit);
        chain.set(index, new AuditLedger.Sealed(WARD, entry.seq(), body, entry.leaf()));
        Verdict.Broken found = broken();
        chain.set(index, entry);

        assertThat(found).isEqualTo(new Verdict.Broken(index + 1L, Flaw.WRONG_LEAF));
    }

    @Test
    void changedBodyWithAFittingLeafBreaksTheNextLink() {
        AuditLedger.Sealed entry = chain.get(4);
        byte[] body =
                new String(entry.body(), StandardCharsets.UTF_8)
                        .replace("\"PERSON\":2", "\"PERSON\":0")
                        .getBytes(StandardCharsets.UTF_8);
        chain.set(4, new AuditLedger.Sealed(WARD, entry.seq(), body, Leaf.of(body)));

        assertThat(broken()).isEqualTo(new Verdict.Broken(6, Flaw.WRONG_PREVIOUS));
    }

    @Test
    void changedLastEntryDoesNotFitTheHead() {
        AuditLedger.Sealed entry = chain.getLast();
        byte[] body =
                new String(entry.body(), StandardCharsets.UTF_8)
                        .replace("ANSWERED", "REFUSED")
                        .getBytes(StandardCharsets.UTF_8);
        chain.set(LENGTH - 1, new AuditLedger.Sealed(WARD, LENGTH, body, Leaf.of(body)));

        assertThat(broken()).isEqualTo(new Verdict.Broken(LENGTH, Flaw.WRONG_END));
    }

    @Property(tries = 20)
    void deletedEntryIsMissedAtItsPlace(@ForAll @IntRange(max = LENGTH - 2) int index) {
        AuditLedger.Sealed entry = chain.remove(index);
        Verdict.Broken found = broken();
        chain.add(index, entry);

        assertThat(found).isEqualTo(new Verdict.Broken(index + 1L, Flaw.OUT_OF_SEQUENCE));
    }

    @Test
    void renumberingDoesNotHideADeletion() {
        List<AuditLedger.Sealed> closed = new ArrayList<>(chain);
        closed.remove(7);
        chain.clear();
        for (int i = 0; i < closed.size(); i++) {
            chain.add(at(i + 1L, closed.get(i)));
        }

        assertThat(broken()).isEqualTo(new Verdict.Broken(8, Flaw.OUT_OF_SEQUENCE));
    }

    @Test
    void insertedEntryIsFound() {
        byte[] body = Draft.of(receipt(RequestId.random()), NOON).body(6, chain.get(4).leaf());
        chain.add(5, new AuditLedger.Sealed(WARD, 6, body, Leaf.of(body)));

        assertThat(broken()).isEqualTo(new Verdict.Broken(7, Flaw.OUT_OF_SEQUENCE));
    }

    @Test
    void exchangedEntriesAreFound() {
        AuditLedger.Sealed fifth = chain.get(4);
        chain.set(4, at(5, chain.get(5)));
        chain.set(5, at(6, fifth));

        assertThat(broken()).isEqualTo(new Verdict.Broken(5, Flaw.OUT_OF_SEQUENCE));
    }

    @Test
    void cutTailIsFound() {
        chain.removeLast();
        chain.removeLast();

        assertThat(broken()).isEqualTo(new Verdict.Broken(LENGTH - 1, Flaw.WRONG_END));
    }

    @Test
    void entryOfAnotherTenantIsFound() {
        byte[] body =
                Draft.of(receipt(LAB, RequestId.random(), 0), NOON).body(3, chain.get(1).leaf());
        chain.set(2, new AuditLedger.Sealed(WARD, 3, body, Leaf.of(body)));

        assertThat(broken()).isEqualTo(new Verdict.Broken(3, Flaw.UNREADABLE));
    }

    @Test
    void bodyThatIsNoEntryIsFound() {
        byte[] body = "null".getBytes(StandardCharsets.UTF_8);
        chain.set(2, new AuditLedger.Sealed(WARD, 3, body, Leaf.of(body)));

        assertThat(broken()).isEqualTo(new Verdict.Broken(3, Flaw.UNREADABLE));
    }

    @Test
    @Tag("GOV-53")
    void intentsAndReceiptsWithoutPartnerAreCounted() {
        RequestId twice = RequestId.random();
        new Sealer(ledger, portcullis.kernel.EventLog.silent())
                .append(
                        List.of(
                                Draft.of(intent(WARD, RequestId.random(), 1), NOON),
                                Draft.of(intent(WARD, twice, 1), NOON),
                                Draft.of(receipt(WARD, twice, 2), NOON),
                                Draft.of(receipt(WARD, RequestId.random(), 0), NOON)));

        Verdict verdict = new ChainVerifier(ledger).verify(WARD);
        assertThat(verdict.sound()).isTrue();
        assertThat(verdict.intentsWithoutReceipt()).isEqualTo(1);
        assertThat(verdict.receiptsBeyondIntents()).isEqualTo(1);
    }
}
