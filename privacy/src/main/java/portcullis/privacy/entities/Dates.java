package portcullis.privacy.entities;

import static portcullis.privacy.entities.Check.unless;

import java.util.List;
import portcullis.privacy.EntityType;

/** Dates with a day or month (C); a year alone stays. Either order; when unsure it is a date. */
final class Dates {
    private Dates() {}

    private static final String DAY = "(?:0?[1-9]|[12][0-9]|3[01])";

    /** Names of models and files end in dates that are no person's. */
    private static final String NO_VERSION = "(?<!\\p{L}[0-9]{0,3}[-_@])";

    private static final String YEAR = "(?:19|20)[0-9]{2}";
    private static final String CLOCK =
            "(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:\\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:?[0-9]{"
                    + "2})?)?";
    private static final String MEASURE =
            "[ ]?(?:%|mg|mcg|ml|mL|units?|tablets?|times|pills?|percent|mm|cm|kg)";
    private static final String CONTEXT =
            "dob birth born birthdate date dated admitted admission discharged discharge seen "
                    + "visit on since"
                    + " until expires died deceased scheduled due";

    static List<Rule> rules() {
        return List.of(
                number("date-iso", 6)
                        .base(0.75)
                        .check(Dates::iso)
                        .pattern(NO_VERSION + YEAR + "([/.-])(?:0?[1-9]|1[0-2])\\1" + DAY + CLOCK),
                number("date-stamp", 8)
                        .base(0.20)
                        .check(Dates::stamp)
                        .pattern(
                                NO_VERSION
                                        + YEAR
                                        + "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[0-9]"
                                        + "{4}(?:[0-9]{2})?)?"),
                number("date-numeric", 3)
                        .base(0.70)
                        .check(Dates::numeric)
                        .trapBefore("(?i:v|version|release|section|ratio|bp) ?")
                        .pattern("[0-9]{1,2}([/-])[0-9]{1,2}\\1(?:[0-9]{4}|[0-9]{2})"),
                number("date-dotted", 6)
                        .base(0.70)
                        .check(Dates::numeric)
                        .pattern("[0-9]{1,2}\\.[0-9]{1,2}\\." + YEAR),
                number("date-month-year", 5).base(0.70).pattern("(?:0?[1-9]|1[0-2])/" + YEAR),
                number("date-day-month", 1)
                        .base(0.75)
                        .trapAfter(MEASURE)
                        .pattern(
                                DAY
                                        + "(?:st|nd|rd|th)?[ .-]{0,2}(?:of )?"
                                        + Words.MONTH
                                        + "(?:[.,]?[ ,-]{1,2}(?:"
                                        + YEAR
                                        + "|'?[0-9]{2}(?![0-9:%])))?"),
                month("date-month-day")
                        .trapAfter(MEASURE)
                        .pattern(
                                Words.MONTH
                                        + "\\.?[ -]"
                                        + DAY
                                        + "(?:st|nd|rd|th)?(?:,? ?[ -]"
                                        + YEAR
                                        + "|[ ,]{1,2}'?[0-9]{2}(?![0-9:%/]))?"),
                month("date-month").pattern(Words.MONTH + "\\.?(?:,? (?:of )?|-)" + YEAR),
                Rule.of("date-short", EntityType.DATE, Anchor.WORD)
                        .starts("dob born birth admitted discharged seen dated date visit since")
                        .base(0.70)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?i:dob|born|birth|admitted|discharged|seen|dated?|visit|sinc"
                                        + "e)(?: (?i:on|of|is))?[: ]{1,2}(?<v>(?:0?[1-9]|1[0-2])/"
                                        + DAY
                                        + ")(?!/)"));
    }

    private static Rule.Draft number(String id, int digits) {
        return Rule.of(id, EntityType.DATE, Anchor.NUMBER).digits(digits).context(CONTEXT);
    }

    private static Rule.Draft month(String id) {
        return Rule.of(id, EntityType.DATE, Anchor.WORD)
                .starts(Words.MONTHS)
                .context(CONTEXT)
                .base(0.75);
    }

    private static Check.Answer iso(String value) {
        String[] parts = value.split("[/.T -]");
        return unless(!real(Integer.parseInt(parts[2]), Integer.parseInt(parts[1])));
    }

    private static Check.Answer stamp(String value) {
        int day = Integer.parseInt(value.substring(6, 8));
        return unless(!real(day, Integer.parseInt(value.substring(4, 6))));
    }

    private static Check.Answer numeric(String value) {
        String[] parts = value.split("[/.-]");
        int first = Integer.parseInt(parts[0]);
        int second = Integer.parseInt(parts[1]);
        return unless(!real(first, second) && !real(second, first));
    }

    private static boolean real(int day, int month) {
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= java.time.Month.of(month).maxLength();
    }
}
