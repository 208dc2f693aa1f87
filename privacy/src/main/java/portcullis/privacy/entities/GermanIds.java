package portcullis.privacy.entities;

import static portcullis.privacy.entities.Check.raises;
import static portcullis.privacy.entities.Check.when;
import static portcullis.privacy.entities.Checksums.compact;

import java.util.List;
import portcullis.privacy.EntityType;

/** German numbers of people, physicians and practices, beside the insured person's. */
final class GermanIds {
    private GermanIds() {}

    static List<Rule> rules() {
        return List.of(
                Rule.of("de-tax", EntityType.TAXID, Anchor.NUMBER)
                        .digits(11)
                        .base(0.20)
                        .context(
                                "steuer steuerid steuernummer idnr identifikationsnummer tin"
                                        + " steueridentifikationsnummer")
                        .need(Need.CHECK_OR_WORD)
                        .check(value -> when(taxNumber(compact(value))))
                        .pattern("[1-9][0-9][ /]?[0-9]{3}[ /]?[0-9]{3}[ /]?[0-9]{3}"),
                Rule.of("de-pension", EntityType.TAXID, Anchor.NUMBER)
                        .digits(8)
                        .base(0.70)
                        .context(
                                "rvnr rentenversicherung rentenversicherungsnummer versicherung"
                                        + " sozialversicherungsnummer svnr")
                        .distinctive()
                        .check(value -> when(pension(compact(value))))
                        .pattern(
                                "[0-9]{2}[ ]?(?:0[1-9]|[12][0-9]|3[01]|[5-7][0-9]|8[01])"
                                        + "(?:0[1-9]|1[0-2])[0-9]{2}[ ]?[A-Z][ ]?[0-9]{2}[ ]?[0-9]"),
                Rule.of("de-physician", EntityType.LICENCE, Anchor.NUMBER)
                        .digits(9)
                        .base(0.20)
                        .context(
                                "lanr arztnummer arzt bsnr betriebsstaettennummer"
                                        + " betriebsstättennummer betriebsstätte")
                        .need(Need.WORD)
                        .check(value -> raises(physician(value)))
                        .pattern("[0-9]{9}"),
                Rule.of("de-document", EntityType.LICENCE, Anchor.MIXED)
                        .base(0.45)
                        .context("passport reisepass pass travel ausweis personalausweis")
                        .need(Need.CHECK_OR_WORD)
                        .check(
                                value ->
                                        when(
                                                Checksums.travel(
                                                        value.toUpperCase(java.util.Locale.ROOT))))
                        .pattern("(?i:[CFGHJKL][CFGHJKLMNPRTVWXYZ0-9]{7}[0-9])"));
    }

    /** ISO 7064 mod 11,10. */
    private static boolean taxNumber(String digits) {
        int product = 10;
        for (int at = 0; at < 10; at++) {
            int sum = (digits.charAt(at) - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == digits.charAt(10) - '0';
    }

    /** The letter counts as two digits; weights 2 1 2 5 7 1 2 1 2 1 2 1, cross sums, mod 10. */
    private static boolean pension(String value) {
        int letter = value.charAt(8) - 64;
        String digits = value.substring(0, 8) + letter / 10 + letter % 10 + value.substring(9, 11);
        int[] weights = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
        int sum = 0;
        for (int at = 0; at < weights.length; at++) {
            int part = (digits.charAt(at) - '0') * weights[at];
            sum += part / 10 + part % 10;
        }
        return sum % 10 == value.charAt(11) - '0';
    }

    /** The seventh digit completes the first six with weights 4 and 9; the rest is a speciality. */
    private static boolean physician(String digits) {
        int sum = Checksums.weighted(digits, 4, 9, 4, 9, 4, 9);
        return (10 - sum % 10) % 10 == digits.charAt(6) - '0';
    }
}
