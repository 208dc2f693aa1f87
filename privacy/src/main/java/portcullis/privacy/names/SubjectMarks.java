package portcullis.privacy.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.EntityType;
import portcullis.privacy.find.Sighting;

/** Finds the address lines and the numbers of a known person, whatever separates them (SCR-19). */
final class SubjectMarks {
    private static final double CERTAIN = 0.95;
    private static final int SHORTEST_ID = 4;
    private static final int SHORTEST_PLACE = 4;
    private static final Map<String, String> SHORT =
            Map.ofEntries(
                    Map.entry("street", "st"),
                    Map.entry("avenue", "ave"),
                    Map.entry("av", "ave"),
                    Map.entry("road", "rd"),
                    Map.entry("boulevard", "blvd"),
                    Map.entry("drive", "dr"),
                    Map.entry("lane", "ln"),
                    Map.entry("court", "ct"),
                    Map.entry("place", "pl"),
                    Map.entry("square", "sq"),
                    Map.entry("terrace", "ter"),
                    Map.entry("highway", "hwy"),
                    Map.entry("crescent", "cres"),
                    Map.entry("apartment", "apt"),
                    Map.entry("suite", "ste"),
                    Map.entry("north", "n"),
                    Map.entry("south", "s"),
                    Map.entry("east", "e"),
                    Map.entry("west", "w"));

    private final List<List<String>> lines = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    SubjectMarks(List<SensitiveText> addresses, List<SensitiveText> numbers) {
        for (SensitiveText address : addresses) {
            for (String line : address.reveal().split("[,\\n]")) {
                List<String> words = words(line);
                boolean telling = words.size() > 1 || line.strip().length() >= SHORTEST_PLACE;
                if (telling) {
                    lines.add(words);
                }
            }
        }
        for (SensitiveText number : numbers) {
            String plain = number.reveal().replaceAll("[^\\p{L}\\p{N}]", "");
            if (plain.length() >= SHORTEST_ID) {
                ids.add(plain.toLowerCase(Locale.ROOT));
            }
        }
    }

    private static List<String> words(String line) {
        Words words = new Words(line);
        List<String> found = new ArrayList<>();
        for (int word = 0; word < words.count; word++) {
            found.add(word(words, word));
        }
        return found;
    }

    private static String word(Words words, int word) {
        String raw =
                words.text.substring(words.starts[word], words.ends[word]).toLowerCase(Locale.ROOT);
        return SHORT.getOrDefault(raw, raw);
    }

    void read(Words words, List<Sighting> seen) {
        for (int word = 0; word < words.count; word++) {
            for (List<String> line : lines) {
                line(words, word, line, seen);
            }
            for (String id : ids) {
                id(words.text, words.starts[word], id, seen);
            }
        }
    }

    private static void line(Words words, int first, List<String> line, List<Sighting> seen) {
        if (first + line.size() > words.count) {
            return;
        }
        for (int at = 0; at < line.size(); at++) {
            if (!word(words, first + at).equals(line.get(at))) {
                return;
            }
        }
        boolean lone = line.size() == 1 && Character.isLetter(line.getFirst().charAt(0));
        if (lone && words.shapes[first] == Words.Shape.LOWER) {
            return;
        }
        int end = words.ends[first + line.size() - 1];
        EntityType type = lone ? EntityType.PLACE : EntityType.ADDRESS;
        seen.add(new Sighting(words.starts[first], end, type, "subject-address", CERTAIN));
    }

    /** The characters of the id in a row, at most one mark or blank between two of them. */
    private static void id(String text, int start, String id, List<Sighting> seen) {
        int at = start;
        for (int next = 0; next < id.length(); next++) {
            if (next > 0 && at < text.length() && !Character.isLetterOrDigit(text.charAt(at))) {
                at++;
            }
            if (at >= text.length() || Character.toLowerCase(text.charAt(at)) != id.charAt(next)) {
                return;
            }
            at++;
        }
        if (at == text.length() || !Character.isLetterOrDigit(text.charAt(at))) {
            seen.add(new Sighting(start, at, EntityType.OTHERID, "subject-id", CERTAIN));
        }
    }
}
