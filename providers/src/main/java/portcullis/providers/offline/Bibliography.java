package portcullis.providers.offline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An answer with its list of sources below, for a client that has no other place for them. Sources
 * are numbered in the order in which the answer names them.
 */
record Bibliography(List<Quote> quotes, List<Passage> sources) {

    /** The quotes renumbered, and the passages they come from. */
    static Bibliography of(List<Quote> quotes, List<Passage> passages) {
        Map<Integer, Passage> cited = new LinkedHashMap<>();
        Map<Integer, Integer> numbers = new LinkedHashMap<>();
        List<Quote> renumbered = new ArrayList<>();
        for (Quote quote : quotes) {
            numbers.putIfAbsent(quote.passage(), numbers.size() + 1);
            renumbered.add(new Quote(numbers.get(quote.passage()), quote.sentence()));
        }
        passages.stream()
                .filter(passage -> numbers.containsKey(passage.number()))
                .forEach(passage -> cited.put(numbers.get(passage.number()), passage));
        return new Bibliography(
                renumbered,
                cited.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .toList());
    }

    /** A line for each quote; below them, after an empty line, one for each source. */
    List<String> lines() {
        List<String> lines =
                quotes.stream().map(Quote::marked).collect(Collectors.toCollection(ArrayList::new));
        for (int i = 0; i < sources.size(); i++) {
            String line = "[" + (i + 1) + "] " + name(sources.get(i));
            lines.add(i == 0 ? "\n" + line : line);
        }
        return List.copyOf(lines);
    }

    private static String name(Passage passage) {
        String page = passage.source().map(source -> ", page " + source.page()).orElse("");
        return (passage.title().isBlank() ? "untitled" : passage.title().strip()) + page;
    }
}
