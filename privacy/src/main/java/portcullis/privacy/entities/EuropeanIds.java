package portcullis.privacy.entities;

import static portcullis.privacy.entities.Check.when;
import static portcullis.privacy.entities.Checksums.compact;

import java.util.List;
import java.util.Locale;
import portcullis.privacy.EntityType;

/** Person numbers of Poland, Finland, Sweden, Italy, Spain and Turkey. */
final class EuropeanIds {
    private static final String FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    private static final int[] ITALIAN_ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    private EuropeanIds() {}

    static List<Rule> rules() {
        return List.of(
                mixed("es-nie", "nie nif dni")
                        .base(0.75)
                        .distinctive()
                        .check(EuropeanIds::spanish)
                        .pattern("(?i:[XYZ][0-9]{7}-?[A-Z])"),
                mixed("es-nif", "nie nif dni")
                        .base(0.60)
                        .need(Need.CHECK_OR_WORD)
                        .check(EuropeanIds::spanish)
                        .pattern("[0-9]{8}[A-Za-z]"),
                number("es-nif-parted", 8, "nie nif dni")
                        .base(0.45)
                        .need(Need.CHECK_OR_WORD)
                        .check(EuropeanIds::spanish)
                        .pattern("[0-9]{8}(?: ?- ?| )[A-Z]|[0-9]{2}\\.[0-9]{3}\\.[0-9]{3}-?[A-Z]"),
                mixed("it-fiscal", "fiscale fiscal codice cf")
                        .base(0.75)
                        .distinctive()
                        .check(EuropeanIds::italian)
                        .pattern(
                                "(?i:[A-Z]{6}[0-9L-NP-V]{2}[A-EHLMPR-T][0-9L-NP-V]{2}[A-Z][0-9"
                                        + "L-NP-V]{3}[A-Z])"),
                number("it-vat", 11, "iva partita piva vat")
                        .base(0.20)
                        .need(Need.CHECK_OR_WORD)
                        .check(
                                value ->
                                        when(
                                                !value.startsWith("0000000")
                                                        && Checksums.luhn(compact(value))))
                        .pattern("[0-9]{8}[ _-]?[0-9]{3}"),
                mixed("it-card", "carta identità identita patente passaporto documento")
                        .base(0.45)
                        .need(Need.WORD)
                        .pattern(
                                "(?i:[A-Z]{2}[0-9]{5}[A-Z]{2}|[A-Z]{2}[0-9]{7}[A-Z]?|U1[A-Z0-9]{7}[A-Z])"),
                number("se-pnr", 10, "personnummer pnr samordningsnummer")
                        .base(0.45)
                        .need(Need.CHECK_OR_WORD)
                        .check(EuropeanIds::swedish)
                        .pattern("(?:18|19|20)?[0-9]{6}[-+ ]?[0-9]{4}"),
                number("pl-pesel", 11, "pesel")
                        .base(0.20)
                        .need(Need.CHECK_OR_WORD)
                        .check(value -> when(polish(value)))
                        .pattern(
                                "[0-9]{2}[02468][1-9][0-3][0-9]{6}|[0-9]{2}[13579][0-2][0-3][0-9]{6}"),
                number("fi-hetu", 6, "hetu henkilötunnus henkilotunnus personbeteckning")
                        .base(0.75)
                        .distinctive()
                        .strongCheck(value -> when(finnish(value.toUpperCase(Locale.ROOT))))
                        .pattern(
                                "(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2}(?i:[-+A-FU-Y])"
                                        + "[0-9]{3}(?i:[0-9A-FHJ-NPR-Y])"),
                number("tr-id", 11, "tc tckn kimlik")
                        .base(0.20)
                        .need(Need.CHECK_OR_WORD)
                        .strongCheck(EuropeanIds::turkish)
                        .pattern("[1-9][0-9]{10}"));
    }

    private static Rule.Draft mixed(String id, String context) {
        return Rule.of(id, EntityType.TAXID, Anchor.MIXED).context(context);
    }

    private static Rule.Draft number(String id, int digits, String context) {
        return Rule.of(id, EntityType.TAXID, Anchor.NUMBER).digits(digits).context(context);
    }

    private static Check.Answer spanish(String value) {
        String plain = compact(value);
        int lead = "XYZ".indexOf(plain.charAt(0));
        String digits =
                (lead < 0 ? "" : lead) + plain.substring(lead < 0 ? 0 : 1, plain.length() - 1);
        char letter = "TRWAGMYFPDXBNJZSQVHLCKE".charAt(Integer.parseInt(digits) % 23);
        return when(letter == plain.charAt(plain.length() - 1));
    }

    /** Odd places by a table, even places by value, mod 26; letters may stand for digits. */
    private static Check.Answer italian(String value) {
        String plain = compact(value);
        int sum = 0;
        for (int at = 0; at < 15; at++) {
            char letter = plain.charAt(at);
            int worth = Character.isDigit(letter) ? letter - '0' : letter - 'A';
            sum += at % 2 == 0 ? ITALIAN_ODD[worth] : worth;
        }
        return when(plain.charAt(15) == 'A' + sum % 26);
    }

    private static Check.Answer swedish(String value) {
        String digits = compact(value);
        return when(Checksums.luhn(digits.substring(digits.length() - 10)));
    }

    /** Weights 1 3 7 9; months of other centuries are raised by twenties. */
    private static boolean polish(String digits) {
        int sum = Checksums.weighted(digits, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3);
        return (10 - sum % 10) % 10 == digits.charAt(10) - '0';
    }

    /** Birth date and number, mod 31. */
    private static boolean finnish(String value) {
        int number = Integer.parseInt(value.substring(0, 6) + value.substring(7, 10));
        return FINNISH.charAt(number % 31) == value.charAt(10);
    }

    private static Check.Answer turkish(String digits) {
        int odd = Checksums.weighted(digits, 1, 0, 1, 0, 1, 0, 1, 0, 1);
        int even = Checksums.weighted(digits, 0, 1, 0, 1, 0, 1, 0, 1);
        int tenth = Math.floorMod(odd * 7 - even, 10);
        int last = (odd + even + tenth) % 10;
        return when(digits.charAt(9) - '0' == tenth && digits.charAt(10) - '0' == last);
    }
}
