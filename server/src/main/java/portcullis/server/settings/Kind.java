package portcullis.server.settings;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import portcullis.kernel.Network;

/**
 * What a value may look like, said once for the check, the error and the reference page.
 *
 * @param expects completes the sentence "must be …"
 * @param secrecy how much of the value may be shown, and whether it may stand in the file
 */
record Kind(String expects, Predicate<String> accepts, Secrecy secrecy) {

    /** How much of a value may be shown. */
    enum Secrecy {
        OPEN,
        /** An address that may carry a password: shown without it, never written into the file. */
        ADDRESS,
        SECRET
    }

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");
    private static final Pattern USER_INFO = Pattern.compile("//[^/@]*@");
    private static final Pattern PASSWORD = Pattern.compile("(?i)(password=)[^&]*");

    static Kind text(String expects) {
        return open(expects, value -> value.length() <= 4096);
    }

    static Kind name() {
        return open(
                "a name: 1-128 letters, digits and . _ : / @ + -",
                value -> NAME.matcher(value).matches());
    }

    static Kind names(String expects) {
        return open(expects, value -> value.length() <= 4096);
    }

    static Kind network() {
        return open(
                "a network such as 10.0.0.0/8 or 2001:db8::/32",
                value -> Network.parse(value).isPresent());
    }

    static Kind networks() {
        return open(
                "networks such as 10.0.0.0/8, separated by commas",
                value ->
                        value.isBlank()
                                || Arrays.stream(value.split(",", -1))
                                        .allMatch(one -> Network.parse(one.strip()).isPresent()));
    }

    static Kind number(long from, long to) {
        return open(
                "a whole number from " + from + " to " + to,
                value ->
                        NUMBER.matcher(value).matches()
                                && Long.parseLong(value) >= from
                                && Long.parseLong(value) <= to);
    }

    static Kind factor(int from, int to) {
        return open(
                "a number from " + from + " to " + to,
                value ->
                        DECIMAL.matcher(value).matches()
                                && Double.parseDouble(value) >= from
                                && Double.parseDouble(value) <= to);
    }

    static Kind flag() {
        return open("true or false", value -> value.equals("true") || value.equals("false"));
    }

    static Kind choice(String... choices) {
        List<String> all = List.of(choices);
        return open(
                all.size() == 1 ? all.getFirst() : "one of " + String.join(", ", all),
                all::contains);
    }

    static Kind span(String from, String to) {
        Duration least = Units.span(from).orElseThrow();
        Duration most = Units.span(to).orElseThrow();
        return open(
                "a time span with its unit (ms, s, m, h, d) from " + from + " to " + to,
                value ->
                        Units.span(value)
                                .filter(span -> span.compareTo(least) >= 0)
                                .filter(span -> span.compareTo(most) <= 0)
                                .isPresent());
    }

    static Kind size(String from, String to) {
        long least = Units.size(from).orElseThrow();
        long most = Units.size(to).orElseThrow();
        return open(
                "a size in bytes or with KB, MB, GB, KiB, MiB, GiB from " + from + " to " + to,
                value ->
                        Units.size(value)
                                .filter(size -> size >= least && size <= most)
                                .isPresent());
    }

    static Kind rate() {
        return open(
                "a number per time up to a day: 60/min, 1000/day, 100/30s",
                value -> Units.rate(value).filter(Kind::countable).isPresent());
    }

    /** The same in bytes, of which there are more. */
    static Kind volume() {
        return open(
                "bytes per time up to a day: 200000000/day",
                value ->
                        Units.rate(value)
                                .filter(rate -> rate.period().compareTo(Duration.ofDays(1)) <= 0)
                                .filter(rate -> rate.count() >= 1)
                                .isPresent());
    }

    static Kind money() {
        return open("an amount per day: 50.00/day", value -> Units.money(value).isPresent());
    }

    static Kind amount() {
        return open("an amount of money: 50.00", value -> Units.amount(value).isPresent());
    }

    static Kind zone() {
        return open(
                "a time zone such as UTC or Europe/Berlin",
                value -> ZoneId.getAvailableZoneIds().contains(value));
    }

    static Kind address() {
        return open("an http or https address", Kind::isHttp);
    }

    static Kind database() {
        return new Kind(
                "embedded or a PostgreSQL address; one with a password only as ${VARIABLE} or"
                        + " file:PATH",
                value ->
                        value.equals("embedded")
                                || value.startsWith("postgres://")
                                || value.startsWith("postgresql://")
                                || value.startsWith("jdbc:postgresql://"),
                Secrecy.ADDRESS);
    }

    static Kind redis() {
        return new Kind(
                "none or an address redis://host:port or rediss://host:port; one with a password"
                        + " only as ${VARIABLE} or file:PATH",
                value ->
                        value.equals("none")
                                || value.matches("rediss?://[^\\s/]+(/\\d{1,4})?(\\?\\S*)?"),
                Secrecy.ADDRESS);
    }

    static Kind secret() {
        return new Kind(
                "${VARIABLE} or file:PATH; a secret never stands in the file itself",
                value -> !value.isEmpty(),
                Secrecy.SECRET);
    }

    /** The value as it may be shown to the operator. */
    String masked(String value) {
        return switch (secrecy) {
            case OPEN -> value;
            case ADDRESS -> shown(value);
            case SECRET -> value.isEmpty() ? "" : "********";
        };
    }

    /** True when the value would betray a secret if it stood in a file. */
    boolean betrays(String value) {
        return switch (secrecy) {
            case OPEN -> false;
            case ADDRESS -> !shown(value).equals(value);
            case SECRET -> true;
        };
    }

    private static String shown(String value) {
        String open = USER_INFO.matcher(value).replaceAll("//********@");
        return PASSWORD.matcher(open).replaceAll("$1********");
    }

    private static Kind open(String expects, Predicate<String> accepts) {
        return new Kind(expects, accepts, Secrecy.OPEN);
    }

    private static boolean countable(Rate rate) {
        boolean fits = rate.period().compareTo(Duration.ofDays(1)) <= 0;
        return fits && rate.count() >= 1 && rate.count() <= 100_000_000;
    }

    private static boolean isHttp(String value) {
        try {
            URI uri = URI.create(value);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
