package portcullis.privacy.names;

import java.util.Map;

/** What is known of a word, one bit each. A word of which nothing is known has none. */
final class Kind {
    static final int ORDINARY = 1;
    static final int CLINICAL = 1 << 1;
    static final int NAMELIKE = 1 << 2;
    static final int GIVEN = 1 << 3;
    static final int SURNAME = 1 << 4;
    static final int COUNTRY = 1 << 5;
    static final int STATE = 1 << 6;
    static final int CITY = 1 << 7;
    static final int AMBIGUOUS = 1 << 8;
    static final int PLACE_WORD = 1 << 9;
    static final int NEAR = 1 << 10;
    static final int MOVED = 1 << 11;
    static final int NATION = 1 << 12;
    static final int HONORIFIC = 1 << 13;
    static final int DEGREE = 1 << 14;
    static final int KIN = 1 << 15;
    static final int ROLE = 1 << 16;
    static final int NAMED = 1 << 17;
    static final int SPOKEN = 1 << 18;
    static final int BY = 1 << 19;
    static final int VERB = 1 << 20;
    static final int LABEL = 1 << 21;
    static final int PARTICLE = 1 << 22;
    static final int EPONYM = 1 << 23;
    static final int THING = 1 << 24;
    static final int STREET = 1 << 25;
    static final int STEM = 1 << 26;
    static final int ORGANISATION = 1 << 27;

    /** The first word of a place of several words. */
    static final int HEAD = 1 << 28;

    static final int TOWARD = 1 << 29;

    static final int UNIT = 1 << 30;

    static final int PLACE = COUNTRY | STATE | CITY;
    static final int NAME = GIVEN | SURNAME;

    private static final Map<String, Integer> HEADINGS =
            Map.ofEntries(
                    Map.entry("stem", STEM),
                    Map.entry("word", CLINICAL),
                    Map.entry("other", CLINICAL),
                    Map.entry("eponym", EPONYM),
                    Map.entry("country", COUNTRY),
                    Map.entry("state", STATE),
                    Map.entry("city", CITY),
                    Map.entry("ambiguous", AMBIGUOUS),
                    Map.entry("site", PLACE_WORD),
                    Map.entry("street", STREET),
                    Map.entry("unit", UNIT),
                    Map.entry("near", NEAR),
                    Map.entry("toward", TOWARD),
                    Map.entry("moved", MOVED),
                    Map.entry("nation", NATION),
                    Map.entry("honorific", HONORIFIC),
                    Map.entry("degree", DEGREE),
                    Map.entry("kin", KIN),
                    Map.entry("role", ROLE),
                    Map.entry("named", NAMED),
                    Map.entry("spoken", SPOKEN),
                    Map.entry("by", BY),
                    Map.entry("verb", VERB),
                    Map.entry("label", LABEL),
                    Map.entry("particle", PARTICLE),
                    Map.entry("thing", THING),
                    Map.entry("org", ORGANISATION));

    private Kind() {}

    /** The bit of a heading in a word list. A heading nobody knows is a mistake. */
    static int of(String heading) {
        Integer bit = HEADINGS.get(heading);
        if (bit == null) {
            throw new IllegalStateException("unknown heading in a word list");
        }
        return bit;
    }

    static boolean any(int flags, int wanted) {
        return (flags & wanted) != 0;
    }
}
