package portcullis.providers.offline;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a text that carry meaning, reduced to stems so that their forms meet. */
final class Terms {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:[.,]\\p{N}+)*");
    private static final int SHORTEST_STEM = 4;
    private static final int MOST_TERMS = 256;

    /** Words that stand in any question and any sentence. */
    private static final Set<String> EMPTY_WORDS =
            Set.of(
                    ("a about above after again all also am an and any are as at be because been"
                                    + " before being below between both but by can could did do does doing"
                                    + " done down during each either else ever every explain few find for from"
                                    + " further get give given had has have having he her here hers him his"
                                    + " how i if in into is it its itself just know let like may me might more"
                                    + " most much must my need no nor not now of off on once one only or other"
                                    + " our ours out over own please same say says shall she should show so"
                                    + " some such tell than that the their theirs them then there these they"
                                    + " this those through to too under until up use us very was we were what"
                                    + " whats when where which while who whom whose why will with within"
                                    + " without would yes you your yours")
                            .split(" "));

    /** Words by which a question asks; an answer does not repeat them. */
    private static final Set<String> ASKING_WORDS =
            Set.of(
                    ("happen happens happened long many often difference instead kind kinds mean"
                                    + " means need needed possible way sort")
                            .split(" "));

    /** Endings, longest first; a stem keeps at least four letters. */
    private static final List<String> ENDINGS =
            List.of(
                    "izations",
                    "ization",
                    "ational",
                    "fulness",
                    "ousness",
                    "iveness",
                    "ations",
                    "ically",
                    "ation",
                    "ments",
                    "ement",
                    "ingly",
                    "ities",
                    "ative",
                    "ising",
                    "izing",
                    "ness",
                    "ised",
                    "ized",
                    "ises",
                    "izes",
                    "ment",
                    "ably",
                    "ions",
                    "edly",
                    "ally",
                    "ence",
                    "ance",
                    "able",
                    "ible",
                    "ical",
                    "ants",
                    "ents",
                    "ing",
                    "ion",
                    "ies",
                    "ied",
                    "ity",
                    "ise",
                    "ize",
                    "ous",
                    "ive",
                    "ful",
                    "ers",
                    "ant",
                    "ent",
                    "ic",
                    "al",
                    "ed",
                    "es",
                    "er",
                    "ly",
                    "s",
                    "e",
                    "y");

    private Terms() {}

    /** Stems of the meaningful words, in order of appearance, at most 256. */
    static Set<String> of(String text) {
        Set<String> stems = new LinkedHashSet<>();
        Matcher words = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (words.find() && stems.size() < MOST_TERMS) {
            String word = words.group();
            if (!EMPTY_WORDS.contains(word) && (word.length() > 1 || isNumber(word))) {
                stems.add(stem(word));
            }
        }
        return stems;
    }

    /** Stems of what a question asks about; all its stems when nothing else is left. */
    static Set<String> asked(String question) {
        Set<String> all = of(question);
        Set<String> about = new LinkedHashSet<>(all);
        ASKING_WORDS.forEach(word -> about.remove(stem(word)));
        return about.isEmpty() ? all : about;
    }

    static int countWords(String text) {
        return (int) WORD.matcher(text).results().count();
    }

    static String stem(String word) {
        if (isNumber(word)) {
            return word;
        }
        for (String ending : ENDINGS) {
            if (word.endsWith(ending) && word.length() - ending.length() >= SHORTEST_STEM) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss");
        return plural ? word.substring(0, word.length() - 1) : word;
    }

    private static boolean isNumber(String word) {
        return Character.isDigit(word.charAt(0));
    }
}
