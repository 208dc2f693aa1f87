package portcullis.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
                    "2011-02-14");

    private static String each(String value, UnaryOperator<String> change) {
        StringBuilder out = new StringBuilder();
        value.codePoints().forEach(point -> out.append(change.apply(Character.toString(point))));
        return out.toString();
    }

    private static String digits(String value, int zero) {
        return each(
                value,
                one -> one.matches("[0-9]") ? Character.toString(zero + one.charAt(0) - '0') : one);
    }

    private static Map<String, UnaryOperator<String>> disguises() {
        Map<String, UnaryOperator<String>> all = new TreeMap<>();
        all.put("devanagari", value -> digits(value, 0x966));
        all.put("mathematical digits", value -> digits(value, 0x1D7CE));
        all.put("persian", value -> digits(value, 0x6F0));
        all.put("thai", value -> digits(value, 0xE50));
        all.put(
                "hex entity",
                value -> each(value, one -> "&#x" + Integer.toHexString(one.charAt(0)) + ";"));
        all.put("entity twice", value -> each(value, one -> "&amp;#" + (int) one.charAt(0) + ";"));
        all.put(
                "percent twice",
                value -> each(value, one -> String.format("%%25%02x", (int) one.charAt(0))));
        all.put(
                "unicode escape",
                value -> each(value, one -> String.format("\\u%04x", (int) one.charAt(0))));
        all.put(
                "quoted printable",
                value -> each(value, one -> String.format("=%02X", (int) one.charAt(0))));
        all.put("soft line break", value -> value.substring(0, 4) + "=\n" + value.substring(4));
        all.put("right to left mark", value -> each(value, one -> one + "\u200f"));
        all.put("word joiner", value -> each(value, one -> one + "\u2060"));
        all.put("variation selector", value -> each(value, one -> one + "\ufe0f"));
        all.put("combining joiner", value -> each(value, one -> one + "\u034f"));
        all.put("underscores between", value -> String.join("_", value.split("")));
        all.put("stars between", value -> String.join("*", value.split("")));
        all.put(
                "dots between",
                value -> value.contains(".") ? value : String.join(".", value.split("")));
        all.put("table cell", value -> "| " + value + " |");
        all.put("bold", value -> "**" + value + "**");
        all.put("html cell", value -> "<td>" + value + "</td>");
        all.put(
                "base64",
                value ->
                        Base64.getEncoder()
                                .encodeToString(
                                        ("the value is " + value)
                                                .getBytes(StandardCharsets.UTF_8)));
        all.put("windows line break", value -> value.substring(0, 5) + "\r\n" + value.substring(5));
        all.put("letters behind", value -> value + "abc");
        all.put("thin space", value -> value.replace(" ", "\u2009"));
        return all;
    }

    @Test
    @Tag("SCR-52")
    void furtherDisguisesHideNothing() {
        int seen = 0;
        StringBuilder missed = new StringBuilder();
        for (Map.Entry<String, UnaryOperator<String>> disguise : disguises().entrySet()) {
            for (String value : VALUES) {
                String text = "note: " + disguise.getValue().apply(value) + " end";
                if (Texts.of(text).findings().isEmpty()) {
                    missed.append(disguise.getKey()).append(": ").append(value).append('\n');
                } else {
                    seen++;
                }
            }
        }
        int all = disguises().size() * VALUES.size();
        System.out.printf("further disguises: %d of %d%n%s", seen, all, missed);
        assertThat(seen).isGreaterThanOrEqualTo(all * 95 / 100);
    }
}
