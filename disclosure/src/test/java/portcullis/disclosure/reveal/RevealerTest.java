package portcullis.disclosure.reveal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.disclosure.MovedClock;
import portcullis.disclosure.Scans;
import portcullis.disclosure.note.Noted;
import portcullis.disclosure.note.Noter.Values;
import portcullis.disclosure.reveal.AccessRequest.Decision;
import portcullis.disclosure.reveal.AccessRequest.State;
import portcullis.governance.Permission;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.KeyId;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;
import portcullis.testkit.Visitors;

@Tag("GOV-7")
class RevealerTest {
    private static final SensitiveText WHY = SensitiveText.of("The patient asked for it.");
    private static final TenantId TENANT = new TenantId("north");

    private final MovedClock clock = new MovedClock();
    private final Scans scans = new Scans(clock);
    private final Visitors visitors = Visitors.arrive();
    private final Permitted asking = visitors.permitted(TENANT, Permission.PHI_VIEW);
    private final Permitted deciding = visitors.permitted(TENANT, Permission.APPROVE);
    private final Permitted foreign =
            visitors.permitted(new TenantId("south"), Permission.PHI_VIEW);
    private final InMemory store = new InMemory();
    private final Revealer revealer = new Revealer(store, new byte[32], clock);

    private final class InMemory implements AccessStore {
        private final List<AccessRequest> all = new ArrayList<>();
        private final List<AccessEntry.Deed> deeds = new ArrayList<>();

        @Override
        public AccessRequest add(AccessRequest request) {
            all.add(request);
            deeds.add(AccessEntry.Deed.REQUESTED);
            return request;
        }

        @Override
        public Optional<AccessRequest> find(TenantId tenant, AccessId id) {
            return all.stream()
                    .filter(one -> one.tenant().equals(tenant) && one.id().equals(id))
                    .findFirst();
        }

        @Override
        public List<AccessRequest> list(TenantId tenant, long before, int most) {
            return all;
        }

        @Override
        public boolean decide(AccessRequest request, Decision decision) {
            change(request, Optional.of(decision), Optional.empty());
            return true;
        }

        private void change(AccessRequest of, Optional<Decision> decision, Optional<Instant> used) {
            all.removeIf(one -> one.id().equals(of.id()));
            all.add(
                    new AccessRequest(
                            of.id(),
                            of.number(),
                            of.tenant(),
                            of.scan(),
                            of.finding(),
                            of.requester(),
                            of.reason(),
                            of.created(),
                            decision,
                            used));
        }

        @Override
        public Optional<SensitiveText> redeem(AccessRequest request, Instant at) {
            change(request, request.decision(), Optional.of(at));
            return scans.value(request.scan(), request.finding());
        }

        @Override
        public void refused(AccessRequest request, KeyId by, Instant at) {
            deeds.add(AccessEntry.Deed.REFUSED);
        }

        @Override
        public List<AccessEntry> log(TenantId tenant, long before, int most) {
            return List.of();
        }
    }

    private Noted scan(Values values) {
        return scans.scan(asking, Context.UPLOAD, "Larkspurin came", values);
    }

    private AccessRequest asked() {
        return Visitors.passed(revealer.request(asking, scan(Values.KEPT), 0, WHY));
    }

    private SensitiveText approved(AccessRequest request) {
        AccessRequest now =
                Visitors.passed(revealer.decide(deciding, request.id().toString(), true));
        return revealer.token(asking, now).orElseThrow();
    }

    private static RefusalCode refused(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Refused<?>(Refusal refusal) -> refusal.code();
            case Outcome.Passed<?> _ -> throw new AssertionError("passed");
        };
    }

    @Test
    void aValueIsShownOnceToWhoAskedAfterAnotherDecided() {
        SensitiveText token = approved(asked());
        assertThat(Visitors.passed(revealer.reveal(asking, token)).reveal())
                .isEqualTo("Larkspurin");
        assertThat(refused(revealer.reveal(asking, token))).isEqualTo(RefusalCode.REVEAL_SPENT);
    }

    @Test
    void nobodyDecidesAboutTheirOwnRequest() {
        String id = asked().id().toString();
        assertThat(refused(revealer.decide(asking, id, true))).isEqualTo(RefusalCode.OWN_REQUEST);
        assertThat(refused(revealer.decide(foreign, id, true))).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refused(revealer.decide(deciding, "nonsense", true)))
                .isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void aTokenIsOfNoUseToAnybodyElse() {
        AccessRequest request = asked();
        SensitiveText token = approved(request);
        assertThat(refused(revealer.reveal(deciding, token))).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refused(revealer.reveal(foreign, token))).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(revealer.token(deciding, store.all.getFirst())).isEmpty();
        assertThat(store.deeds).contains(AccessEntry.Deed.REFUSED);
        Visitors.passed(revealer.reveal(asking, token));
    }

    @Test
    void aForgedOrBorrowedTokenShowsNothing() {
        AccessRequest first = asked();
        AccessRequest second = asked();
        String token = approved(first).reveal();
        approved(second);
        String proof = token.substring(token.indexOf('.'));
        for (String forged :
                List.of(second.id() + proof, first.id() + ".", first.id().toString(), ".", "")) {
            assertThat(refused(revealer.reveal(asking, SensitiveText.of(forged))))
                    .as(forged)
                    .isEqualTo(RefusalCode.NOT_FOUND);
        }
    }

    @Test
    void aTokenWorksForFifteenMinutes() {
        SensitiveText token = approved(asked());
        clock.pass(Duration.ofMinutes(15));
        assertThat(refused(revealer.reveal(asking, token))).isEqualTo(RefusalCode.REVEAL_SPENT);
    }

    @Test
    void aRequestIsDecidedOnceAndWaitsADay() {
        AccessRequest rejected = asked();
        String id = rejected.id().toString();
        assertThat(revealer.state(Visitors.passed(revealer.decide(deciding, id, false))))
                .isEqualTo(State.REJECTED);
        assertThat(refused(revealer.decide(deciding, id, true))).isEqualTo(RefusalCode.CONFLICT);
        AccessRequest late = asked();
        clock.pass(Duration.ofHours(24));
        assertThat(refused(revealer.decide(deciding, late.id().toString(), true)))
                .isEqualTo(RefusalCode.CONFLICT);
    }

    @Test
    void onlyKeptValuesOfRealFindingsAreAskedForWithAReason() {
        Noted kept = scan(Values.KEPT);
        assertThat(refused(revealer.request(asking, kept, 1, WHY)))
                .isEqualTo(RefusalCode.INVALID_VALUE);
        assertThat(refused(revealer.request(asking, kept, 0, SensitiveText.of("because"))))
                .isEqualTo(RefusalCode.JUSTIFICATION_SHORT);
        assertThat(refused(revealer.request(asking, scan(Values.FORGOTTEN), 0, WHY)))
                .isEqualTo(RefusalCode.VALUE_GONE);
        clock.pass(Duration.ofHours(1));
        assertThat(refused(revealer.request(asking, kept, 0, WHY)))
                .isEqualTo(RefusalCode.VALUE_GONE);
    }
}
