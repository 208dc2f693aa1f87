package portcullis.privacy.names;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.EntityType;
import portcullis.privacy.find.Sighting;
import portcullis.privacy.names.Words.Gap;
import portcullis.privacy.names.Words.Shape;

/** Finds the names of a known person: misspelt, by sound, by initials, in any order (SCR-19). */
final class SubjectNames {
    private static final String RULE = "subject-name";
    private static final double EXACT = 0.95;
    private static final double NEAR = 0.80;

    private final Set<String> parts = new LinkedHashSet<>();
    private final Set<String> initials = new HashSet<>();
    private final Vocabulary vocabulary;

    SubjectNames(List<SensitiveText> names, Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        for (SensitiveText name : names) {
            StringBuilder letters = new StringBuilder();
            Words words = new Words(name.reveal());
            for (int word = 0; word < words.count; word++) {
                String part = words.plain(word);
                letters.append(part.isEmpty() ? "" : part.substring(0, 1));
                if (part.length() > 1 && !vocabulary.isParticle(part)) {
                    parts.add(part);
                    parts.addAll(Nicknames.of(part));
                }
            }
            addInitials(letters.toString());
        }
    }

    /** In order, and with the surname in front. */
    private void addInitials(String letters) {
        int last = letters.length() - 1;
        if (last > 0) {
            initials.add(letters);
            initials.add(letters.charAt(last) + letters.substring(0, last));
            initials.add("" + letters.charAt(0) + letters.charAt(last));
        }
    }

    /** Adds every mention; neighbours are one. */
    void read(Words words, List<Sighting> seen) {
        int first = -1;
        double best = 0;
        for (int word = 0; word <= words.count; word++) {
            double score = word < words.count ? score(words, word) : 0;
            boolean goesOn = first >= 0 && (score > 0 || isLink(words, word)) && near(words, word);
            if (first >= 0 && !goesOn) {
                add(words, first, word, best, seen);
                first = -1;
            }
            if (score > 0) {
                best = first < 0 ? score : Math.max(best, score);
                first = first < 0 ? word : first;
            }
        }
        initials(words, seen);
    }

    private static void add(Words words, int first, int end, double score, List<Sighting> seen) {
        int last = end - 1;
        int start = words.starts[first];
        if (first > 0 && words.shapes[first - 1] == Shape.INITIAL && near(words, first)) {
            start = words.starts[first - 1];
        }
        seen.add(new Sighting(start, words.ends[last], EntityType.PERSON, RULE, score));
    }

    /** An initial between or after the names. */
    private static boolean isLink(Words words, int word) {
        return word < words.count && words.shapes[word] == Shape.INITIAL;
    }

    private static boolean near(Words words, int word) {
        return word > 0
                && word < words.count
                && switch (words.gap(word)) {
                    case SPACE, HYPHEN, COMMA -> true;
                    case STOP -> words.shapes[word - 1] == Shape.INITIAL;
                    case COLON, BREAK, OTHER -> false;
                };
    }

    private double score(Words words, int word) {
        Shape shape = words.shapes[word];
        if (shape == Shape.OTHER || shape == Shape.INITIAL) {
            return 0;
        }
        String plain = words.plain(word);
        boolean ordinary = vocabulary.isOrdinary(plain);
        if (parts.contains(plain)) {
            return ordinary && shape == Shape.LOWER ? 0 : EXACT;
        }
        return !ordinary && isNear(plain) ? NEAR : 0;
    }

    private boolean isNear(String word) {
        for (String part : parts) {
            if (Likeness.misspelt(part, word)
                    || (!word.isEmpty() && Likeness.soundsLike(part, word))) {
                return true;
            }
        }
        return false;
    }

    /** "J.S.", "J. S.", "JS". */
    private void initials(Words words, List<Sighting> seen) {
        for (int word = 0; word < words.count; word++) {
            if (words.shapes[word] == Shape.LOUD) {
                String plain = words.plain(word);
                if (initials.contains(plain) && !vocabulary.isOrdinary(plain)) {
                    add(words, word, word + 1, NEAR, seen);
                }
            } else if (words.shapes[word] == Shape.INITIAL) {
                word = row(words, word, seen);
            }
        }
    }

    private int row(Words words, int first, List<Sighting> seen) {
        StringBuilder letters = new StringBuilder(words.plain(first));
        int last = first;
        while (last + 1 < words.count
                && words.shapes[last + 1] == Shape.INITIAL
                && (words.gap(last + 1) == Gap.STOP || words.gap(last + 1) == Gap.SPACE)) {
            letters.append(words.plain(++last));
        }
        if (initials.contains(letters.toString())) {
            seen.add(
                    new Sighting(
                            words.starts[first], words.ends[last], EntityType.PERSON, RULE, NEAR));
        }
        return last;
    }
}
