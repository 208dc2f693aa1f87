package portcullis.apps.assistant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import portcullis.apps.assistant.Words.Word;

/**
 * Words that may not be exchanged for similar ones: names, abbreviations, codes and drugs. Drugs
 * are known by the common stems of the World Health Organization's list of nonproprietary names.
 */
final class Names {
    private static final Pattern DRUG =
            Pattern.compile(
                    "\\p{L}{2,}(?:mab|nib|pril|prilat|sartan|statin|olol|azole|cillin|mycin|micin|floxacin|cycline"
                            + "|formin|gliptin|glutide|gliflozin|glitazone|prazole|tidine|setron|triptan|dipine|parin"
                            + "|xaban|gatran|vudine|ciclovir|navir|tegravir|buvir|caine|barbital|azepam|azolam|zodone"
                            + "|oxetine|pramine|triptyline|peridol|apine|idone|profen|coxib|oxicam|sone|solone|onide"
                            + "|terol|tropium|lukast|phylline|semide|thiazide|actone|conazole|fungin|dronate|platin"
                            + "|rubicin|taxel|trexate|limus|grel|teplase|gabalin|pentin|curium|curonium|fentanil|orphine"
                            + "|codone|morphone|azosin|fibrate|stigmine|dopa|lidomide)");

    private static final Set<String> COMMON_DRUGS =
            Set.copyOf(
                    Arrays.asList(
                            ("insulin aspirin warfarin heparin paracetamol acetaminophen codeine digoxin lithium fentanyl"
                                            + " methadone adrenaline epinephrine noradrenaline atropine amiodarone valproate"
                                            + " phenytoin carbamazepine levothyroxine ketamine propofol naloxone potassium"
                                            + " magnesium calcium sodium iron vitamin prednisone oxygen penicillin")
                                    .split(" ")));

    private Names() {}

    /** The names of a sentence that a passage does not have, in any case. */
    static boolean missing(String sentence, List<Word> words, Set<String> there) {
        return named(sentence, words).stream().anyMatch(name -> !there.contains(Words.stem(name)));
    }

    private static List<String> named(String sentence, List<Word> words) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean opens = i == 0 || opens(sentence, word.start());
            if (word.content() && named(word, opens)) {
                names.add(word.text());
            }
        }
        return names;
    }

    private static boolean named(Word word, boolean opens) {
        String lower = word.text().toLowerCase(Locale.ROOT);
        return (!opens && Character.isUpperCase(word.text().charAt(0)))
                || word.text().chars().skip(1).anyMatch(Names::upperOrDigit)
                || COMMON_DRUGS.contains(lower)
                || DRUG.matcher(lower).matches();
    }

    private static boolean upperOrDigit(int sign) {
        return Character.isUpperCase(sign) || Character.isDigit(sign);
    }

    /** The first word after a colon, a quotation mark or a point may be large for that alone. */
    private static boolean opens(String sentence, int at) {
        String before = sentence.substring(0, at).stripTrailing();
        return before.isEmpty() || ":.!?\"“‘(".indexOf(before.charAt(before.length() - 1)) >= 0;
    }
}
