package portcullis.disclosure.tighten;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.disclosure.tighten.PolicyBook.Wanted;
import portcullis.governance.Permission;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;
import portcullis.privacy.Policy;
import portcullis.testkit.Visitors;

@Tag("SCR-68")
class PolicyBookTest {
    private static final TenantId NORTH = new TenantId("north");
    private static final TenantId SOUTH = new TenantId("south");
    private static final Label API = new Label("api");
    private static final Label CHAT = new Label("assistant");

    private final InMemory store = new InMemory();
    private final Permitted admin = Visitors.arrive().permitted(NORTH, Permission.SYSTEM_CONFIG);

    private static final class InMemory implements PolicyStore {
        private final List<PolicyRule> rules = new ArrayList<>();
        private boolean away;

        @Override
        public List<PolicyRule> all() {
            if (away) {
                throw new StoreUnavailable(new IllegalStateException("away"));
            }
            return List.copyOf(rules);
        }

        @Override
        public void tighten(PolicyRule rule, KeyId by, Instant at) {
            rules.add(rule);
        }
    }

    private static List<PolicyRule> floors(Policy input) {
        List<PolicyRule> floors = new ArrayList<>();
        for (Context context : Context.values()) {
            Policy policy = context == Context.AI_INPUT ? input : Policy.REDACT;
            floors.add(new PolicyRule(Optional.empty(), Optional.empty(), context, policy));
        }
        return floors;
    }

    private PolicyBook book(Policy input) {
        return new PolicyBook(floors(input), store, Clock.systemUTC());
    }

    private static Wanted wanted(Optional<Label> application, Policy policy) {
        return new Wanted(application, Context.AI_INPUT, policy);
    }

    @Test
    void theStrictestOfWhatFitsHolds() {
        List<PolicyRule> rules = new ArrayList<>(floors(Policy.PSEUDONYMISE));
        rules.add(
                new PolicyRule(
                        Optional.of(NORTH), Optional.empty(), Context.AI_INPUT, Policy.REDACT));
        rules.add(
                new PolicyRule(
                        Optional.empty(), Optional.of(CHAT), Context.AI_INPUT, Policy.BLOCK));
        PolicyBook book = new PolicyBook(rules, store, Clock.systemUTC());
        assertThat(book.of(NORTH, API, Context.AI_INPUT)).isEqualTo(Policy.REDACT);
        assertThat(book.of(NORTH, CHAT, Context.AI_INPUT)).isEqualTo(Policy.BLOCK);
        assertThat(book.of(SOUTH, API, Context.AI_INPUT)).isEqualTo(Policy.PSEUDONYMISE);
        assertThat(book.of(SOUTH, CHAT, Context.UPLOAD)).isEqualTo(Policy.REDACT);
    }

    @Property
    @net.jqwik.api.Tag("SCR-68")
    void nothingThatIsAskedForMakesAPolicyLooser(
            @ForAll Policy floor, @ForAll List<Policy> asked, @ForAll List<Boolean> everywhere) {
        PolicyBook book = book(floor);
        Policy before = book.of(NORTH, API, Context.AI_INPUT);
        for (int i = 0; i < Math.min(asked.size(), everywhere.size()); i++) {
            Optional<Label> where = everywhere.get(i) ? Optional.empty() : Optional.of(API);
            boolean passed =
                    book.tighten(admin, wanted(where, asked.get(i))) instanceof Outcome.Passed;
            Policy after = book.of(NORTH, API, Context.AI_INPUT);
            assertThat(after).isGreaterThanOrEqualTo(before);
            assertThat(passed || after == before).isTrue();
            assertThat(book.of(SOUTH, API, Context.AI_INPUT)).isEqualTo(floor);
            before = after;
        }
    }

    @Test
    void whatIsKnownHoldsWhileTheStoreIsAway() {
        PolicyBook book = book(Policy.PSEUDONYMISE);
        Visitors.passed(book.tighten(admin, wanted(Optional.empty(), Policy.BLOCK)));
        store.away = true;
        assertThatThrownBy(book::refresh).isInstanceOf(StoreUnavailable.class);
        assertThat(book.of(NORTH, API, Context.AI_INPUT)).isEqualTo(Policy.BLOCK);
        assertThatThrownBy(() -> book(Policy.PSEUDONYMISE)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    @Tag("SCR-69")
    void aBookWithoutAPolicyForEveryWayIsNotOpened() {
        List<PolicyRule> rules = floors(Policy.BLOCK).subList(1, Context.values().length);
        assertThatThrownBy(() -> new PolicyBook(rules, store, Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
