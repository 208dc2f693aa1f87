package portcullis.privacy.names;

/** How near two spellings of a name are; both in plain small letters. */
final class Likeness {
    private static final int SHORT = 6;
    private static final int SHORTEST = 4;
    private static final int CODE = 4;
    private static final String SOUNDS = "01230120022455012623010202";

    private Likeness() {}

    /**
     * Whether one may be the other misspelt: at most two letters changed, added, lost or swapped,
     * one under six letters, none under four (SCR-19).
     */
    static boolean misspelt(String name, String word) {
        int most = name.length() < SHORTEST ? 0 : name.length() < SHORT ? 1 : 2;
        return Math.abs(name.length() - word.length()) <= most && distance(name, word) <= most;
    }

    /** Letters to change, add, lose or swap with their neighbour (optimal string alignment). */
    static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] now = new int[other.length() + 1];
        for (int at = 0; at <= other.length(); at++) {
            last[at] = at;
        }
        for (int row = 1; row <= one.length(); row++) {
            now[0] = row;
            for (int at = 1; at <= other.length(); at++) {
                int change = one.charAt(row - 1) == other.charAt(at - 1) ? 0 : 1;
                now[at] = Math.min(Math.min(now[at - 1], last[at]) + 1, last[at - 1] + change);
                if (swapped(one, other, row, at)) {
                    now[at] = Math.min(now[at], before[at - 2] + 1);
                }
            }
            int[] free = before;
            before = last;
            last = now;
            now = free;
        }
        return last[other.length()];
    }

    private static boolean swapped(String one, String other, int row, int at) {
        return row > 1
                && at > 1
                && one.charAt(row - 1) == other.charAt(at - 2)
                && one.charAt(row - 2) == other.charAt(at - 1);
    }

    /** Whether two names of nearly one length sound alike. */
    static boolean soundsLike(String name, String word) {
        return name.length() >= SHORTEST
                && word.length() >= SHORTEST
                && Math.abs(name.length() - word.length()) <= 2
                && sound(name).equals(sound(word));
    }

    /**
     * Soundex, in the public domain since 1935 (US patent 1,261,167), its first letter by sound.
     */
    static String sound(String name) {
        StringBuilder code = new StringBuilder(CODE);
        code.append(opening(name));
        char last = SOUNDS.charAt(name.charAt(0) - 'a');
        for (int at = 1; at < name.length() && code.length() < CODE; at++) {
            char letter = name.charAt(at);
            char sound = SOUNDS.charAt(letter - 'a');
            if (sound != '0' && sound != last) {
                code.append(sound);
            }
            last = letter == 'h' || letter == 'w' ? last : sound;
        }
        return code.append("000", 0, CODE - code.length()).toString();
    }

    /** Catherine and Katherine, Philip and Filip begin alike. */
    private static char opening(String name) {
        return switch (name.charAt(0)) {
            case 'c', 'q' -> 'k';
            case 'p' -> name.startsWith("ph") ? 'f' : 'p';
            case 'z' -> 's';
            case 'j' -> 'y';
            default -> name.charAt(0);
        };
    }
}
