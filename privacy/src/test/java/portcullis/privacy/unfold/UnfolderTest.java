package portcullis.privacy.unfold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Context;
import portcullis.privacy.Leaf;
import portcullis.privacy.Specimen;

class UnfolderTest {
    private static Sheet unfold(String key, String text) {
        Leaf leaf =
                new Leaf(
                        SensitiveText.of(key),
                        SensitiveText.of(text),
                        Leaf.Treatment.REWRITABLE,
                        0);
        return new Unfolder()
                .unfold(new Specimen(Context.AI_INPUT, List.of(leaf)))
                .sheets()
                .getLast();
    }

    private static List<String> texts(String text) {
        return unfold("", text).views().stream().map(View::text).toList();
    }

    @Test
    @org.junit.jupiter.api.Tag("SCR-12")
    void plainTextNeedsNoSecondView() {
        assertThat(texts("The patient took 5 mg twice a day; BP 120/80.")).hasSize(1);
    }

    @Test
    void digitsDashesSpacesAndLookAlikesFold() {
        assertThat(texts("１２٣\u2011\u00a0\u200bех\u00adа")).contains("123- exa");
    }

    @Test
    void codesAreOpenedToTheThirdRound() {
        assertThat(texts("%2531 &amp;#50; \\u0033 =34")).contains("1 2 3 4");
    }

    @Test
    void keyIsContextAndBelongsToNoSource() {
        View raw = unfold("patientName", "Jane Roe").views().getFirst();
        assertThat(raw.text()).isEqualTo("patient name: Jane Roe");
        assertThat(raw.sourceStart(raw.text().indexOf("Jane"))).isZero();
        assertThat(raw.sourceEnd(raw.text().length() - 1)).isEqualTo(8);
        assertThat(raw.sourceEnd(3)).isZero();
    }

    @Provide
    Arbitrary<String> sources() {
        return Arbitraries.of(
                        "1",
                        "23-45",
                        "a",
                        "é",
                        "e\u0301",
                        "\ud83d\ude42",
                        "\u200b",
                        "&#49;",
                        "%41",
                        "\\u0031",
                        "=3D",
                        "\n",
                        "\r\n",
                        " ",
                        "_",
                        "x",
                        "Ж",
                        "مرحبا",
                        "١",
                        "9 8 7 6 5",
                        "cGF0aWVudCBqYW5lIGhlcmU=",
                        "6789abc",
                        "\ufe0f",
                        "\u0661",
                        "–",
                        "&amp;",
                        "=\n",
                        "\\u0026",
                        "&#37;",
                        "31",
                        "<b>",
                        "*",
                        "\u20e3",
                        "[.]",
                        "one two three four five six seven",
                        "1O3456S",
                        "\udb40\udc31")
                .list()
                .ofMaxSize(14)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 1000)
    @Tag("SCR-10")
    void mapsGoForwardInsideTheSourceAndSplitNoSurrogatePair(@ForAll("sources") String source) {
        for (View view : unfold("", source).views()) {
            int last = 0;
            for (int unit = 0; unit < view.text().length(); unit++) {
                int start = view.sourceStart(unit);
                int end = view.sourceEnd(unit);
                assertThat(start).isBetween(last, source.length());
                assertThat(end).isBetween(start, source.length());
                last = start;
            }
        }
    }

    /** What a span shows, as far as closing gaps and letting go of letters leaves it alone. */
    private static String telling(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean inOrder(String part, String whole) {
        int at = 0;
        for (int unit = 0; unit < whole.length() && at < part.length(); unit++) {
            at += whole.charAt(unit) == part.charAt(at) ? 1 : 0;
        }
        return at == part.length();
    }

    @Property(tries = 500)
    @Tag("SCR-10")
    void lettersForDigitsKeepTheirPlaces(@ForAll("sources") String source) {
        for (View view : unfold("", source).views()) {
            for (int unit = 0; view.kind() == View.Kind.ALIKE && unit < view.text().length(); ) {
                String there = source.substring(view.sourceStart(unit), view.sourceEnd(unit));
                char shown = view.text().charAt(unit++);
                assertThat(
                                Character.isDigit(shown)
                                        || texts(there).stream()
                                                .anyMatch(read -> read.indexOf(shown) >= 0)
                                        || shown == '\n')
                        .isTrue();
            }
        }
    }

    @Property(tries = 2000)
    @Tag("SCR-10")
    void sourceOfASpanUnfoldedAgainHoldsItsText(
            @ForAll("sources") String source, @ForAll int from, @ForAll int length) {
        for (View view : unfold("", source).views()) {
            String text = view.text();
            if (text.isEmpty() || view.kind() == View.Kind.ALIKE) {
                continue; // a letter alone is a letter: lettersForDigitsKeepTheirPlaces
            }
            int start = Math.floorMod(from, text.length());
            int end = Math.min(text.length(), start + 1 + Math.floorMod(length, 8));
            String span = telling(text.substring(start, end));
            String again = source.substring(view.sourceStart(start), view.sourceEnd(end - 1));
            assertThat(texts(again))
                    .as(view.kind() + " " + start + "-" + end)
                    .anyMatch(read -> inOrder(span, telling(read)));
        }
    }
}
