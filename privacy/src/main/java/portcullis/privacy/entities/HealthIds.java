package portcullis.privacy.entities;

import static portcullis.privacy.entities.Check.when;
import static portcullis.privacy.entities.Checksums.compact;

import java.util.List;
import portcullis.privacy.EntityType;

/** Numbers of health services and insurers (I and the international table). */
final class HealthIds {
    private HealthIds() {}

    private static final String A = "[AC-HJKMNP-RT-Yac-hjkmnp-rt-y]";
    private static final String AN = "[AC-HJKMNP-RT-Yac-hjkmnp-rt-y0-9]";

    static List<Rule> rules() {
        return List.of(
                Rule.of("mbi", EntityType.HEALTHID, Anchor.MIXED)
                        .base(0.75)
                        .distinctive()
                        .context("mbi medicare beneficiary")
                        .pattern(
                                "[1-9]"
                                        + A
                                        + AN
                                        + "[0-9]-?"
                                        + A
                                        + AN
                                        + "[0-9]-?"
                                        + A
                                        + "{2}[0-9]{2}"),
                Rule.of("nhs", EntityType.HEALTHID, Anchor.NUMBER)
                        .digits(10)
                        .base(0.20)
                        .context("nhs chi hsc")
                        .need(Need.CHECK_OR_WORD)
                        .check(value -> when(Checksums.nhs(compact(value))))
                        .pattern("[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}"),
                Rule.of("bc-phn", EntityType.HEALTHID, Anchor.NUMBER)
                        .digits(10)
                        .base(0.20)
                        .context("phn bc msp health")
                        .need(Need.CHECK_OR_WORD)
                        .check(HealthIds::phn)
                        .pattern("9[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}"),
                Rule.of("ramq", EntityType.HEALTHID, Anchor.CODE)
                        .base(0.60)
                        .context("ramq nam assurance maladie health")
                        .check(HealthIds::quebec)
                        .pattern("[A-Z]{4} [0-9]{4} [0-9]{4}"),
                Rule.of("ramq-joined", EntityType.HEALTHID, Anchor.MIXED)
                        .base(0.60)
                        .context("ramq nam assurance maladie health")
                        .check(HealthIds::quebec)
                        .pattern("[A-Z]{4}[0-9]{4} ?[0-9]{4}"),
                Rule.of("ohip", EntityType.HEALTHID, Anchor.NUMBER)
                        .digits(10)
                        .base(0.45)
                        .context("ohip ontario health card")
                        .need(Need.CHECK_OR_WORD)
                        .check(value -> when(Checksums.luhn(compact(value).substring(0, 10))))
                        .pattern("[1-9][0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}[ -]?[A-HJ-NP-Z]{1,2}"),
                Rule.of("chi", EntityType.HEALTHID, Anchor.NUMBER)
                        .digits(10)
                        .base(0.20)
                        .context("chi")
                        .need(Need.CHECK_OR_WORD)
                        .check(value -> when(Checksums.nhs(compact(value))))
                        .pattern(
                                "(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2}[ -]?[0-9]{4}"),
                Rule.of("ihi", EntityType.HEALTHID, Anchor.NUMBER)
                        .digits(16)
                        .base(0.60)
                        .context("ihi hpi healthcare")
                        .distinctive()
                        .check(value -> when(Checksums.luhn(compact(value))))
                        .pattern("8003[ -]?6[0-2][0-9]{2}[ -]?[0-9]{4}[ -]?[0-9]{4}"),
                Rule.of("hicn", EntityType.HEALTHID, Anchor.NUMBER)
                        .digits(9)
                        .base(0.45)
                        .context("hicn hic medicare claim")
                        .pattern("[0-9]{3}-?[0-9]{2}-?[0-9]{4}[-]?(?:[ABCDEFMTW][0-9A-Z]?)"),
                Rule.of("medicare-au", EntityType.HEALTHID, Anchor.NUMBER)
                        .digits(10)
                        .base(0.20)
                        .context("medicare")
                        .need(Need.CHECK_OR_WORD)
                        .check(HealthIds::medicare)
                        .pattern("[2-6][0-9]{3}[ -]?[0-9]{5}[ -]?[0-9](?:[ /-]?[0-9])?"),
                Rule.of("kvnr", EntityType.HEALTHID, Anchor.MIXED)
                        .base(0.75)
                        .context("kvnr versichertennummer krankenversicherung insurance")
                        .need(Need.CHECK_OR_WORD)
                        .check(HealthIds::kvnr)
                        .pattern("[A-Za-z][0-9]{9}"),
                Rule.of("health-card", EntityType.HEALTHID, Anchor.WORD)
                        .starts(
                                "ohip phin phn uli hcn health medicare medicaid ihi abha nhs h"
                                        + "ealthcard ramq nam chi hsc")
                        .base(0.75)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?i:ohip|phin|phn|uli|hcn|health ?(?:card|insurance)|medicare"
                                        + "|medicaid|ihi|abha|nhs|chi|hsc)"
                                        + Words.FIRM_LINK
                                        + "(?<v>[0-9](?:[ -]?[0-9]){7,15}(?:[ -]?[A-Z]{1,2})?)"),
                Rule.of("member-number", EntityType.HEALTHID, Anchor.WORD)
                        .starts(
                                "member policy group subscriber insurance medicaid hicn benefi"
                                        + "ciary medicare insured")
                        .base(0.75)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?i:member|policy|group|subscriber|insurance|medicaid|hicn|be"
                                        + "neficiary|medicare|insured)"
                                        + Words.FIRM_LINK
                                        + Words.CODE));
    }

    /**
     * Four letters of the name, then year, month (plus 50 for women), day of birth and two more.
     */
    private static Check.Answer quebec(String value) {
        String digits = compact(value).substring(4);
        int month = Integer.parseInt(digits.substring(2, 4)) % 50;
        int day = Integer.parseInt(digits.substring(4, 6));
        return Check.unless(month < 1 || month > 12 || day < 1 || day > 31);
    }

    private static Check.Answer phn(String value) {
        String digits = compact(value);
        int rest = Checksums.weighted(digits.substring(1), 2, 4, 8, 5, 10, 9, 7, 3) % 11;
        return when(11 - rest == digits.charAt(9) - '0');
    }

    private static Check.Answer medicare(String value) {
        String digits = compact(value);
        return when(
                Checksums.weighted(digits, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == digits.charAt(8) - '0');
    }

    /** The letter counts as two digits; weights 1 and 2 in turn, cross sums, mod 10. */
    private static Check.Answer kvnr(String value) {
        String plain = compact(value);
        String digits =
                String.format(java.util.Locale.ROOT, "%02d", plain.charAt(0) - 64)
                        + plain.substring(1, 9);
        int sum = 0;
        for (int at = 0; at < digits.length(); at++) {
            int part = (digits.charAt(at) - '0') * (at % 2 + 1);
            sum += part > 9 ? part - 9 : part;
        }
        return when(sum % 10 == plain.charAt(9) - '0');
    }
}
