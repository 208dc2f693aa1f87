package portcullis.privacy.substitute;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moves dates by one number of days and keeps how they are written, so that intervals stay
 * (SCR-33). Numeric dates are read month first, unless one of the text can only be day first. A
 * year of two digits means 1950 to 2049; a date without a year is moved in a leap year.
 */
final class DateShift {
    private static final String NAMES =
            "(?<name>(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\p{L}{0,6})\\.?";
    private static final Pattern ISO =
            Pattern.compile("(?<y>\\d{4})(?<s>[/.-])(?<m>\\d{1,2})\\k<s>(?<d>\\d{1,2})(?<rest>.*)");
    private static final Pattern STAMP =
            Pattern.compile("(?<y>\\d{4})(?<m>\\d{2})(?<d>\\d{2})(?<rest>\\d{0,6})");
    private static final Pattern NUMERIC =
            Pattern.compile(
                    "(?<a>\\d{1,2})(?<s>[/.-])(?<b>\\d{1,2})(?:\\k<s>(?<y>\\d{4}|\\d{2}))?");
    private static final Pattern MONTH = Pattern.compile("(?<m>\\d{1,2})/(?<y>\\d{4})");
    private static final Pattern DAY_FIRST =
            Pattern.compile(
                    "(?<d>\\d{1,2})(?<th>st|nd|rd|th)?(?<s>[ .-]{0,2}(?:of )?)"
                            + NAMES
                            + "(?:(?<t>[., -]{1,3}'?)(?<y>\\d{4}|\\d{2}))?");
    private static final Pattern MONTH_FIRST =
            Pattern.compile(
                    NAMES
                            + "(?<s>[ -])(?<d>\\d{1,2})(?<th>st|nd|rd|th)?"
                            + "(?:(?<t>[, -]{1,3}'?)(?<y>\\d{4}|\\d{2}))?");
    private static final Pattern MONTH_YEAR =
            Pattern.compile(NAMES + "(?<t>[, -]{1,3}(?:of )?)(?<y>\\d{4})");
    private static final int LEAP = 2024;
    private static final int TRIES = 24;

    private final long days;
    private final boolean dayFirst;

    private DateShift(long days, boolean dayFirst) {
        this.days = days;
        this.dayFirst = dayFirst;
    }

    /**
     * A shift for a text: 3 to 361 days, to and fro, that puts no date where the text has one.
     *
     * @param haystack the whole text in lower case
     * @param dates every date that stands in it
     */
    static DateShift of(Dice dice, String haystack, List<String> dates) {
        boolean dayFirst = dates.stream().anyMatch(DateShift::isDayFirst);
        DateShift shift = thrown(dice, dayFirst);
        for (int attempt = 1; attempt < TRIES && shift.meets(haystack, dates); attempt++) {
            shift = thrown(dice, dayFirst);
        }
        return shift;
    }

    private static DateShift thrown(Dice dice, boolean dayFirst) {
        long days = 3L + dice.roll(359);
        return new DateShift(dice.roll(2) == 0 ? days : -days, dayFirst);
    }

    private boolean meets(String haystack, List<String> dates) {
        return dates.stream()
                .flatMap(date -> moved(date).stream())
                .anyMatch(moved -> haystack.contains(moved.toLowerCase(Locale.ROOT)));
    }

    private static boolean isDayFirst(String date) {
        Matcher numeric = NUMERIC.matcher(date);
        return numeric.matches()
                && Integer.parseInt(numeric.group("a")) > 12
                && Integer.parseInt(numeric.group("b")) <= 12;
    }

