package portcullis.privacy.names;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import portcullis.privacy.EntityType;
import portcullis.privacy.find.Sighting;

/** Finds a known date of birth in every way of writing it (SCR-19). */
final class SubjectDates {
    private static final double CERTAIN = 0.95;
    private static final String MONTH =
            "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?";
    private static final String DAY = "(\\d{1,2})(?:st|nd|rd|th)?";
    private static final Pattern NUMBERS =
            Pattern.compile("(?<!\\d)(\\d{1,4})([-/. ])(\\d{1,2})\\2(\\d{4}|\\d{2})(?!\\d)");
    private static final Pattern STAMP = Pattern.compile("(?<!\\d)(\\d{8})(?!\\d)");
    private static final Pattern DAY_FIRST =
            Pattern.compile(
                    "(?i)(?<!\\w)"
                            + DAY
                            + "(?:[ ]of)?[- ]"
                            + MONTH
                            + "(?:[-, ]{1,2}(\\d{4}|\\d{2}))?(?!\\w)");
    private static final Pattern MONTH_FIRST =
            Pattern.compile(
                    "(?i)(?<!\\w)"
                            + MONTH
                            + "[- ]"
                            + DAY
                            + "(?:[-, ]{1,2}(\\d{4}|\\d{2}))?(?!\\w)");
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    private final Set<LocalDate> births;

    SubjectDates(List<LocalDate> births) {
        this.births = births.stream().collect(Collectors.toUnmodifiableSet());
    }

    void read(String text, List<Sighting> seen) {
        if (births.isEmpty()) {
            return;
        }
        for (Matcher date = NUMBERS.matcher(text); date.find(); ) {
            int first = Integer.parseInt(date.group(1));
            int second = Integer.parseInt(date.group(3));
            add(date, numbers(first, second, date.group(4)), seen);
        }
        for (Matcher date = STAMP.matcher(text); date.find(); ) {
            add(date, stamp(date.group(1)), seen);
        }
        for (Matcher date = DAY_FIRST.matcher(text); date.find(); ) {
            add(date, is(date.group(3), month(date.group(2)), date.group(1)), seen);
        }
        for (Matcher date = MONTH_FIRST.matcher(text); date.find(); ) {
            add(date, is(date.group(3), month(date.group(1)), date.group(2)), seen);
        }
    }

    private static void add(Matcher date, boolean birth, List<Sighting> seen) {
        if (birth) {
            seen.add(
                    new Sighting(
                            date.start(), date.end(), EntityType.DATE, "subject-birth", CERTAIN));
        }
    }

    private boolean numbers(int first, int second, String third) {
        int last = Integer.parseInt(third);
        return is(last, first, second) || is(last, second, first) || is(first, second, last);
    }

    private boolean stamp(String digits) {
        int head = Integer.parseInt(digits.substring(0, 4));
        int tail = Integer.parseInt(digits.substring(4));
        return is(head, tail / 100, tail % 100)
                || is(tail, head / 100, head % 100)
                || is(tail, head % 100, head / 100);
    }

    /** A day and month without year fit every year. */
    private boolean is(@org.jspecify.annotations.Nullable String year, int month, String day) {
        int date = Integer.parseInt(day);
        return year == null
                ? births.stream()
                        .anyMatch(b -> b.getMonthValue() == month && b.getDayOfMonth() == date)
                : is(Integer.parseInt(year), month, date);
    }

    /** Years of two digits fit every century. */
    private boolean is(int year, int month, int day) {
        return births.stream()
                .anyMatch(
                        birth ->
                                birth.getMonthValue() == month
                                        && birth.getDayOfMonth() == day
                                        && (birth.getYear() == year
                                                || (year < 100 && birth.getYear() % 100 == year)));
    }

    private static int month(String name) {
        return MONTHS.indexOf(name.toLowerCase(Locale.ROOT)) + 1;
    }
}
