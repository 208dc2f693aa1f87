package portcullis.privacy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Ways to write a value so that a person or model still reads it. */
final class Disguises {
    private static final String[] WORDS = {
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"
    };

    private Disguises() {}

    private static String each(String value, UnaryOperator<String> change) {
        StringBuilder out = new StringBuilder();
        value.codePoints().forEach(point -> out.append(change.apply(Character.toString(point))));
        return out.toString();
    }

    private static String format(String format, int unit) {
        return new java.util.Formatter(Locale.ROOT).format(format, unit).toString();
    }

    private static UnaryOperator<String> units(String format) {
        return value -> each(value, one -> format(format, one.charAt(0)));
    }

    private static UnaryOperator<String> digits(int zero) {
        return value ->
                each(
                        value,
                        one ->
                                one.matches("[0-9]")
                                        ? Character.toString(zero + one.charAt(0) - '0')
                                        : one);
    }

    private static UnaryOperator<String> after(String mark) {
        return value -> each(value, one -> one + mark);
    }

    private static UnaryOperator<String> cut(String gap) {
        return value -> value.substring(0, 5) + gap + value.substring(5);
    }

    static Map<String, UnaryOperator<String>> all() {
        Map<String, UnaryOperator<String>> all = new TreeMap<>();
        scripts(all);
        codes(all);
        invisible(all);
        dress(all);
        layout(all);
        return all;
    }

    private static void scripts(Map<String, UnaryOperator<String>> all) {
        all.put("devanagari", digits(0x966));
        all.put("mathematical digits", digits(0x1D7CE));
        all.put("persian", digits(0x6F0));
        all.put("thai", digits(0xE50));
        all.put("bengali", digits(0x9E6));
        all.put("segmented digits", digits(0x1FBF0));
        all.put("tag characters", digits(0xE0030));
        all.put(
                "superscript",
                value -> value.replace('1', '¹').replace('2', '²').replace('3', '³'));
        all.put("subscript", digits(0x2080));
        all.put(
                "circled",
                value ->
                        value.replaceAll("0", "\u24ea")
                                .replace('1', '①')
                                .replace('2', '②')
                                .replace('5', '⑤'));
        all.put("negative circled", value -> value.replace('1', '\u2776').replace('4', '\u2779'));
        all.put(
                "greek letters",
                value ->
                        value.replace('A', 'Α')
                                .replace('E', 'Ε')
                                .replace('B', 'Β')
                                .replace('o', 'ο'));
        all.put(
                "letters for digits",
                value ->
                        value.indexOf('@') < 0 && value.matches("[0-9 ()./-]{9,}")
                                ? value.replaceFirst("1", "l").replaceFirst("0", "O")
                                : value);
        all.put("figure dash", value -> value.replace('-', '\u2012'));
        all.put("box drawing dash", value -> value.replace('-', '\u2500'));
        all.put("spoken", Disguises::spoken);
    }

    private static String spoken(String value) {
        return value.matches("[0-9 .-]{9,}")
                ? each(
                                value,
                                one ->
                                        one.matches("[0-9]")
                                                ? WORDS[one.charAt(0) - '0'] + " "
                                                : one.equals("-")
                                                        ? "dash "
                                                        : one.equals(".") ? "dot " : "")
                        .strip()
                : value;
    }

    private static void codes(Map<String, UnaryOperator<String>> all) {
        all.put("hex entity", units("&#x%x;"));
        all.put("long entity", units("&#%06d;"));
        all.put(
                "entity without semicolon",
                value ->
                        each(
                                value,
                                one -> one.matches("[0-9]") ? "&#" + (int) one.charAt(0) : one));
        all.put("entity twice", units("&amp;#%d;"));
        all.put("percent twice", units("%%25%02x"));
        all.put("percent u", units("%%u%04x"));
        all.put("unicode escape", units("\\u%04x"));
        all.put("unicode escape twice", units("\\\\u%04x"));
        all.put("braced escape", units("\\u{%x}"));
        all.put("hex escape", units("\\x%02x"));
        all.put("octal escape", units("\\%03o"));
        all.put("quoted printable", units("=%02X"));
        all.put("percent in entity", units("&#37;%02x"));
        all.put(
                "base64",
                value ->
                        Base64.getEncoder()
                                .encodeToString(
                                        ("the value is " + value)
                                                .getBytes(StandardCharsets.UTF_8)));
        all.put(
                "base64 url",
                value ->
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(
                                        ("{\"v\":\"" + value + "\"}")
                                                .getBytes(StandardCharsets.UTF_8)));
        all.put(
                "hexadecimal",
                value ->
                        HexFormat.of().formatHex(("is " + value).getBytes(StandardCharsets.UTF_8)));
    }

    private static void invisible(Map<String, UnaryOperator<String>> all) {
        all.put("right to left mark", after("\u200f"));
        all.put("left to right isolate", value -> "\u2066" + value + "\u2069");
        all.put("word joiner", after("\u2060"));
        all.put("variation selector", after("\ufe0f"));
        all.put("combining joiner", after("\u034f"));
        all.put("strike through", after("\u0336"));
        all.put(
                "key caps",
                value -> each(value, one -> one.matches("[0-9]") ? one + "\ufe0f\u20e3" : one));
        all.put("byte order marks", after("\ufeff"));
        all.put("soft hyphens", after("\u00ad"));
        all.put("hangul filler", cut("\u3164"));
    }

    private static void dress(Map<String, UnaryOperator<String>> all) {
        all.put("bold", value -> "**" + value + "**");
        all.put(
                "bold inside",
                value ->
                        value.substring(0, 3)
                                + "**"
                                + value.substring(3, 6)
                                + "**"
                                + value.substring(6));
        all.put(
                "tags inside",
                value ->
                        value.substring(0, 4)
                                + "<b>"
                                + value.substring(4, 7)
                                + "</b>"
                                + value.substring(7));
        all.put(
                "spans around",
                value -> each(value, one -> "<span class=\"d\">" + one + "</span>"));
        all.put("comment inside", cut("<!-- x -->"));
        all.put("code marks", value -> "`" + value + "`");
        all.put("html cell", value -> "<td>" + value + "</td>");
        all.put("table cell", value -> "| " + value + " |");
        all.put("defanged", value -> value.replace(".", "[.]").replace("@", "[at]"));
        all.put("quotes", value -> "\u201c" + value + "\u201d");
        all.put("glued letters behind", value -> value + "abc");
        all.put("glued korean", value -> "번호" + value + "입니다");
        all.put("key before", value -> "id=" + value + ";x");
    }

    private static void layout(Map<String, UnaryOperator<String>> all) {
        all.put("soft line break", value -> value.substring(0, 4) + "=\n" + value.substring(4));
        all.put("windows line break", cut("\r\n"));
        all.put("paragraph separator", cut("\u2029"));
        all.put("hyphen at line end", cut("-\n"));
        all.put("underscores between", value -> String.join("_", value.split("")));
        all.put("stars between", value -> String.join("*", value.split("")));
        all.put(
                "dots between",
                value -> value.contains(".") ? value : String.join(".", value.split("")));
        all.put("lines between", value -> String.join("\n", value.split("")));
        all.put("thin space", value -> value.replace(" ", "\u2009"));
        all.put("braille blank", value -> value.replace(" ", "\u2800"));
        all.put("spaces around at", value -> value.replace("@", " @ "));
        all.put("capitals", value -> value.toUpperCase(Locale.ROOT));
    }
}
