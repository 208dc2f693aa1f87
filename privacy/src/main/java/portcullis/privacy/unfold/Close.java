package portcullis.privacy.unfold;

/** Closes gaps inside identifiers: line breaks, single characters set apart, glued letters. */
final class Close {
    private static final String SEPARATORS = " _*.-,/\t|\n";
    private static final int FEWEST_SINGLES = 4;
    private static final int FEWEST_CLINGING = 7;
    private static final int MOST_INDENT = 4;
    private static final int LONGEST_CODE = 24;
    private static final int FEWEST_IN_CODE = 5;

    private Close() {}

    /**
     * Line breaks inside a run that holds a digit or an at sign are closed up.
     *
     * @param hyphen what becomes of a hyphen before the break: itself between digits, or nothing
     */
    static View joined(View base, String hyphen) {
        Patch patch = new Patch(base);
        String text = base.text();
        for (int at = 0; at < text.length(); ) {
            char letter = text.charAt(at);
            int end = letter == '\n' || letter == '\r' || letter == '-' ? breakEnd(text, at) : at;
            if (end > at && joins(text, at, end)) {
                patch.replace(closure(text, at, end, hyphen), at, end);
                at = end;
            } else {
                at++;
            }
        }
        return patch.near(View.Kind.JOINED);
    }

    private static int breakEnd(String text, int at) {
        int end = text.charAt(at) == '-' ? at + 1 : at;
        end += end < text.length() && text.charAt(end) == '\r' ? 1 : 0;
        if (end >= text.length() || text.charAt(end) != '\n') {
            return at;
        }
        end++;
        int most = Math.min(text.length(), end + MOST_INDENT);
        while (end < most && text.charAt(end) == ' ') {
            end++;
        }
        return end;
    }

    /** What stands in the gap: a hyphen between digits, one blank for an indent, or nothing. */
    private static String closure(String text, int at, int end, String hyphen) {
        boolean dash = text.charAt(at) == '-' && digitsAround(text, at, end);
        return dash ? hyphen : text.charAt(end - 1) == ' ' ? " " : "";
    }

    private static boolean digitsAround(String text, int at, int end) {
        return Character.isDigit(text.charAt(at - 1)) && Character.isDigit(text.charAt(end));
    }

    private static boolean joins(String text, int at, int end) {
        return at > 0
                && end < text.length()
                && endsIdentifier(text, at - 1)
                && Traits.inIdentifier(text.charAt(end))
                && (telling(text, lastSolid(text, at - 1), -1) || telling(text, end, 1));
    }

    private static boolean endsIdentifier(String text, int at) {
        char letter = text.charAt(lastSolid(text, at));
        return letter == ')' || Traits.inIdentifier(letter);
    }

    private static int lastSolid(String text, int at) {
        return at > 0 && text.charAt(at) == ' ' ? at - 1 : at;
    }

    static boolean telling(String text, int at, int step) {
        for (int place = at; place >= 0 && place < text.length(); place += step) {
            char letter = text.charAt(place);
            if (letter == '@' || (letter >= '0' && letter <= '9')) {
                return true;
            }
            if (!(letter == ')' || Traits.inIdentifier(letter)) || Math.abs(place - at) > 64) {
                return false;
            }
        }
        return false;
    }

    /** Runs of single characters with one separator between them are closed up. */
    static View spaced(View base) {
        Patch patch = new Patch(base);
        String text = base.text();
        for (int at = 0; at < text.length(); ) {
            int end = startsRun(text, at) ? runEnd(text, at) : at;
            if (end > at) {
                closeRun(patch, text, at, end);
                at = end;
            } else {
                at++;
            }
        }
        return patch.near(View.Kind.SPACED);
    }

    private static boolean startsRun(String text, int at) {
        return at + 2 < text.length()
                && !Character.isWhitespace(text.charAt(at))
                && (at == 0 || !Traits.isWord(text.charAt(at - 1)))
                && SEPARATORS.indexOf(text.charAt(at + 1)) >= 0;
    }

    private static int runEnd(String text, int start) {
        char separator = text.charAt(start + 1);
        int singles = 1;
        int end = start + 1;
        while (end < text.length() && text.charAt(end) == separator) {
            int next = pastSeparators(text, end, separator);
            if (next >= text.length()
                    || (isBlank(text.charAt(next)) && !isBetween(text, next, separator))
                    || (next + 1 < text.length() && continues(text, next, separator))) {
                break;
            }
            singles++;
            end = next + 1;
        }
        return singles >= FEWEST_SINGLES ? end : start;
    }

    private static boolean isBlank(char letter) {
        return Character.isWhitespace(letter);
    }

    /** A blank of the value itself, between two separators. */
    private static boolean isBetween(String text, int at, char separator) {
        return separator != ' '
                && text.charAt(at) == ' '
                && at + 1 < text.length()
                && text.charAt(at + 1) == separator;
    }

