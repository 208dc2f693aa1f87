package portcullis.server.accuracy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Makers of dates, addresses of machines and pages, documents, keys and other secrets. */
final class InventedCodes {
    private static final String EITHER = Dice.UPPER + Dice.LOWER + Dice.DIGITS;

    private InventedCodes() {}

    /** A value under the name of its type. */
    static Map<String, Function<Dice, String>> makers() {
        Map<String, Function<Dice, String>> makers = new TreeMap<>();
        makers.put("DATE", InventedCodes::date);
        makers.put("URL", InventedCodes::url);
        makers.put("EMAIL", InventedCodes::mail);
        makers.put("IP", InventedCodes::ip);
        makers.put("PHONE", InventedCodes::phone);
        makers.put("MAC_ADDRESS", InventedCodes::mac);
        makers.put(
                "US_PASSPORT",
                dice -> dice.one(dice.digits(9), dice.text(Dice.UPPER, 1) + dice.digits(8)));
        makers.put("MRN", dice -> dice.one("", "A", "H-") + dice.digits(6 + dice.below(4)));
        makers.put("JWT", InventedCodes::jwt);
        makers.put("CLOUD_KEY", InventedCodes::key);
        makers.put("PRIVATE_KEY", InventedCodes::privateKey);
        makers.put("CONNECTION_STRING", InventedCodes::connection);
        return makers;
    }

