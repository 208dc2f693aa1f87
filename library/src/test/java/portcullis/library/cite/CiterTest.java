package portcullis.library.cite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.governance.Permission;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.library.Chunk;
import portcullis.library.DocumentId;
import portcullis.library.Hash;
import portcullis.library.retrieve.HandStore;
import portcullis.testkit.Visitors;

@Tag("LIB-57")
class CiterTest {
    private static final TenantId EAST = new TenantId("east");
    private static final String PAGE =
            "Kept at 2 to 8 degrees.\n[PERSON_1] measured 16.5 \uD83E\uDE7A twice. Kept at 2 to 8 degrees!";

    private final HandStore store = new HandStore();
    private final Chunk chunk = store.add(EAST, "Cold", PAGE, new float[0]).chunk();
    private final Permitted caller = Visitors.arrive().permitted(EAST, Permission.VIEW);
    private final Citer citer = new Citer(store);

    @Property(tries = 300)
    void everyTrueQuoteWithWordsStands(
            @ForAll @IntRange(max = 84) int from, @ForAll @IntRange(max = 84) int to) {
        int start = Math.min(Math.min(from, to), PAGE.length());
        int end = Math.min(Math.max(from, to), PAGE.length());
        String text = PAGE.substring(start, end);
        boolean says = text.replaceAll("\\[[A-Z][A-Z0-9_]*]", "").matches("(?s).*[\\p{L}\\p{N}].*");
        assertThat(passes(quote(start, end, text))).isEqualTo(start < end && says);
    }

    @Property(tries = 500)
    void everyShiftAndEveryChangedCharacterIsRejected(
            @ForAll @IntRange(max = 70) int start,
            @ForAll @IntRange(min = 4, max = 12) int length,
            @ForAll @IntRange(min = -4, max = 4) int shift,
            @ForAll char other) {
        int end = Math.min(start + length, PAGE.length());
        String text = PAGE.substring(start, end);
        int moved = start + shift;
        boolean stillThere = PAGE.startsWith(text, moved);
        if (!stillThere) {
            assertThat(passes(quote(moved, moved + text.length(), text))).isFalse();
        }
        if (text.charAt(1) != other) {
            String forged = text.charAt(0) + String.valueOf(other) + text.substring(2);
            assertThat(passes(quote(start, end, forged))).isFalse();
        }
    }

    @Test
    void aProvenQuoteCarriesItsHash() {
        String text = "measured 16.5";
        Cited cited = Visitors.passed(citer.cite(caller, quote(PAGE.indexOf(text), -1, text)));
        assertThat(cited.hash()).isEqualTo(Hash.of(text));
    }

    @Test
    void anotherDocumentVersionPageOrTenantIsRejected() {
        Quote right = quote(0, 23, PAGE.substring(0, 23));
        assertThat(passes(right)).isTrue();
        SensitiveText text = right.text();
        DocumentId other = new DocumentId(new UUID(9, 9));
        assertThat(passes(new Quote(other, 1, 1, 0, 23, text))).isFalse();
        assertThat(passes(new Quote(chunk.document(), 2, 1, 0, 23, text))).isFalse();
        assertThat(passes(new Quote(chunk.document(), 1, 2, 0, 23, text))).isFalse();
        Permitted foreign = Visitors.arrive().permitted(new TenantId("west"), Permission.VIEW);
        assertThat(citer.cite(foreign, right)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void offsetsOutsideThePageAreRejected() {
        assertThat(passes(quote(-1, 3, "Kept"))).isFalse();
        assertThat(passes(quote(0, 9999, PAGE))).isFalse();
        assertThat(passes(quote(5, 5, ""))).isFalse();
        assertThat(passes(quote(9, 3, "x"))).isFalse();
        assertThat(passes(quote(Integer.MAX_VALUE, Integer.MIN_VALUE, "x"))).isFalse();
    }

    @Test
    void placeholdersAreNoEvidence() {
        int at = PAGE.indexOf("[PERSON_1]");
        assertThat(passes(quote(at, at + 10, "[PERSON_1]"))).isFalse();
        assertThat(passes(quote(at, at + 19, "[PERSON_1] measured"))).isTrue();
    }

    @Test
    void aStoreThatIsAwayIsNotAForgery() {
        store.goDown();
        assertThat(citer.cite(caller, quote(0, 4, "Kept")))
                .isEqualTo(Outcome.refused(RefusalCode.RETRIEVAL_UNAVAILABLE));
    }

    private boolean passes(Quote quote) {
        return citer.cite(caller, quote) instanceof Outcome.Passed;
    }

    /** An end of −1 means the length of the text. */
    private Quote quote(int start, int end, String text) {
        return new Quote(
                chunk.document(),
                1,
                1,
                start,
                end == -1 ? start + text.length() : end,
                SensitiveText.of(text));
    }
}
