package portcullis.apps.assistant;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import portcullis.apps.assistant.Words.Word;

/**
 * A number of a text with its unit. "5 mg" is neither "5 g" nor "5 mg/kg".
 *
 * @param unit normalised unit words in order; empty when none follows
 */
record Quantity(BigDecimal value, List<String> unit) {
    private static final Map<String, String> UNITS = units();
    private static final Map<String, Integer> NUMBER_WORDS = numberWords();

    /** True when this stands in the other text; a number told without its unit is enough. */
    boolean in(List<Quantity> there) {
        return there.stream()
                .filter(other -> other.value.compareTo(value) == 0)
                .anyMatch(other -> unit.isEmpty() || unit.equals(other.unit));
    }

    static List<Quantity> of(List<Word> words) {
        List<Quantity> quantities = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            if (word.number()) {
                quantities.add(new Quantity(value(word.text()), unit(words, i + 1)));
            } else if (NUMBER_WORDS.containsKey(word.lower())) {
                BigDecimal value = BigDecimal.valueOf(NUMBER_WORDS.get(word.lower()));
                quantities.add(new Quantity(value, unit(words, i + 1)));
            }
        }
        return quantities;
    }

    private static List<String> unit(List<Word> words, int from) {
        List<String> unit = new ArrayList<>();
        for (int i = from; i < words.size(); i++) {
            String word = words.get(i).lower();
            if (word.equals("per") && !unit.isEmpty()) {
                continue;
            }
            if (word.equals("per")
                    && i + 1 < words.size()
                    && words.get(i + 1).lower().equals("cent")) {
                return List.of("%");
            }
            if (!UNITS.containsKey(word)) {
                break;
            }
            unit.add(UNITS.get(word));
        }
        return unit;
    }

    /** "1,000" is a thousand; other digits, such as those of another script, count by value. */
    private static BigDecimal value(String number) {
        StringBuilder digits = new StringBuilder();
        boolean thousands = number.matches("\\p{Nd}{1,3}(?:,\\p{Nd}{3})+(?:\\.\\p{Nd}+)?");
        for (int sign : number.codePoints().toArray()) {
            switch (sign) {
                case ',' -> digits.append(thousands ? "" : ".");
                case '.' -> digits.append('.');
                default -> digits.append(Character.digit(sign, 10));
            }
        }
        return decimal(digits.toString());
    }

    /** A chain like 1.2.3 is a version, not a number: its digits are compared as one. */
    private static BigDecimal decimal(String digits) {
        int point = digits.indexOf('.');
        boolean chain = point >= 0 && digits.indexOf('.', point + 1) >= 0;
        return new BigDecimal(chain ? digits.replace(".", "") : digits);
    }

    private static Map<String, String> units() {
        Map<String, String> units = new HashMap<>();
        String table =
                """
                mg milligram milligrams; g gram grams; kg kilogram kilograms; mcg µg ug microgram micrograms
                ng nanogram nanograms; ml millilitre millilitres milliliter milliliters; l litre litres liter liters
                dl; mmol; mol; meq; iu; units unit u; % percent; ‰; ° degree degrees; c celsius; f fahrenheit
                mmhg; kpa; bpm; hz; cm; mm; m metre metres meter meters; km
                ms millisecond milliseconds; s sec second seconds; min minute minutes; h hr hrs hour hours hourly
                day days d daily; week weeks weekly; month months monthly; year years yr yrs yearly annually
                kb; mb megabyte megabytes; gb gigabyte gigabytes; bytes byte; tokens token; words word
                dollars dollar usd; euros euro eur; million; billion; thousand; fold; times""";
        for (String line : table.split("[;\\n]")) {
            String[] names = line.strip().split(" ");
            for (String name : names) {
                units.put(name, names[0]);
            }
        }
        return Map.copyOf(units);
    }

    /** "One" and "first" are left out: they seldom count. */
    private static Map<String, Integer> numberWords() {
        String[] low = "two three four five six seven eight nine ten eleven twelve".split(" ");
        Map<String, Integer> words = new HashMap<>();
        for (int i = 0; i < low.length; i++) {
            words.put(low[i], i + 2);
        }
        String[] tens = "twenty thirty forty fifty sixty seventy eighty ninety hundred".split(" ");
        for (int i = 0; i < tens.length; i++) {
            words.put(tens[i], i * 10 + 20);
        }
        return Map.copyOf(words);
    }
}
