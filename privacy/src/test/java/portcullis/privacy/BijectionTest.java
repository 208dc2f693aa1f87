package portcullis.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.privacy.restore.Restoring;

/** Masking loses nothing and leaves nothing (SCR-31, SCR-62). */
class BijectionTest {
    private static final List<String> PIECES =
            List.of(
                    "jane@example.com",
                    "123-45-6789",
                    "(415) 555-0132",
                    "2011-02-14",
                    "[EMAIL_1]",
                    "[PERSON_12B]",
                    "\\[SSN\\_1\\]",
                    "\\u005bSSN_1]",
                    "[",
                    "]",
                    "_1",
                    "\\",
                    "🙂",
                    "é",
                    "e\u0301",
                    "\u200b",
                    "MRN: 12345678",
                    "Patient: Jane Roe",
                    "Dr. Roe",
                    "مرحبا ١٢٣",
                    "&#49;23-45-6789",
                    "1 2 3 4 5 6 7 8 9",
                    "192.0.2.1",
                    "GB82WEST12345698765432",
                    "GB82 west",
                    "fever",
                    "120/80",
                    "\n",
                    "\t",
                    "[LITERAL_1]",
                    "[email_1]",
                    "%31",
                    "K1A 0B1",
                    "aged 94",
                    "1Z9YF1280343418566",
                    "zip 90210",
                    "－１２３",
                    "x");

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(PIECES)
                .list()
                .ofMaxSize(12)
                .flatMap(
                        pieces ->
                                Arbitraries.of("", " ", ", ", "\n")
                                        .map(separator -> String.join(separator, pieces)));
    }

    private static String restored(Inspected inspected) {
        Restoring restoring = inspected.mapping().restoring(Restoring.Level.TEXT);
        String text = inspected.texts().getFirst().reveal();
        return restoring.feed(text) + restoring.finish();
    }

    @Property(tries = 1500)
    @Tag("SCR-31")
    void restoringUndoesMasking(@ForAll("texts") String text) {
        Inspected inspected = Texts.of(text);
        boolean secret =
                inspected.findings().stream()
                        .anyMatch(finding -> finding.types().contains(EntityType.SECRET));
        if (!secret) {
            assertThat(restored(inspected)).isEqualTo(text);
        }
    }

    @Test
    @org.junit.jupiter.api.Tag("SCR-31")
    void slashesAroundAValueBeginNoAddress() {
        String text = "a 12/80120/jane@example.com zip 80120";
        assertThat(restored(Texts.of(text))).isEqualTo(text);
    }

    @Property(tries = 500)
    @Tag("SCR-62")
    void nothingIsFoundTwice(@ForAll("texts") String text) {
        String masked = Texts.mask(text).replaceAll("\\[[A-Z]{2,8}_[0-9]{1,3}[A-Z]?\\]", "    ");
        assertThat(Texts.of(masked).findings())
                .noneMatch(finding -> finding.band() != Finding.Band.LOW);
    }

    @Property(tries = 500)
    @Tag("SCR-63")
    void findingsNeverCutACharacter(@ForAll("texts") String text) {
        for (Finding finding : Texts.of(text).findings()) {
            assertThat(finding.start()).isBetween(0, finding.end() - 1);
            assertThat(finding.end()).isLessThanOrEqualTo(text.length());
            assertThat(Character.isLowSurrogate(text.charAt(finding.start()))).isFalse();
            assertThat(Character.isHighSurrogate(text.charAt(finding.end() - 1))).isFalse();
        }
    }

    @Test
    @Tag("SCR-71")
    void twoSpellingsOfANameComeBackAsTheyWere() {
        String text = "Patient: JANE ROE\nName: Jane Roe\nName: Ja\u200bne Roe";
        assertThat(restored(Texts.of(text))).isEqualTo(text);
    }
}
