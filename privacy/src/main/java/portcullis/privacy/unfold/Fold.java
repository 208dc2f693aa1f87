package portcullis.privacy.unfold;

import java.text.Normalizer;

/** Makes letters that look alike the same letter: NFKC, digits, dashes, spaces, look-alikes. */
final class Fold {
    private static final String ALIKE =
            "аaеeоoрpсcуyхxіiјjѕsԁdһhӏlԛqԝwАAВBЕEКKМMНHОOРPСCТTХXУYІIЈJЅS"
                    + "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoαaνvιiρpυuкkмmтtѵvɑaɡgıi";
    private static final int MOST_MARKS = 32;
    private static final char[] LATIN = new char[0x600];

    static {
        for (int at = 0; at < ALIKE.length(); at += 2) {
            LATIN[ALIKE.charAt(at)] = ALIKE.charAt(at + 1);
        }
    }

    private Fold() {}

    static View of(View base) {
        Tape tape = new Tape(base);
        String text = base.text();
        for (int at = 0; at < text.length(); ) {
            int end = clusterEnd(text, at);
            if (end == at + 1 && text.charAt(at) < 128) {
                tape.keep(at);
            } else {
                tape.replace(fold(text.substring(at, end)), at, end);
            }
            at = end;
        }
        return tape.view(View.Kind.FOLDED);
    }

    /** The folded form of a whole text, for comparing two spellings. */
    static String fold(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder folded = new StringBuilder(normal.length());
        for (int at = 0; at < normal.length(); ) {
            int point = normal.codePointAt(at);
            if (point < 128) {
                folded.append((char) point);
            } else if (!isStroke(point, folded)) {
                folded.append(letter(point));
            }
            at += Character.charCount(point);
        }
        return folded.toString();
    }

    /** A mark over or through an ASCII character that makes no letter with it. */
    private static boolean isStroke(int point, StringBuilder folded) {
        int type = Character.getType(point);
        return (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK)
                && (folded.isEmpty() || folded.charAt(folded.length() - 1) < 128);
    }

    private static int clusterEnd(String text, int start) {
        int end = start + Character.charCount(text.codePointAt(start));
        // Ordering the marks of one character costs the square of their number.
        int most = Math.min(text.length(), end + MOST_MARKS);
        while (end < most && isMark(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isMark(char letter) {
        return letter >= 0x300
                && (Character.getType(letter) == Character.NON_SPACING_MARK
                        || Character.getType(letter) == Character.ENCLOSING_MARK);
    }

    /** What stands for a character outside ASCII. */
    private static String letter(int point) {
        if (point > 0xE001F && point < 0xE007F) {
            return String.valueOf((char) (point - 0xE0000));
        }
        if (isIgnorable(point)) {
            return "";
        }
        if (point < LATIN.length && LATIN[point] != 0) {
            return String.valueOf(LATIN[point]);
        }
        int digit = Character.digit(point, 10);
        return digit >= 0 ? String.valueOf((char) ('0' + digit)) : mark(point);
    }

    private static String mark(int point) {
        return switch (Character.getType(point)) {
            case Character.DASH_PUNCTUATION -> "-";
            case Character.SPACE_SEPARATOR -> " ";
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> "\n";
            case Character.OTHER_NUMBER -> number(point);
            default -> other(point);
        };
    }

    /** White digits in black circles; the other circled ones have a normal form. */
    private static String number(int point) {
        int shown = point == 0x24FF ? 0 : (point - 0x2776) % 10 + 1;
        boolean circled = point == 0x24FF || (point >= 0x2776 && point <= 0x2793);
        return circled && shown <= 9 ? String.valueOf(shown) : Character.toString(point);
    }

    private static String other(int point) {
        return switch (point) {
            case 0x2212, 0x02D7, 0x2043, 0x30FC, 0x2500, 0x2501 -> "-";
            case 0x2800 -> " ";
            case 0x0085 -> "\n";
            case 0x066B -> ".";
            case 0x2018, 0x2019, 0x02BC -> "'";
            case 0x2024, 0x00B7, 0x2219, 0x3002 -> ".";
            default -> Character.toString(point);
        };
    }

    /** Characters that show nothing: format, zero-width, fillers, variation selectors. */
    private static boolean isIgnorable(int point) {
        return Character.getType(point) == Character.FORMAT
                || point == 0x034F
                || point == 0x115F
                || point == 0x1160
                || point == 0x3164
                || (point >= 0xFE00 && point <= 0xFE0F)
                || (point >= 0x180B && point <= 0x180F)
                || (point >= 0xE0000 && point <= 0xE0FFF);
    }
}
