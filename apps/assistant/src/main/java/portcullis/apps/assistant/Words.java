package portcullis.apps.assistant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a text with their places, and a light stem that makes "storing" meet "stored". */
final class Words {
    /** A number with its decimals, a word, or a sign that counts as a unit. */
    private static final Pattern WORD =
            Pattern.compile("\\p{Nd}+(?:[.,]\\p{Nd}+)*|\\p{L}[\\p{L}\\p{Nd}]*|[%‰°]");

    /** Words that carry no statement of their own. */
    private static final Set<String> EMPTY =
            Set.copyOf(
                    Arrays.asList(
                            ("a an the and or but if then than so as at by for from in into of off on onto out"
                                            + " over to up with about after again all also am any are be been"
                                            + " before being between both can could did do does doing down during"
                                            + " each either few had has have having he her here hers him his how i"
                                            + " is it its itself just may me might more most much must my of only"
                                            + " other our ours own same she should some such that their theirs them"
                                            + " there these they this those through too under until upon us very was"
                                            + " we were what when where whether which while who whom whose why will"
                                            + " would you your yours one per via versus vs et al eg ie etc s t don")
                                    .split(" ")));

    /** Words by which a question asks; evidence does not repeat them. */
    private static final Set<String> ASKING =
            Set.of(
                    ("difference happen happened happens instead kind kinds long many mean means need"
                                    + " often possible sort way")
                            .split(" "));

    private Words() {}

    /**
     * One word.
     *
     * @param stem lower case, without the usual endings
     * @param start first UTF-16 unit in the text
     */
    record Word(String text, String stem, int start, int end) {

        boolean number() {
            return Character.isDigit(text.codePointAt(0));
        }

        /** False for words that carry no statement, numbers and single letters. */
        boolean content() {
            return text.length() > 1 && !number() && !EMPTY.contains(lower());
        }

        String lower() {
            return text.toLowerCase(Locale.ROOT);
        }
    }

    static List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String word = matcher.group();
            words.add(new Word(word, stem(word), matcher.start(), matcher.end()));
        }
        return words;
    }

    /** The different stems that carry the statement. */
    static Set<String> content(List<Word> words) {
        Set<String> stems = new LinkedHashSet<>();
        words.stream().filter(Word::content).map(Word::stem).forEach(stems::add);
        return stems;
    }

    /** What a question is about; all its content when it names nothing but its asking. */
    static Set<String> wanted(String question) {
        List<Word> words = of(question);
        Set<String> about =
                content(words.stream().filter(word -> !ASKING.contains(word.lower())).toList());
        return about.isEmpty() ? content(words) : about;
    }

    /** Share of {@code wanted} that is in {@code there}; 0 when nothing is wanted. */
    static double coverage(Set<String> wanted, Set<String> there) {
        return wanted.isEmpty()
                ? 0
                : (double) wanted.stream().filter(there::contains).count() / wanted.size();
    }

    static String stem(String word) {
        String stem = singular(word.toLowerCase(Locale.ROOT));
        stem = without(stem, "ing");
        stem = without(stem, "ed");
        stem = without(stem, "ly");
        return stem.length() > 3 && stem.endsWith("e")
                ? stem.substring(0, stem.length() - 1)
                : stem;
    }

    private static String singular(String word) {
        if (word.length() < 4 || !word.endsWith("s") || endsWithAny(word, "ss", "us", "is")) {
            return word;
        }
        if (word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        int cut = endsWithAny(word, "xes", "ches", "shes", "sses", "zes") ? 2 : 1;
        return word.substring(0, word.length() - cut);
    }

    private static boolean endsWithAny(String word, String... endings) {
        return Arrays.stream(endings).anyMatch(word::endsWith);
    }

    private static String without(String word, String ending) {
        int rest = word.length() - ending.length();
        if (rest < 3 || !word.endsWith(ending) || !hasVowel(word, rest)) {
            return word;
        }
        boolean doubled = word.charAt(rest - 1) == word.charAt(rest - 2);
        boolean stays = "lsz".indexOf(word.charAt(rest - 1)) >= 0;
        return word.substring(0, doubled && !stays ? rest - 1 : rest);
    }

    private static boolean hasVowel(String word, int end) {
        return word.chars().limit(end).anyMatch(sign -> "aeiouy".indexOf(sign) >= 0);
    }
}
