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
                        "&amp;")
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

    @Property(tries = 1000)
    @Tag("SCR-10")
    void sourceOfASpanUnfoldedAgainHoldsItsText(
            @ForAll("sources") String source, @ForAll int from, @ForAll int length) {
        Sheet sheet = unfold("", source);
        View folded =
                sheet.views().stream()
                        .filter(view -> view.kind() == View.Kind.FOLDED)
                        .findFirst()
                        .orElse(sheet.views().getFirst());
        // what was decoded once or twice stands for other characters than folding makes of it
        boolean decoded = source.chars().anyMatch(unit -> "=%&\\".indexOf(unit) >= 0);
        if (folded.text().isEmpty() || decoded) {
            return;
        }
        int start = Math.floorMod(from, folded.text().length());
        int end = Math.min(folded.text().length(), start + 1 + Math.floorMod(length, 8));
        String again =
                Fold.fold(source.substring(folded.sourceStart(start), folded.sourceEnd(end - 1)));
        assertThat(again).contains(folded.text().substring(start, end));
    }
}
