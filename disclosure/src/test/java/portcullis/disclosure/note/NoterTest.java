package portcullis.disclosure.note;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.disclosure.MovedClock;
import portcullis.disclosure.Scans;
import portcullis.disclosure.note.Noter.Values;
import portcullis.governance.Permission;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;
import portcullis.testkit.Visitors;

class NoterTest {
    private final MovedClock clock = new MovedClock();
    private final Scans scans = new Scans(clock);
    private final Visitors visitors = Visitors.arrive();
    private final Permitted north = visitors.permitted(new TenantId("north"), Permission.ANALYZE);
    private final Permitted south = visitors.permitted(new TenantId("south"), Permission.ANALYZE);

    private Noted note(Permitted caller, String text) {
        return scans.scan(caller, Context.EXPORT, text, Values.FORGOTTEN);
    }

    private static String print(Noted noted) {
        return noted.findings().getFirst().fingerprint();
    }

    @Test
    @Tag("SCR-42")
    void fingerprintsAreKeyedByTenantAndMonth() {
        Noted first = note(north, "Larkspurin came");
        assertThat(print(first)).matches("[0-9a-f]{16}");
        assertThat(print(note(north, "when Larkspurin left"))).isEqualTo(print(first));
        assertThat(print(note(south, "Larkspurin came"))).isNotEqualTo(print(first));
        clock.pass(Duration.ofDays(31));
        Noted later = note(north, "Larkspurin came");
        assertThat(print(later)).isNotEqualTo(print(first));
        assertThat(later.period()).isNotEqualTo(first.period());
        assertThat(later.digest()).isEqualTo(first.digest());
    }

    @Test
    @Tag("SCR-42")
    void nothingOfTheTextIsInAResult() {
        assertThat(note(north, "Larkspurin came").toString()).doesNotContain("Larkspurin", "came");
    }

    @Test
    @Tag("GOV-1")
    void anotherTenantFindsNothing() {
        Noted noted = note(north, "Larkspurin came");
        assertThat(scans.noter.find(north, noted.id().toString()))
                .isInstanceOf(portcullis.kernel.Outcome.Passed.class);
        assertThat(scans.noter.find(south, noted.id().toString()))
                .isInstanceOf(portcullis.kernel.Outcome.Refused.class);
    }
}
