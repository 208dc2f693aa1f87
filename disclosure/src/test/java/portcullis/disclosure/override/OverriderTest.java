package portcullis.disclosure.override;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.disclosure.MovedClock;
import portcullis.disclosure.Scans;
import portcullis.disclosure.note.Noted;
import portcullis.disclosure.note.Noter.Values;
import portcullis.disclosure.override.Overrider.Reasons;
import portcullis.governance.Permission;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;
import portcullis.testkit.Visitors;

@Tag("SCR-46")
class OverriderTest {
    private static final String ENOUGH = "Needed for the board.";
    private static final TenantId TENANT = new TenantId("north");

    private final MovedClock clock = new MovedClock();
    private final Scans scans = new Scans(clock);
    private final Visitors visitors = Visitors.arrive();
    private final Permitted author = visitors.permitted(TENANT, Permission.ANALYZE);
    private final Permitted steward = visitors.permitted(TENANT, Permission.VIEW);
    private final List<Overridden> kept = new ArrayList<>();
    private final Overrider overrider = new Overrider(new InMemory(), clock);

    private final class InMemory implements OverrideStore {
        @Override
        public void add(Overridden overridden) {
            kept.add(overridden);
        }

        @Override
        public Optional<Overridden> standing(
                TenantId tenant, Context context, String digest, Instant now) {
            return kept.stream()
                    .filter(one -> one.digest().equals(digest) && one.context() == context)
                    .filter(one -> now.isBefore(one.expires()))
                    .findFirst();
        }
    }

    private Noted scan(String text) {
        return scans.scan(author, Context.EXPORT, text, Values.FORGOTTEN);
    }

    private static Reasons reasons(String words) {
        return new Reasons(SensitiveText.of(words), EnumSet.allOf(Acknowledgement.class));
    }

    private static RefusalCode refused(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Refused<?>(Refusal refusal) -> refusal.code();
            case Outcome.Passed<?> _ -> throw new AssertionError("passed");
        };
    }

    @Test
    void anOverrideHoldsADayForThisTextAndWay() {
        Noted scan = scan("Larkspurin came");
        assertThat(overrider.standing(scan)).isEmpty();
        Overridden made = Visitors.passed(overrider.override(steward, scan, reasons(ENOUGH)));
        assertThat(Duration.between(made.created(), made.expires())).isEqualTo(Duration.ofDays(1));
        assertThat(overrider.standing(scan)).contains(made);
        assertThat(overrider.standing(scan("Larkspurin came"))).contains(made);
        assertThat(overrider.standing(scan("Larkspurin came."))).isEmpty();
        clock.pass(Duration.ofHours(24).minusMillis(1));
        assertThat(overrider.standing(scan)).contains(made);
        clock.pass(Duration.ofMillis(1));
        assertThat(overrider.standing(scan)).isEmpty();
    }

    @Test
    void nobodyOverridesForTheirOwnText() {
        assertThat(refused(overrider.override(author, scan("Larkspurin came"), reasons(ENOUGH))))
                .isEqualTo(RefusalCode.OWN_REQUEST);
        assertThat(kept).isEmpty();
    }

    @Test
    void aJustificationHasTwentyCharacters() {
        Noted scan = scan("Larkspurin came");
        for (String words :
                List.of(
                        "x".repeat(19),
                        " ".repeat(20),
                        "  " + "x".repeat(19) + "  ",
                        "😀".repeat(19))) {
            assertThat(refused(overrider.override(steward, scan, reasons(words))))
                    .isEqualTo(RefusalCode.JUSTIFICATION_SHORT);
        }
        Visitors.passed(overrider.override(steward, scan, reasons("x".repeat(20))));
    }

    @Test
    void allFourThingsAreAcknowledged() {
        Noted scan = scan("Larkspurin came");
        for (Acknowledgement missing : Acknowledgement.values()) {
            Set<Acknowledgement> three = EnumSet.complementOf(EnumSet.of(missing));
            Reasons reasons = new Reasons(SensitiveText.of(ENOUGH), three);
            assertThat(refused(overrider.override(steward, scan, reasons)))
                    .isEqualTo(RefusalCode.MISSING_FIELD);
        }
    }

    @Test
    void whatNeedsNoOverrideGetsNone() {
        Noted clean = scan("The tide came");
        assertThat(refused(overrider.override(steward, clean, reasons(ENOUGH))))
                .isEqualTo(RefusalCode.CONFLICT);
        Noted inside = scans.scan(author, Context.AI_INPUT, "Larkspurin came", Values.FORGOTTEN);
        assertThat(refused(overrider.override(steward, inside, reasons(ENOUGH))))
                .isEqualTo(RefusalCode.CONFLICT);
    }
}
