package portcullis.privacy.entities;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import portcullis.privacy.EntityType;

/** International bank account numbers (J): country, its length, ISO 7064 mod 97-10. */
final class Ibans {
    /** Length and countries of the SWIFT IBAN registry, grouped by length. */
    private static final List<String> LENGTHS =
            List.of(
                    "15 NO",
                    "16 BE BI",
                    "18 DK FO FI GL NL SD",
                    "19 MK SI",
                    "20 AT BA EE KZ LT LU XK MN",
                    "21 HR LV LI CH",
                    "22 BH BG CR GE DE IE ME RS GB VA",
                    "23 GI IQ IL TL AE OM SO",
                    "24 AD CZ MD PK RO SA SK ES SE TN VG DZ",
                    "25 PT AO CV GW MZ ST LY",
                    "26 IS TR",
                    "27 FR GR IT MR MC SM DJ BF CM CG GA GQ MG CF",
                    "28 AL AZ BY CY DO GT HU LB PL SV NI BJ CI ML MA NE SN TG TD HN KM",
                    "29 BR PS QA UA EG",
                    "30 JO KW MU YE",
                    "31 MT SC",
                    "32 LC",
                    "33 RU");

    private Ibans() {}

    static List<Rule> rules() {
        String spaced = LENGTHS.stream().map(Ibans::spaced).collect(Collectors.joining("|"));
        String plain = LENGTHS.stream().map(Ibans::plain).collect(Collectors.joining("|"));
        return List.of(
                Rule.of("iban", EntityType.IBAN, Anchor.MIXED)
                        .base(0.70)
                        .context("iban account bank transfer sepa")
                        .distinctive()
                        .strongCheck(value -> Check.when(Checksums.iban(Checksums.compact(value))))
                        .pattern(spaced + "|" + plain));
    }

    private static String countries(String line) {
        return Stream.of(line.split(" ")).skip(1).collect(Collectors.joining("|"));
    }

    private static int rest(String line) {
        return Integer.parseInt(line.substring(0, 2)) - 4;
    }

    private static String spaced(String line) {
        return "(?:" + countries(line) + ")[0-9]{2}(?:[ -]?[A-Z0-9]){" + rest(line) + "}";
    }

    private static String plain(String line) {
        return "(?i:(?:" + countries(line) + ")[0-9]{2}[A-Z0-9]{" + rest(line) + "})";
    }
}
