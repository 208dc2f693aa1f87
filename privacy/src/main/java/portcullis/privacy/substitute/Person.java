package portcullis.privacy.substitute;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Invents names word by word, so that a surname alone gets what it has in the full name, and two
 * surnames never the same. Which words are given names is learned from the full ones.
 */
final class Person {
    private static final int TRIES = 64;
    private static final Set<String> TITLES =
            Set.of("dr", "mr", "mrs", "ms", "prof", "sister", "sir", "md", "rn", "jr", "sr");

    private final Dice dice;
    private final String haystack;
    private final Set<String> given = new HashSet<>();
    private final Map<String, String> known = new HashMap<>();

    /**
     * @param haystack the whole text in lower case: no word of it is used
     * @param names every name that stands in the text
     */
    Person(Dice dice, String haystack, List<String> names) {
        this.dice = dice;
        this.haystack = haystack;
        names.forEach(this::learn);
    }

    private void learn(String name) {
        List<String> words =
                List.of(name.split("[\\s,.]+")).stream()
                        .filter(word -> hasLetter(word) && !isTitle(word))
                        .map(Person::folded)
                        .toList();
        if (words.size() > 1) {
            boolean turned = name.contains(",");
            given.addAll(
                    turned ? words.subList(1, words.size()) : words.subList(0, words.size() - 1));
        }
    }

    String invent(String name) {
        StringBuilder invented = new StringBuilder();
        StringBuilder word = new StringBuilder();
        for (int at = 0; at < name.length(); at++) {
            char next = name.charAt(at);
            if (Character.isWhitespace(next) || next == ',' || next == '.') {
                invented.append(word(word.toString())).append(next);
                word.setLength(0);
            } else {
                word.append(next);
            }
        }
        return invented.append(word(word.toString())).toString();
    }

    private String word(String word) {
        if (!hasLetter(word) || isTitle(word)) {
            return word;
        }
        String fake = known.computeIfAbsent(folded(word), this::fresh);
        if (word.length() == 1) {
            return fake.substring(0, 1);
        }
        return word.equals(word.toUpperCase(Locale.ROOT)) ? fake.toUpperCase(Locale.ROOT) : fake;
    }

    private String fresh(String word) {
        Dice own = dice.about(word);
        List<String> names = given.contains(word) ? Invented.GIVEN : Invented.FAMILY;
        String fake = own.pick(names);
        for (int attempt = 0; attempt < TRIES && taken(fake); attempt++) {
            // When the list is used up, two names make a new one.
            fake = attempt < TRIES / 2 ? own.pick(names) : own.pick(names) + "-" + own.pick(names);
        }
        return fake;
    }

    private boolean taken(String fake) {
        return known.containsValue(fake) || haystack.contains(fake.toLowerCase(Locale.ROOT));
    }

    private static boolean hasLetter(String text) {
        return text.codePoints().anyMatch(Character::isLetter);
    }

    private static boolean isTitle(String word) {
        return TITLES.contains(folded(word));
    }

    private static String folded(String word) {
        return word.replaceAll("['’]s$", "").toLowerCase(Locale.ROOT);
    }
}
