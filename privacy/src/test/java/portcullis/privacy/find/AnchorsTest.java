package portcullis.privacy.find;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Context;
import portcullis.privacy.Leaf;
import portcullis.privacy.Specimen;
import portcullis.privacy.entities.Anchor;
import portcullis.privacy.entities.Register;
import portcullis.privacy.entities.Rule;
import portcullis.privacy.unfold.Unfolder;
import portcullis.privacy.unfold.View;

/** Trying rules at anchors sees what the plain loop over all patterns sees (SCR-13). */
class AnchorsTest {
    private static final Set<Anchor> EXACT =
            Set.of(Anchor.NUMBER, Anchor.MIXED, Anchor.WORD, Anchor.CODE);

    private static final FormatDetector DETECTOR = new FormatDetector();
    private static final ReferenceDetector REFERENCE = new ReferenceDetector();

    private static View view(String text) {
        Leaf leaf =
                new Leaf(
                        SensitiveText.of(""), SensitiveText.of(text), Leaf.Treatment.REWRITABLE, 0);
        return new Unfolder()
                .unfold(new Specimen(Context.AI_INPUT, List.of(leaf)))
                .sheets()
                .getFirst()
                .views()
                .getFirst();
    }

    private static Set<String> plainLoop(Rule rule, String text) {
        Set<String> spans = new TreeSet<>();
        Matcher matcher = rule.pattern().matcher(text);
        while (matcher.find()) {
            spans.add(
                    rule.groups()
                            ? matcher.start("v") + "-" + matcher.end("v")
                            : matcher.start() + "-" + matcher.end());
        }
        return spans;
    }

    private static Set<String> anchored(Rule rule, String text) {
        Lexicon lexicon = new Lexicon(List.of(rule));
        WatchedText watched = new WatchedText(text, Deadline.in(Duration.ofSeconds(20)));
        Tokens tokens = new Tokens(watched, lexicon);
        Set<String> spans = new TreeSet<>();
        Matcher matcher = rule.pattern().matcher(text);
        matcher.useTransparentBounds(true).useAnchoringBounds(false);
        int resume = 0;
        for (int token = 0; token < tokens.count; token++) {
            int start = tokens.starts[token];
            boolean tried =
                    switch (rule.anchor()) {
                        case NUMBER ->
                                Character.isDigit(text.charAt(start))
                                        && tokens.digitsFrom(start) >= rule.digits();
                        case MIXED -> tokens.kinds[token] == Tokens.MIXED;
                        case WORD ->
                                tokens.entries[token] != null
                                        && !tokens.entries[token].starts().isEmpty();
                        case CODE ->
                                token + 1 < tokens.count
                                        && Character.isDigit(text.charAt(tokens.starts[token + 1]))
                                        && tokens.codeBefore(token + 1);
                        case DIAL, BEFORE_WORD, CAPITAL, AT, SCHEME, COLONS, PAIR -> false;
                    };
            if (tried && start >= resume && matcher.region(start, text.length()).lookingAt()) {
                resume = matcher.end();
                spans.add(
                        rule.groups()
                                ? matcher.start("v") + "-" + matcher.end("v")
                                : matcher.start() + "-" + matcher.end());
            }
        }
        return spans;
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> piece =
                Arbitraries.of(
                        "123-45-6789",
                        "120/80",
                        "2011-02-14",
                        "MRN:",
                        "A4417",
                        "12",
                        "123456789",
                        "GB82WEST12345698765432",
                        "1EG4-TE5-MK73",
                        "zip",
                        "90210",
                        "Feb",
                        "14,",
                        "account number",
                        "192.0.2.1",
                        "aged",
                        "94",
                        "SW1A 1AA",
                        "AB123456C",
                        "passport is",
                        "X1234567",
                        "4532015112830366",
                        "password=",
                        "abcdef12",
                        "\n",
                        ":",
                        "K1A 0B1",
                        "TN",
                        "37201",
                        "plate",
                        "100 Main St",
                        "90s",
                        "AB 12 34 56 C",
                        "ABC 123D",
                        "TREB 7511 1234",
                        "KJA-999PZ",
                        "130 692 544",
                        "131052-308T",
                        "S1234567D",
                        "971013-9019902");
        return piece.list().ofMaxSize(14).map(pieces -> String.join(" ", pieces));
    }

    @Property(tries = 400)
    @Tag("SCR-13")
    void anchorsMissNothingThePlainLoopSees(@ForAll("texts") String text) {
        for (Rule rule : Register.rules()) {
            if (EXACT.contains(rule.anchor())) {
                assertThat(anchored(rule, text)).as(rule.id()).isEqualTo(plainLoop(rule, text));
            }
        }
    }

    /** The whole detector against the plain loop over all patterns. */
    @Property(tries = 400)
    @Tag("SCR-13")
    void detectorSeesWhatTheReferenceSees(@ForAll("texts") String text) {
        Deadline deadline = Deadline.in(Duration.ofSeconds(20));
        assertThat(new TreeSet<>(shown(DETECTOR.detect(view(text), deadline))))
                .isEqualTo(new TreeSet<>(shown(REFERENCE.detect(view(text), deadline))));
    }

    private static List<String> shown(List<Sighting> sightings) {
        return sightings.stream()
                .map(one -> one.rule() + " " + one.start() + "-" + one.end() + " " + one.score())
                .toList();
    }

    @TestFactory
    @org.junit.jupiter.api.Tag("SCR-15")
    Stream<DynamicTest> hostileTextIsReadInTime() {
        List<String> seeds =
                List.of(
                        "1",
                        "1 ",
                        "1-",
                        "a",
                        "A",
                        "A1",
                        "a.",
                        "a@",
                        "@",
                        "a@a.",
                        ":",
                        "a:",
                        "://a",
                        "(",
                        "+1(",
                        "Aa ",
                        "Aa-",
                        "AA ",
                        "Dr. Aa ",
                        "Name: ",
                        "password=",
                        "sk-",
                        "[",
                        "\\",
                        "&#",
                        "%2",
                        "1.1.",
                        "eyJa.",
                        "0 ",
                        "Jan ",
                        "1 Aa ",
                        "P O ",
                        "BEGIN ",
                        "at dot ",
                        "\u0301",
                        "\ud83d\ude42");
        return seeds.stream().map(seed -> DynamicTest.dynamicTest(seed, () -> readsInTime(seed)));
    }

    private static void readsInTime(String seed) {
        String text = seed.repeat(32_768 / seed.length());
        Specimen specimen =
                new Specimen(
                        Context.AI_INPUT,
                        List.of(
                                new Leaf(
                                        SensitiveText.of(""),
                                        SensitiveText.of(text),
                                        Leaf.Treatment.REWRITABLE,
                                        0)));
        Deadline deadline = Deadline.in(Duration.ofSeconds(2));
        Found found =
                new Finder(List.of(new FormatDetector()))
                        .find(new Unfolder().unfold(specimen), deadline);
        assertThat(found.spans().size()).isLessThan(text.length());
        assertThat(deadline.passed()).isFalse();
    }

    @org.junit.jupiter.api.Test
    void detectorNamesTheRuleAndThePlace() {
        assertThat(
                        new FormatDetector()
                                .detect(
                                        view("ssn 123-45-6789"),
                                        Deadline.in(Duration.ofSeconds(5))))
                .anyMatch(
                        seen -> seen.rule().equals("ssn") && seen.start() == 4 && seen.end() == 15);
    }
}
