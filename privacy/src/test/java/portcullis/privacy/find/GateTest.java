package portcullis.privacy.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.kernel.Deadline;
import portcullis.privacy.EntityType;
import portcullis.privacy.entities.Anchor;
import portcullis.privacy.entities.Register;
import portcullis.privacy.entities.Rule;

/** A closed gate is certain: no pattern matches there. */
class GateTest {
    private static final List<Rule> RULES = Register.rules();
    private static final Gates GATES = new Gates(RULES);

    private static WatchedText watched(String text) {
        return new WatchedText(text, Deadline.in(Duration.ofSeconds(20)));
    }

    private static boolean open(String regex, String text) {
        Rule rule = Rule.of("any", EntityType.TAXID, Anchor.NUMBER).open(regex);
        return new Gate(List.of(rule)).at(watched(text), 0) != 0;
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces =
                Arbitraries.of(
                        "123-45-6789",
                        "12 Main St",
                        "é",
                        "Ärzte",
                        "１２３",
                        "Dr. ",
                        "Jan 1, 2020",
                        "jane@example.com",
                        "x at y dot org",
                        "https://a.b/c?d=e",
                        "password=",
                        "sk-",
                        "\ud83d\ude42",
                        "\u0301",
                        "GB82 WEST 1234 5698 7654 32",
                        "00:1B:44:11:3A:B7",
                        "2001:db8::1",
                        "MRN: ",
                        "A4417",
                        "Jane Roe, MD",
                        " ",
                        "\n");
        Arbitrary<String> any =
                Arbitraries.strings()
                        .withChars("0123456789 -./:,()+@AaBbXx\n\\é")
                        .ofMinLength(1)
                        .ofMaxLength(9);
        return Arbitraries.oneOf(pieces, any).list().ofMaxSize(9).map(all -> String.join("", all));
    }

    @Property(tries = 600)
    @Tag("SCR-12")
    void closedGateIsCertain(@ForAll("texts") String text) {
        Gates.Reading gates = GATES.reading(watched(text));
        for (int index = 0; index < RULES.size(); index++) {
            Matcher matcher = RULES.get(index).pattern().matcher(text);
            matcher.useTransparentBounds(true).useAnchoringBounds(false);
            for (int at = 0; at < text.length(); at++) {
                if (matcher.region(at, text.length()).lookingAt()) {
                    assertThat(gates.open(index, at)).as(RULES.get(index).id()).isTrue();
                }
            }
        }
    }

    @Test
    void numbersOfOtherLengthsStayClosed() {
        String nine = "(?<![\\p{L}\\p{N}])(?:[0-9]{9})(?![\\p{L}\\p{N}])";
        assertThat(open(nine, "123456789")).isTrue();
        assertThat(open(nine, "123456789 ")).isTrue();
        assertThat(open(nine, "12345678")).isFalse();
        assertThat(open(nine, "1234567890")).isFalse();
        assertThat(open(nine, "12345678 9")).isFalse();
    }

    @Test
    void halfACharacterLeavesTheGateOpen() {
        assertThat(open("ab", "a\ud83d\ude42")).isTrue();
    }

    @Test
    void longValueLeavesTheGateOpen() {
        assertThat(open("a{3,200}b", "a".repeat(150))).isTrue();
    }

    @Test
    void unreadablePatternIsNamed() {
        assertThatThrownBy(() -> PatternReader.read("a[b&&c]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a[b&&c]");
    }

    @Test
    void statesAreLimited() {
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < 20_000; number++) {
            text.append(Integer.toString(number * 7919, 36)).append("- .,:/(".charAt(number % 7));
        }
        Gates.Reading gates = GATES.reading(watched(text.toString()));
        for (int at = 0; at < text.length(); at++) {
            for (int index = 0; index < RULES.size(); index++) {
                gates.open(index, at);
            }
        }
        assertThat(GATES.states()).isBetween(100, 10 * 4097);
    }
}