    private static String date(Dice dice) {
        int year = 1920 + dice.below(106);
        int month = 1 + dice.below(12);
        int day = 1 + dice.below(28);
        String[] names = {
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December"
        };
        String name = names[month - 1];
        String brief = name.substring(0, 3);
        return dice.one(
                String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day),
                String.format(Locale.ROOT, "%d/%d/%d", month, day, year),
                String.format(Locale.ROOT, "%02d/%02d/%02d", day, month, year % 100),
                String.format(Locale.ROOT, "%02d.%02d.%d", day, month, year),
                String.format(Locale.ROOT, "%d-%d-%d", month, day, year),
                String.format(Locale.ROOT, "%04d/%02d/%02d", year, month, day),
                name + " " + day + ", " + year,
                day + " " + brief + " " + year,
                brief + " " + day,
                String.format(Locale.ROOT, "%02d-%s-%d", day, brief.toUpperCase(Locale.ROOT), year),
                day + "th of " + name,
                name + " " + year,
                String.format(Locale.ROOT, "%04d-%02d-%02dT10:30:00Z", year, month, day));
    }

    private static String url(Dice dice) {
        String host =
                dice.word()
                        + "-"
                        + dice.word()
                        + dice.one(".example.org", ".test", ".example.com", ".co.uk");
        String path =
                dice.one(
                        "",
                        "/",
                        "/" + dice.word(),
                        "/p/" + dice.digits(5) + "?id=" + dice.digits(3),
                        "/a#" + dice.word());
        return dice.one("https://", "http://", "www.", "https://www.", "ftp://") + host + path;
    }

    private static String mail(Dice dice) {
        return dice.word()
                + dice.one(".", "_", "+", "")
                + dice.word()
                + dice.one("", dice.digits(2))
                + "@"
                + dice.word()
                + dice.one(".example.org", ".test", ".co.uk", ".museum");
    }

    private static String ip(Dice dice) {
        String four =
                dice.below(256)
                        + "."
                        + dice.below(256)
                        + "."
                        + dice.below(256)
                        + "."
                        + dice.below(256);
        String hex = Dice.DIGITS + "abcdef";
        String six =
                "2001:db8:"
                        + dice.text(hex, 4)
                        + ":"
                        + dice.text(hex, 4)
                        + ":"
                        + dice.text(hex, 4)
                        + ":"
                        + dice.text(hex, 4)
                        + ":"
                        + dice.text(hex, 4)
                        + ":"
                        + dice.text(hex, 4);
        return dice.one(
                four,
                four,
                six,
                "fe80::" + dice.text(hex, 4) + ":" + dice.text(hex, 3),
                "::ffff:" + four);
    }

    private static String phone(Dice dice) {
        String area = dice.number(2, 9, 1) + dice.digits(2);
        String office = dice.number(2, 9, 1) + dice.digits(2);
        String last = dice.digits(4);
        return dice.one(
                "(" + area + ") " + office + "-" + last,
                area + "-" + office + "-" + last,
                area + "." + office + "." + last,
                "+1 " + area + " " + office + " " + last,
                "+44 20 7946 0" + dice.digits(3),
                "020 7946 0" + dice.digits(3),
                "+49 30 " + dice.digits(8),
                "07700 900" + dice.digits(3),
                "+33 1 " + Dice.grouped(dice.digits(8), " ", 2, 2, 2, 2));
    }

    private static String mac(Dice dice) {
        String hex = dice.text(Dice.DIGITS + dice.one("abcdef", "ABCDEF"), 12);
        return dice.below(5) == 0
                ? Dice.grouped(hex, ".", 4, 4, 4)
                : Dice.grouped(hex, dice.one(":", "-"), 2, 2, 2, 2, 2, 2);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String jwt(Dice dice) {
        String head = "{\"alg\":\"" + dice.one("HS256", "RS256", "ES256") + "\",\"typ\":\"JWT\"}";
        String body = "{\"sub\":\"" + dice.digits(10) + "\",\"iat\":" + dice.digits(10) + "}";
        return encoded(head) + "." + encoded(body) + "." + dice.text(EITHER + "_-", 43);
    }

    private static String key(Dice dice) {
        return dice.one(
                dice.one("AKIA", "ASIA") + dice.text(Dice.UPPER + Dice.DIGITS, 16),
                "AIza" + dice.text(EITHER + "_-", 35),
                dice.one("ghp_", "gho_", "ghs_") + dice.text(EITHER, 36),
                "sk-" + dice.text(EITHER, 48),
                dice.one("sk_live_", "rk_live_", "pk_test_") + dice.text(EITHER, 24),
                "SG." + dice.text(EITHER, 22) + "." + dice.text(EITHER, 43),
                "xoxb-" + dice.digits(12) + "-" + dice.digits(12) + "-" + dice.text(EITHER, 24),
                "glpat-" + dice.text(EITHER, 20),
                "hf_" + dice.text(EITHER, 34),
                "npm_" + dice.text(EITHER, 36),
                "ya29." + dice.text(EITHER + "_-", 60),
                "SK" + dice.text(Dice.DIGITS + "abcdef", 32),
                "sk-ant-api03-" + dice.text(EITHER + "_-", 80),
                "dop_v1_" + dice.text(Dice.DIGITS + "abcdef", 64));
    }

    private static String privateKey(Dice dice) {
        String name = dice.one("RSA ", "EC ", "OPENSSH ", "", "ENCRYPTED ");
        StringBuilder body = new StringBuilder();
        for (int line = 2 + dice.below(20); line > 0; line--) {
            body.append(dice.text(EITHER + "+/", 64)).append('\n');
        }
        return "-----BEGIN "
                + name
                + "PRIVATE KEY-----\n"
                + body
                + "-----END "
                + name
                + "PRIVATE KEY-----";
    }

    private static String connection(Dice dice) {
        String user = dice.word();
        String password = dice.text(EITHER, 12);
        String host = dice.word() + ".example.net";
        return dice.one(
                dice.one("postgres", "mysql", "mongodb+srv", "redis", "amqp", "postgresql")
                        + "://"
                        + user
                        + ":"
                        + password
                        + "@"
                        + host
                        + ":5432/"
                        + dice.word(),
                "Server="
                        + host
                        + ",1433;Database="
                        + dice.word()
                        + ";User Id="
                        + user
                        + ";Password="
                        + password
                        + ";",
                "jdbc:postgresql://" + host + "/db?user=" + user + "&password=" + password,
                "DefaultEndpointsProtocol=https;AccountName="
                        + user
                        + ";AccountKey="
                        + dice.text(EITHER + "+/", 86)
                        + "==;EndpointSuffix=core.windows.net",
                "host="
                        + host
                        + " port=5432 user="
                        + user
                        + " password="
                        + password
                        + " dbname="
                        + dice.word());
    }
}