    private static int pastSeparators(String text, int at, char separator) {
        int next = at;
        while (next < text.length() && next < at + 3 && text.charAt(next) == separator) {
            next++;
        }
        return next;
    }

    private static boolean continues(String text, int at, char separator) {
        char after = text.charAt(at + 1);
        return after != separator && Traits.isWord(text.charAt(at)) && Traits.isWord(after);
    }

    private static void closeRun(Patch patch, String text, int start, int end) {
        char separator = text.charAt(start + 1);
        for (int at = start; at < end; ) {
            int next = text.charAt(at) == separator ? pastSeparators(text, at, separator) : at;
            if (next > at) {
                patch.replace(next - at > 1 ? String.valueOf(separator) : "", at, next);
                at = next;
            } else {
                at++;
            }
        }
    }

    /** A letter that hangs on the end of a number becomes a blank. */
    static View unglued(View base) {
        Patch patch = new Patch(base);
        String text = base.text();
        for (int at = 0; at < text.length(); at++) {
            if (hangs(text, at)) {
                patch.replace(" ", at, at + 1);
            }
        }
        return patch.near(View.Kind.UNGLUED);
    }

    /** A long number lets go of the letters directly before and behind it. */
    static View parted(View base) {
        Patch patch = new Patch(base);
        String text = base.text();
        for (int at = 0; at < text.length(); at++) {
            if (at > 0 && clings(text, at)) {
                patch.replace(" " + text.charAt(at), at, at + 1);
            }
        }
        return patch.near(View.Kind.UNGLUED);
    }

    private static boolean clings(String text, int at) {
        char letter = text.charAt(at);
        char before = text.charAt(at - 1);
        return changesScript(before, letter)
                || (isDigit(letter) && Character.isLetter(before) && begins(text, at))
                || (letter == '(' && Character.isLetter(before) && longNumber(text, at, 1))
                || (isDigit(before) && Character.isLetter(letter) && longNumber(text, at - 1, -1))
                || (isDigit(before) && letter >= 'a' && letter <= 'z' && endsCode(text, at - 1));
    }

    /**
     * Whether a code of capitals and at least three digits ends here; small letters are no part.
     */
    private static boolean endsCode(String text, int end) {
        int digits = 0;
        int capitals = 0;
        for (int at = end; at >= 0 && end - at < LONGEST_CODE; at--) {
            char letter = text.charAt(at);
            digits += isDigit(letter) ? 1 : 0;
            capitals += letter >= 'A' && letter <= 'Z' ? 1 : 0;
            if (!isDigit(letter) && !(letter >= 'A' && letter <= 'Z') && "-:".indexOf(letter) < 0) {
                break;
            }
        }
        return digits >= FEWEST_IN_CODE && capitals > 0;
    }

    /** A code written into a text without blanks: Han, kana, Hangul, Thai beside ASCII. */
    private static boolean changesScript(char before, char letter) {
        return (isAscii(before) && isSolid(letter)) || (isSolid(before) && isAscii(letter));
    }

    private static boolean isAscii(char letter) {
        return letter < 128 && Traits.isWord(letter);
    }

    private static boolean isSolid(char letter) {
        return letter >= 0xE00
                && (letter < 0xE80 || letter >= 0x2E80)
                && Character.isLetter(letter);
    }

    /** Three digits at once, so that the version in a name stays with it. */
    private static boolean begins(String text, int at) {
        return at + 2 < text.length()
                && isDigit(text.charAt(at + 1))
                && isDigit(text.charAt(at + 2))
                && longNumber(text, at, 1);
    }

    /** Whether seven digits or more, with common separators, stand in one direction. */
    private static boolean longNumber(String text, int start, int step) {
        int digits = 0;
        for (int at = start; at >= 0 && at < text.length(); at += step) {
            char letter = text.charAt(at);
            digits += isDigit(letter) ? 1 : 0;
            if (digits >= FEWEST_CLINGING) {
                return true;
            }
            if (!isDigit(letter) && "-. ()".indexOf(letter) < 0) {
                return false;
            }
        }
        return false;
    }

    private static boolean hangs(String text, int at) {
        return at > 0
                && Character.isLetter(text.charAt(at))
                && isDigit(text.charAt(at - 1))
                && fourDigits(text, at)
                && (at + 1 == text.length() || ends(text.charAt(at + 1)));
    }

    private static boolean fourDigits(String text, int end) {
        int digits = 0;
        for (int at = end - 1; at >= Math.max(0, end - 40); at--) {
            digits += isDigit(text.charAt(at)) ? 1 : 0;
        }
        return digits >= 4;
    }

    private static boolean ends(char letter) {
        return !Traits.isWord(letter) && "-:@".indexOf(letter) < 0;
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }
}