    /** Empty when the date is written in a way that is not known here. */
    Optional<String> moved(String date) {
        try {
            return read(date);
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private Optional<String> read(String date) {
        Matcher iso = ISO.matcher(date);
        if (iso.matches()) {
            LocalDate to = day(iso);
            String separator = iso.group("s");
            return Optional.of(
                    to.getYear()
                            + separator
                            + like(iso.group("m"), to.getMonthValue())
                            + separator
                            + like(iso.group("d"), to.getDayOfMonth())
                            + iso.group("rest"));
        }
        Matcher stamp = STAMP.matcher(date);
        if (stamp.matches()) {
            LocalDate to = day(stamp);
            String months = two(to.getMonthValue()) + two(to.getDayOfMonth());
            return Optional.of(to.getYear() + months + stamp.group("rest"));
        }
        Matcher numeric = NUMERIC.matcher(date);
        return numeric.matches() ? Optional.of(numeric(numeric)) : readMonths(date);
    }

    private Optional<String> readMonths(String date) {
        Matcher month = MONTH.matcher(date);
        if (month.matches()) {
            YearMonth to = month(number(month, "y"), number(month, "m"));
            return Optional.of(like(month.group("m"), to.getMonthValue()) + "/" + to.getYear());
        }
        Matcher first = DAY_FIRST.matcher(date);
        if (first.matches()) {
            LocalDate to = named(first);
            return Optional.of(
                    days(first, to)
                            + first.group("s")
                            + name(first, to.getMonth())
                            + year(first, to));
        }
        Matcher second = MONTH_FIRST.matcher(date);
        if (second.matches()) {
            LocalDate to = named(second);
            return Optional.of(
                    name(second, to.getMonth())
                            + second.group("s")
                            + days(second, to)
                            + year(second, to));
        }
        Matcher alone = MONTH_YEAR.matcher(date);
        if (alone.matches()) {
            YearMonth to = month(number(alone, "y"), monthOf(alone.group("name")));
            return Optional.of(name(alone, to.getMonth()) + alone.group("t") + to.getYear());
        }
        return Optional.empty();
    }

    private String numeric(Matcher date) {
        int a = number(date, "a");
        int b = number(date, "b");
        boolean turned = dayFirst || a > 12;
        LocalDate to = LocalDate.of(year(date), turned ? b : a, turned ? a : b).plusDays(days);
        int first = turned ? to.getDayOfMonth() : to.getMonthValue();
        int second = turned ? to.getMonthValue() : to.getDayOfMonth();
        String separator = date.group("s");
        String both = like(date.group("a"), first) + separator + like(date.group("b"), second);
        return date.group("y") == null ? both : both + separator + yearLike(date.group("y"), to);
    }

    private LocalDate day(Matcher date) {
        return LocalDate.of(number(date, "y"), number(date, "m"), number(date, "d")).plusDays(days);
    }

    private LocalDate named(Matcher date) {
        int month = monthOf(date.group("name"));
        return LocalDate.of(year(date), month, number(date, "d")).plusDays(days);
    }

    /** By whole months: the middle of the month decides where it goes. */
    private YearMonth month(int year, int month) {
        return YearMonth.from(LocalDate.of(year, month, 15).plusDays(days));
    }

    private static int monthOf(String name) {
        String begin = name.substring(0, 3).toLowerCase(Locale.ROOT);
        for (Month month : Month.values()) {
            String full = month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            if (full.toLowerCase(Locale.ROOT).startsWith(begin)) {
                return month.getValue();
            }
        }
        throw new DateTimeException("no month");
    }

    private static int year(Matcher date) {
        String year = date.group("y");
        if (year == null) {
            return LEAP;
        }
        int number = Integer.parseInt(year);
        return year.length() == 4 ? number : number < 50 ? 2000 + number : 1900 + number;
    }

    private static String year(Matcher date, LocalDate to) {
        String year = date.group("y");
        return year == null ? "" : date.group("t") + yearLike(year, to);
    }

    private static String yearLike(String as, LocalDate to) {
        return as.length() == 4 ? Integer.toString(to.getYear()) : two(to.getYear() % 100);
    }

    private static String name(Matcher date, Month month) {
        String as = date.group("name");
        TextStyle style = as.length() <= 4 ? TextStyle.SHORT_STANDALONE : TextStyle.FULL;
        String name = month.getDisplayName(style, Locale.ENGLISH);
        if (style == TextStyle.SHORT_STANDALONE) {
            name = name.substring(0, 3);
        }
        return as.equals(as.toUpperCase(Locale.ROOT)) ? name.toUpperCase(Locale.ROOT) : name;
    }

    private static String days(Matcher date, LocalDate to) {
        String day = like(date.group("d"), to.getDayOfMonth());
        return date.group("th") == null ? day : day + ordinal(to.getDayOfMonth());
    }

    private static String ordinal(int day) {
        if (day / 10 == 1) {
            return "th";
        }
        return switch (day % 10) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
    }

    private static int number(Matcher date, String group) {
        return Integer.parseInt(date.group(group));
    }

    /** With a leading zero where the source has two places. */
    private static String like(String as, int number) {
        return as.length() == 2 ? two(number) : Integer.toString(number);
    }

    private static String two(int number) {
        return String.format(Locale.ROOT, "%02d", number);
    }
}
