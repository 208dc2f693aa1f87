package portcullis.server.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the operator's words that are no names. */
final class AllowWords {
    private static final String WORDS = "privacy.allow-words-file";
    private static final long LARGEST = 1024 * 1024;
    private static final int MOST_WORDS = 20_000;

    private final Resolved in;
    private final List<Problem> problems;

    AllowWords(Resolved in, List<Problem> problems) {
        this.in = in;
        this.problems = problems;
    }

    Set<String> words() {
        String file = in.text(WORDS);
        if (file.isEmpty()) {
            return Set.of();
        }
        try {
            Path path = Path.of(file);
            if (Files.size(path) > LARGEST) {
                return wrong("is larger than 1 MiB.");
            }
            Set<String> words = words(Files.readAllLines(path));
            return words.size() > MOST_WORDS ? wrong("has more than 20000 words.") : words;
        } catch (IOException | InvalidPathException unreadable) {
            return wrong("cannot be read as UTF-8 text.");
        }
    }

    private static Set<String> words(List<String> lines) {
        Set<String> words = new LinkedHashSet<>();
        for (String line : lines) {
            int comment = line.indexOf('#');
            String rest = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (!rest.isEmpty()) {
                words.addAll(List.of(rest.split("\\s+")));
            }
        }
        return words;
    }

    private Set<String> wrong(String sentence) {
        problems.add(new Problem(WORDS, sentence));
        return Set.of();
    }
}
