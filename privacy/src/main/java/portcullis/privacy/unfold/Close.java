package portcullis.privacy.unfold;

/** Closes gaps inside identifiers: line breaks, single characters set apart, glued letters. */
final class Close {
    private static final String SEPARATORS = " _*.-,/\t|";
    private static final int FEWEST_SINGLES = 4;
    private static final int FEWEST_CLINGING = 7;
    private static final int MOST_INDENT = 4;

    private Close() {}

    /** Line breaks inside a run that holds a digit or an at sign are closed up. */
    static View joined(View base) {
        Tape tape = new Tape(base);
        String text = base.text();
        for (int at = 0; at < text.length(); ) {
            char letter = text.charAt(at);
            int end = letter == '\n' || letter == '\r' || letter == '-' ? breakEnd(text, at) : at;
            if (end > at && joins(text, at, end)) {
                tape.replace(closure(text, at, end), at, end);
                at = end;
            } else {
                tape.keep(at++);
            }
        }
        return tape.changed() ? tape.near(View.Kind.JOINED) : base;
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
    private static String closure(String text, int at, int end) {
        boolean hyphen = text.charAt(at) == '-' && digitsAround(text, at, end);
        return hyphen ? "-" : text.charAt(end - 1) == ' ' ? " " : "";
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

    private static boolean telling(String text, int at, int step) {
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
        Tape tape = new Tape(base);
        String text = base.text();
        for (int at = 0; at < text.length(); ) {
            int end = startsRun(text, at) ? runEnd(text, at) : at;
            if (end > at) {
                closeRun(tape, text, at, end);
                at = end;
            } else {
                tape.keep(at++);
            }
        }
        return tape.changed() ? tape.near(View.Kind.SPACED) : base;
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
                    || Character.isWhitespace(text.charAt(next))
                    || (next + 1 < text.length() && continues(text, next, separator))) {
                break;
            }
            singles++;
            end = next + 1;
        }
        return singles >= FEWEST_SINGLES ? end : start;
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

    private static void closeRun(Tape tape, String text, int start, int end) {
        char separator = text.charAt(start + 1);
        for (int at = start; at < end; ) {
            int next = text.charAt(at) == separator ? pastSeparators(text, at, separator) : at;
            if (next > at) {
                tape.replace(next - at > 1 ? String.valueOf(separator) : "", at, next);
                at = next;
            } else {
                tape.keep(at++);
            }
        }
    }

    /** A letter that hangs on the end of a number becomes a blank. */
    static View unglued(View base) {
        Tape tape = new Tape(base);
        String text = base.text();
        for (int at = 0; at < text.length(); at++) {
            if (hangs(text, at)) {
                tape.replace(" ", at, at + 1);

            } else {
                tape.keep(at);
            }
        }
        return tape.changed() ? tape.near(View.Kind.UNGLUED) : base;
    }

    /** A long number lets go of the letters directly before and behind it. */
    static View parted(View base) {
        Tape tape = new Tape(base);
        String text = base.text();
        for (int at = 0; at < text.length(); at++) {
            if (at > 0 && clings(text, at)) {
                tape.replace(" " + text.charAt(at), at, at + 1);
            } else {
                tape.keep(at);
            }
        }
        return tape.changed() ? tape.near(View.Kind.UNGLUED) : base;
    }

    private static boolean clings(String text, int at) {
        char letter = text.charAt(at);
        char before = text.charAt(at - 1);
        return (isDigit(letter) && Character.isLetter(before) && begins(text, at))
                || (isDigit(before) && Character.isLetter(letter) && longNumber(text, at - 1, -1));
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
