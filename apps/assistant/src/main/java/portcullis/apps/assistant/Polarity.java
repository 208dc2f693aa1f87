package portcullis.apps.assistant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import portcullis.apps.assistant.Words.Word;

/** Finds out whether a sentence denies what a passage says, or says what it denies. */
final class Polarity {
    private static final int REACH = 3;

    private static final Set<String> DENIALS =
            Set.copyOf(
                    Arrays.asList(
                            ("no not never without neither nor none nobody nothing cannot lack lacks lacked lacking fail"
                                            + " fails failed unable absent absence hardly except unless refuse refuses"
                                            + " refused isn aren wasn weren doesn didn don won wouldn shouldn couldn hasn"
                                            + " haven hadn mustn can't")
                                    .split(" ")));

    /** Stems that say the opposite of each other. */
    private static final Map<String, Set<String>> OPPOSITES = opposites();

    private Polarity() {}

    /** True when one of the two denies what the other says. */
    static boolean contradicts(List<Word> sentence, List<Word> passage) {
        return opposed(sentence, passage) || deniedOnOneSideOnly(sentence, passage);
    }

    private static boolean opposed(List<Word> sentence, List<Word> passage) {
        Set<String> there = stems(passage);
        return sentence.stream()
                .map(Word::stem)
                .filter(stem -> !there.contains(stem))
                .anyMatch(
                        stem ->
                                OPPOSITES.getOrDefault(stem, Set.of()).stream()
                                        .anyMatch(there::contains));
    }

    private static boolean deniedOnOneSideOnly(List<Word> sentence, List<Word> passage) {
        return unmatched(denied(sentence), denied(passage), stems(passage))
                || unmatched(denied(passage), denied(sentence), stems(sentence));
    }

    /** True when something here is denied that the other text has, but does not deny. */
    private static boolean unmatched(
            List<Set<String>> here, List<Set<String>> other, Set<String> othersWords) {
        Set<String> deniedThere = new HashSet<>();
        other.forEach(deniedThere::addAll);
        for (Set<String> reach : here) {
            Set<String> shared = new HashSet<>(reach);
            shared.retainAll(othersWords);
            if (!shared.isEmpty() && shared.stream().noneMatch(deniedThere::contains)) {
                return true;
            }
        }
        return false;
    }

    /** For each denial the stems of the next few words that carry a statement. */
    private static List<Set<String>> denied(List<Word> words) {
        List<Set<String>> denied = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (DENIALS.contains(words.get(i).lower())) {
                denied.add(reach(words, i + 1));
            }
        }
        return denied;
    }

    private static Set<String> reach(List<Word> words, int from) {
        Set<String> reach = new HashSet<>();
        for (int i = from; i < words.size() && reach.size() < REACH; i++) {
            if (words.get(i).content() && !DENIALS.contains(words.get(i).lower())) {
                reach.add(words.get(i).stem());
            }
        }
        return reach;
    }

    private static Set<String> stems(List<Word> words) {
        Set<String> stems = new HashSet<>();
        words.forEach(word -> stems.add(word.stem()));
        return stems;
    }

    private static Map<String, Set<String>> opposites() {
        String table =
                """
                increase increased rise higher raise more | decrease decreased reduce reduction lower fall less fewer
                before | after
                above over | below under
                improve improvement better | worsen worsening worse deteriorate
                effective | ineffective
                safe | unsafe dangerous harmful
                positive | negative
                always | never
                allow allowed permit permitted | forbid forbidden prohibit refuse deny denied
                recommended indicated | contraindicated discouraged
                likely | unlikely
                significant | insignificant nonsignificant
                present | absent
                start begin | stop end
                enable enabled | disable disabled
                maximum most | minimum least
                first | last
                left | right
                benefit beneficial | harm harmful
                common | rare
                acute | chronic
                able | unable
                mandatory required | optional""";
        Map<String, Set<String>> opposites = new HashMap<>();
        for (String line : table.split("\\n")) {
            String[] sides = line.split("\\|");
            pair(sides[0], sides[1], opposites);
            pair(sides[1], sides[0], opposites);
        }
        return Map.copyOf(opposites);
    }

    private static void pair(String side, String other, Map<String, Set<String>> opposites) {
        for (String word : side.strip().split(" ")) {
            Set<String> against = opposites.computeIfAbsent(Words.stem(word), _ -> new HashSet<>());
            for (String opposite : other.strip().split(" ")) {
                against.add(Words.stem(opposite));
            }
        }
    }
}
