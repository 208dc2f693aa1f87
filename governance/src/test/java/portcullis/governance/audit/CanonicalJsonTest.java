package portcullis.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("GOV-48")
class CanonicalJsonTest {
    private static String text(Map<String, Object> object) {
        return new String(CanonicalJson.bytes(object), StandardCharsets.UTF_8);
    }

    @Test
    void keysStandInTheOrderOfTheirUtf16Units() {
        // The sample of RFC 8785, section 3.2.3: the emoji's surrogate sorts before U+FB33.
        Map<String, Object> object =
                Map.of(
                        "\u20ac", "Euro Sign",
                        "\r", "Carriage Return",
                        "\ufb33", "Hebrew Letter Dalet With Dagesh",
                        "1", "One",
                        "\ud83d\ude00", "Emoji: Grinning Face",
                        "\u0080", "Control",
                        "\u00f6", "Latin Small Letter O With Diaeresis");

        assertThat(text(object))
                .isEqualTo(
                        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\","
                                + "\"\u20ac\":\"Euro Sign\","
                                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void escapesAreTheShortest() {
        assertThat(text(Map.of("a", "\u20ac$\u000f\nA'B\"\\\"/\b\f\t\u001f")))
                .isEqualTo("{\"a\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\"/\\b\\f\\t\\u001f\"}");
    }

    @Test
    void numbersBooleansAndObjectsHaveNoWhiteSpace() {
        Map<String, Object> object = Map.of("n", -12L, "b", true, "o", Map.of("z", 0L, "a", 1L));

        assertThat(text(object)).isEqualTo("{\"b\":true,\"n\":-12,\"o\":{\"a\":1,\"z\":0}}");
    }

    @Test
    void whatHasNoExactFormIsABug() {
        assertThatThrownBy(() -> text(Map.of("n", 1.5)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> text(Map.of("n", 1L << 53)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> text(Map.of("n", Long.MIN_VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void anyJsonReaderReadsTheSame(
            @ForAll String key,
            @ForAll String value,
            @ForAll @LongRange(min = -CanonicalJson.LARGEST, max = CanonicalJson.LARGEST)
                    long number)
            throws IOException {
        // A lone surrogate has no UTF-8 form; no id, name or enum can hold one.
        Assume.that(wellFormed(key) && wellFormed(value));
        byte[] bytes = CanonicalJson.bytes(Map.of("k" + key, value, "n", number));
        var read = new ObjectMapper().readTree(bytes);

        assertThat(read.get("k" + key).asText()).isEqualTo(value);
        assertThat(read.get("n").asLong()).isEqualTo(number);
    }

    private static boolean wellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
