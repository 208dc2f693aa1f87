package portcullis.privacy.substitute;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.EntityType;
import portcullis.privacy.Finding;
import portcullis.privacy.unfold.Spelling;

/**
 * Writes surrogates over findings: realistic and invented, the same for the same value of one
 * document, different for different ones. Dates move by one secret number of days per document, so
 * that intervals stay (SCR-33). Deterministic for a secret and a document.
 */
public final class Substituter {
    private static final int TRIES = 24;

    private final byte[] secret;

    /**
     * @param secret of the installation; without it nobody can find the way back to a date
     */
    public Substituter(byte[] secret) {
        this.secret = secret.clone();
    }

    /**
     * The text with surrogates.
     *
     * @param document names the tenant and the subject or document: one name, one shift of dates
     * @param findings of this text, ordered and without overlaps
     */
    public Substituted substitute(String document, SensitiveText text, List<Finding> findings) {
        String source = text.reveal();
        Invention invention = new Invention(Dice.of(secret, document), source, findings);
        StringBuilder out = new StringBuilder(source.length());
        int done = 0;
        int labels = 0;
        for (Finding finding : findings) {
            EntityType type = finding.types().iterator().next();
            Optional<String> fake = invention.of(type, value(source, finding));
            labels += fake.isEmpty() ? 1 : 0;
            out.append(source, done, finding.start());
            out.append(fake.orElse("[" + type.name() + "]"));
            done = finding.end();
        }
        out.append(source, done, source.length());
        return new Substituted(SensitiveText.of(out.toString()), findings.size() - labels, labels);
    }

    private static String value(String source, Finding finding) {
        return source.substring(finding.start(), finding.end());
    }

    /** What was invented for one document so far. */
    private static final class Invention {
        private final Dice dice;
        private final String haystack;
        private final DateShift dates;
        private final Person person;
        private final Map<String, Optional<String>> known = new HashMap<>();
        private final Map<String, String> owners = new HashMap<>();

        Invention(Dice dice, String source, List<Finding> findings) {
            this.dice = dice;
            this.haystack = source.toLowerCase(Locale.ROOT);
            this.dates =
                    DateShift.of(
                            dice.about("dates"),
                            haystack,
                            values(source, findings, EntityType.DATE));
            this.person =
                    new Person(
                            dice.about("names"),
                            haystack,
                            values(source, findings, EntityType.PERSON));
        }

        private static List<String> values(String source, List<Finding> findings, EntityType type) {
            return findings.stream()
                    .filter(finding -> finding.types().iterator().next() == type)
                    .map(finding -> value(source, finding))
                    .toList();
        }

        Optional<String> of(EntityType type, String value) {
            if (type == EntityType.DATE) {
                return dates.moved(value);
            }
            if (type == EntityType.PERSON) {
                return Optional.of(person.invent(value));
            }
            // Every spelling of a value is one value.
            String name = type + " " + Spelling.fold(value);
            return known.computeIfAbsent(name, _ -> fresh(type, name, value));
        }

        /** Never a value of the text, and never one for two. */
        private Optional<String> fresh(EntityType type, String name, String value) {
            for (int attempt = 0; attempt < TRIES; attempt++) {
                Optional<String> fake = Fakes.of(type, value, dice.about(name + " " + attempt));
                if (fake.isEmpty()) {
                    return fake;
                }
                boolean taken = type != EntityType.AGE && owners.containsKey(fake.get());
                if (!taken && !haystack.contains(fake.get().toLowerCase(Locale.ROOT))) {
                    owners.put(fake.get(), name);
                    return fake;
                }
            }
            return Optional.empty();
        }
    }
}
