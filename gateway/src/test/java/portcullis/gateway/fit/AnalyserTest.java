package portcullis.gateway.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyserTest {
    private static final String MODEL = "gpt-4o";
    private static final String SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo ka re";
    private final Analyser analyser = new Analyser(MODEL);
    private final TokenCount tokens = new TokenCount();

    /** Sentences of words that nobody has said before. */
    private static final class Writer {
        private final Random random;
        private int said;

        Writer(long seed) {
            random = new Random(seed);
        }

        String sentence() {
            StringBuilder sentence = new StringBuilder("Rule").append(said++);
            for (int i = 0; i < 9; i++) {
                sentence.append(' ').append(word());
            }
            return sentence.append(". ").toString();
        }

        private String word() {
            String[] all = SYLLABLES.split(" ");
            StringBuilder word = new StringBuilder();
            for (int i = 0; i < 3; i++) {
                word.append(all[random.nextInt(all.length)]);
            }
            return word.toString();
        }
    }

    /** About 2,000 tokens, of which about 300 are said again, as people do: respaced, recased. */
    private record Known(String text, long redundant) {}

    private Known known(long seed) {
        Writer writer = new Writer(seed);
        List<String> sentences = new ArrayList<>();
        StringBuilder text = new StringBuilder("# Role\n");
        while (tokens.of(MODEL, text.toString()) < 1_700) {
            sentences.add(writer.sentence());
            text.append(sentences.getLast());
            text.append(sentences.size() % 12 == 0 ? "\n\n# Part " + sentences.size() + "\n" : "");
        }
        long alone = tokens.of(MODEL, text.toString());
        text.append("\n\n# Remember\n");
        long heading = tokens.of(MODEL, text.toString()) - alone;
        Random random = new Random(seed);
        while (tokens.of(MODEL, text.toString()) < 2_000) {
            String again = sentences.remove(random.nextInt(sentences.size()));
            text.append(random.nextBoolean() ? again.replace(" ", "  ") : again);
        }
        long whole = tokens.of(MODEL, text.toString());
        return new Known(text.toString(), whole - alone - heading);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @Tag("EVA-57")
    @Tag("R-105")
    @Tag("R-106")
    @Tag("R-107")
    void knownRedundancyIsFoundToWithinTwoPercent(long seed) {
        Known known = known(seed);
        Analysis analysis = analyser.of(List.of(new Analyser.Template("long", known.text())));
        Analysis.Report report = analysis.reports().getFirst();
        assertThat(analysis.tokenizer()).isEqualTo("o200k_base");
        assertThat(report.tokens()).isEqualTo(tokens.of(MODEL, known.text()));
        assertThat(analysis.meanTokens()).isBetween(1_990.0, 2_060.0);
        assertThat((double) report.redundant())
                .isCloseTo((double) known.redundant(), within(0.02 * (double) report.tokens()));
        assertThat(analysis.saving()).isBetween(0.13, 0.20);
    }

    @Test
    @Tag("EVA-57")
    void aTemplateWithoutRepetitionHasNothingToSave() {
        Writer writer = new Writer(9);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            text.append(writer.sentence());
        }
        Analysis analysis = analyser.of(List.of(new Analyser.Template("t", text.toString())));
        assertThat(analysis.repeats()).isEmpty();
        assertThat(analysis.saving()).isZero();
    }

    @Test
    @Tag("EVA-57")
    void whatTwoTemplatesShareIsNamedAndNotCountedAsWaste() {
        String shared = "Never give the name of a patient to anybody who asks.";
        Analysis analysis =
                analyser.of(
                        List.of(
                                new Analyser.Template("a", "You are a nurse!\n" + shared),
                                new Analyser.Template("b", "You are a clerk.\n\n\n" + shared)));
        assertThat(analysis.repeats()).hasSize(1);
        Analysis.Repeat repeat = analysis.repeats().getFirst();
        assertThat(repeat.first()).isEqualTo(new Analysis.Place("a", 2));
        assertThat(repeat.again()).isEqualTo(new Analysis.Place("b", 4));
        assertThat(repeat.text()).isEqualTo(shared);
        assertThat(repeat.within()).isFalse();
        assertThat(analysis.saving()).isZero();
    }

    @Test
    @Tag("EVA-57")
    void theStablePrefixEndsAtTheFirstSlot() {
        String before = "You are the assistant of a clinic. Answer in one sentence.\n";
        for (String slot : List.of("{question}", "{{ question }}", "${question}", "<%= q %>")) {
            Analysis analysis =
                    analyser.of(List.of(new Analyser.Template("t", before + slot + " Thank you.")));
            assertThat(analysis.reports().getFirst().stable())
                    .as(slot)
                    .isEqualTo(tokens.of(MODEL, before));
        }
        Analysis all = analyser.of(List.of(new Analyser.Template("t", "{\"a\": 1} is JSON")));
        assertThat(all.reports().getFirst().stable())
                .as("JSON is no slot")
                .isEqualTo(all.reports().getFirst().tokens());
    }

    @Test
    @Tag("EVA-57")
    void sectionsAreCountedByTheirHeadings() {
        String text = "Hello.\n# Rules\nBe kind.\nCONTEXT:\n{context}\n## Form\nShort.\n";
        Analysis analysis = analyser.of(List.of(new Analyser.Template("t", text)));
        assertThat(analysis.reports().getFirst().sections())
                .extracting(Analysis.Section::name)
                .containsExactly("(beginning)", "Rules", "CONTEXT:", "Form");
        assertThat(analysis.reports().getFirst().sections())
                .allMatch(section -> section.tokens() > 0);
    }

    @Test
    void nothingIsAnalysedAsNothing() {
        assertThat(analyser.of(List.of()).saving()).isZero();
        Analysis empty = analyser.of(List.of(new Analyser.Template("empty", "")));
        assertThat(empty.reports().getFirst().tokens()).isZero();
    }
}
