package portcullis.server.accuracy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import portcullis.privacy.EntityType;
import portcullis.privacy.entities.Need;
import portcullis.privacy.entities.Register;
import portcullis.privacy.entities.Rule;

/** The register of format rules as a page in Markdown. */
public final class EntitiesPage {
    private static final int MOST_WORDS = 8;

    private EntitiesPage() {}

    /** The page {@code docs/reference/entities.md}. */
    public static String markdown() {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Kinds of protected information

                        Written by `portcullis phi entities` from the register of format rules; names without a format come beside them
                        from cues and word lists. *Base* is the score of the bare shape; then count: longer than 5 characters +0.10, than
                        10 another +0.05, letters and digits mixed +0.05, a context word within six tokens before or three after +0.25
                        and at least 0.60, a check passed +0.25, a check failed at most 0.45 (with a context word or a distinctive
                        format 0.60). Low from 0.30, medium from 0.60, high from 0.85. A rule is *needed* with: its shape alone, a word, a
                        passed check or a word; *built in* means that its keyword stands in the pattern.
                        """);
        List<Rule> rules = Register.rules();
        for (EntityType type : EntityType.values()) {
            List<Rule> own = rules.stream().filter(rule -> rule.type() == type).toList();
            if (!own.isEmpty()) {
                page.append("\n## ").append(type.name()).append("\n\n");
                page.append("| Rule | Base | Needs | Check | Distinctive | Words |\n");
                page.append("| --- | ---: | --- | --- | --- | --- |\n");
                own.forEach(rule -> page.append(row(rule)));
            }
        }
        return page.toString();
    }

    private static String row(Rule rule) {
        return String.format(
                Locale.ROOT,
                "| `%s` | %.2f | %s | %s | %s | %s |%n",
                rule.id(),
                rule.base(),
                need(rule.need()),
                rule.checked() ? rule.strong() ? "strong" : "yes" : "",
                rule.distinctive() ? "yes" : "",
                words(rule.need() == Need.BUILT_IN ? rule.starts() : rule.context()));
    }

    private static String need(Need need) {
        return switch (need) {
            case SHAPE -> "shape";
            case WORD -> "word";
            case CHECK_OR_WORD -> "check or word";
            case BUILT_IN -> "built in";
        };
    }

    private static String words(Set<String> words) {
        List<String> sorted = List.copyOf(new TreeSet<>(words));
        String shown = String.join(", ", sorted.subList(0, Math.min(MOST_WORDS, sorted.size())));
        return sorted.size() > MOST_WORDS ? shown + " …" : shown;
    }
}
