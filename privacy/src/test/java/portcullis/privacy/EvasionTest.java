package portcullis.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Disguises beyond the sixteen of the test data; each must hide nothing (SCR-52). */
class EvasionTest {
    private static final List<String> VALUES =
            List.of(
                    "123-45-6789",
                    "jane@example.com",
                    "(415) 555-0132",
                    "192.0.2.14",
                    "GB82WEST12345698765432",
                    "1EG4-TE5-MK73",
                    "4532015112830366",
                    "2011-02-14",
                    "130 692 544",
                    "AB1234563",
                    "00:1B:44:11:3A:B7",
                    "943 476 5919");

    private int all;
    private int touched;
    private int covered;
    private final Map<String, String> missed = new TreeMap<>();

    private void hide(String name, UnaryOperator<String> disguise, String value) {
        String hidden = disguise.apply(value);
        if (hidden.equals(value)) {
            return;
        }
        String text = "note: " + hidden + " end";
        List<Finding> found = Texts.of(text).findings();
        all++;
        touched += found.isEmpty() ? 0 : 1;
        boolean[] masked = new boolean[text.length()];
        for (Finding finding : found) {
            java.util.Arrays.fill(masked, finding.start(), finding.end(), true);
        }
        boolean whole = true;
        for (int at = 6; at < text.length() - 4; at++) {
            whole &= masked[at] || !Character.isDigit(text.charAt(at));
        }
        covered += whole && !found.isEmpty() ? 1 : 0;
        if (!whole || found.isEmpty()) {
            missed.merge(name, value, (one, more) -> one + " | " + more);
        }
    }

    @Test
    @Tag("SCR-52")
    void furtherDisguisesHideNothing() {
        Map<String, UnaryOperator<String>> disguises = Disguises.all();
        assertThat(disguises).hasSizeGreaterThan(40);
        disguises.forEach((name, how) -> VALUES.forEach(value -> hide(name, how, value)));
        System.out.printf(
                "further disguises: %d, touched %d, covered %d%n%s%n",
                all, touched, covered, missed);
        assertThat(touched).isGreaterThanOrEqualTo(all * 97 / 100);
        assertThat(covered).isGreaterThanOrEqualTo(all * 95 / 100);
    }

    @Test
    @Tag("SCR-52")
    void plainValuesAreCovered() {
        VALUES.forEach(value -> hide("plain", one -> one + ",", value));
        assertThat(covered).isEqualTo(VALUES.size());
    }
}
