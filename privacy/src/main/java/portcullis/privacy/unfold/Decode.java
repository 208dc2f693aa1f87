package portcullis.privacy.unfold;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

/** Undoes one layer of writing in code: entities, percent codes, backslash escapes, =XX. */
final class Decode {
    private static final int LONGEST_ENTITY = 14;
    private static final Map<String, String> NAMED =
            Map.ofEntries(
                    Map.entry("amp", "&"),
                    Map.entry("lt", "<"),
                    Map.entry("gt", ">"),
                    Map.entry("quot", "\""),
                    Map.entry("apos", "'"),
                    Map.entry("nbsp", " "),
                    Map.entry("ensp", " "),
                    Map.entry("emsp", " "),
                    Map.entry("shy", ""),
                    Map.entry("zwj", ""),
                    Map.entry("zwnj", ""),
                    Map.entry("commat", "@"),
                    Map.entry("period", "."),
                    Map.entry("colon", ":"),
                    Map.entry("hyphen", "-"),
                    Map.entry("dash", "-"),
                    Map.entry("ndash", "-"),
                    Map.entry("mdash", "-"),
                    Map.entry("num", "#"),
                    Map.entry("sol", "/"),
                    Map.entry("plus", "+"),
                    Map.entry("lpar", "("),
                    Map.entry("rpar", ")"),
                    Map.entry("lowbar", "_"));

    private final String text;
    private String found = "";

    private Decode(String text) {
        this.text = text;
    }

    /** The decoded view, or the same instance when nothing was in code. */
    static View once(View base) {
        Decode decode = new Decode(base.text());
        int first = decode.firstCode();
        if (first == base.text().length()) {
            return base;
        }
        Tape tape = new Tape(base);
        tape.keep(0, first);
        decode.write(first, tape);
        return tape.view(View.Kind.DECODED);
    }

    private int firstCode() {
        int at = 0;
        while (at < text.length() && tokenEnd(at) == at) {
            at++;
        }
        return at;
    }

    private void write(int first, Tape tape) {
        for (int at = first; at < text.length(); ) {
            int end = tokenEnd(at);
            if (end > at) {
                tape.replace(found, at, end);
                at = end;
            } else {
                tape.keep(at++);
            }
        }
    }

    /** Where the code at this place ends, with {@link #found} set; or the place itself. */
    private int tokenEnd(int at) {
        return switch (text.charAt(at)) {
            case '&' -> entity(at);
            case '%' -> percent(at);
            case '=' -> softBreak(at);
            case '\\' -> backslash(at);
            case '[', '(', '{' -> bracketed(at);
            default -> at;
        };
    }

    private int entity(int at) {
        int end = text.indexOf(';', at, Math.min(text.length(), at + LONGEST_ENTITY + 1));
        if (end - at < 3) {
            return unended(at);
        }
        String name = text.substring(at + 1, end);
        String value = name.charAt(0) == '#' ? numbered(name) : NAMED.get(name);
        if (value == null) {
            return unended(at);
        }
        found = value;
        return end + 1;
    }

    /** Readers also take a number without its semicolon. */
    private int unended(int at) {
        int end = at + 2;
        while (end < Math.min(text.length(), at + 9) && isDigit(text.charAt(end))) {
            end++;
        }
        boolean numbered = text.startsWith("&#", at) && end > at + 3;
        String value = numbered ? numbered(text.substring(at + 1, end)) : null;
        return value == null ? at : one(value, end);
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    /** A dot or at sign put in brackets so that programs do not see an address. */
    private int bracketed(int at) {
        boolean closed = at + 2 < text.length() && "])}".indexOf(text.charAt(at + 2)) >= 0;
        return closed && ".@:-".indexOf(text.charAt(at + 1)) >= 0
                ? one(text.substring(at + 1, at + 2), at + 3)
                : at;
    }

    private int percent(int at) {
        return text.startsWith("%u", at) ? unicode(at, 4) : bytes(at, '%');
    }

    private static @org.jspecify.annotations.Nullable String numbered(String name) {
        boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
        String digits = name.substring(hex ? 2 : 1);
        if (digits.isEmpty()
                || digits.chars().anyMatch(d -> Character.digit(d, hex ? 16 : 10) < 0)) {
            return null;
        }
        int point = Integer.parseInt(digits, hex ? 16 : 10);
        return Character.isValidCodePoint(point) ? Character.toString(point) : null;
    }

    private int softBreak(int at) {
        if (text.startsWith("=\r\n", at) || text.startsWith("=\n", at)) {
            found = "";
            return text.indexOf('\n', at) + 1;
        }
        return bytes(at, '=');
    }

    /** A run of %XX or =XX, read as UTF-8. */
    private int bytes(int at, char mark) {
        int end = at;
        while (end + 2 < text.length() && text.charAt(end) == mark && hex(end + 1, 2) >= 0) {
            end += 3;
        }
        if (end == at) {
            return at;
        }
        String digits = text.substring(at, end).replace(String.valueOf(mark), "");
        found = new String(HexFormat.of().parseHex(digits), StandardCharsets.UTF_8);
        return end;
    }

    private int backslash(int at) {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        return switch (next) {
            case 'u' -> text.startsWith("{", at + 2) ? braced(at) : unicode(at, 4);
            case '0', '1' -> octal(at);
            case 'x' -> unicode(at, 2);
            case 'n', 'r', 't' -> one("\n", at + 2);
            case '/', '"', '\\', '\'', '-', '.', '_', '*', '@' -> one(String.valueOf(next), at + 2);
            default -> at;
        };
    }

    private int one(String value, int end) {
        found = value;
        return end;
    }

    /** A code point between braces, as newer scripts write it. */
    private int braced(int at) {
        int end = text.indexOf('}', at, Math.min(text.length(), at + 10));
        int point = end < 0 ? -1 : hex(at + 3, end - at - 3);
        return point < 0 || end == at + 3 || !Character.isValidCodePoint(point)
                ? at
                : one(Character.toString(point), end + 1);
    }

    /** Three octal digits, as in C. */
    private int octal(int at) {
        int value = 0;
        for (int place = at + 1; place < at + 4; place++) {
            if (place >= text.length() || text.charAt(place) < '0' || text.charAt(place) > '7') {
                return at;
            }
            value = value * 8 + text.charAt(place) - '0';
        }
        return value < ' ' ? at : one(String.valueOf((char) value), at + 4);
    }

    private int unicode(int at, int digits) {
        int point = hex(at + 2, digits);
        return point < 0 ? at : one(String.valueOf((char) point), at + 2 + digits);
    }

    private int hex(int at, int digits) {
        if (at + digits > text.length()) {
            return -1;
        }
        int value = 0;
        for (int place = at; place < at + digits; place++) {
            int digit =
                    HexFormat.isHexDigit(text.charAt(place))
                            ? HexFormat.fromHexDigit(text.charAt(place))
                            : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }
}
