package portcullis.privacy.entities;

import static portcullis.privacy.entities.Check.when;
import static portcullis.privacy.entities.Checksums.compact;

import java.util.List;
import portcullis.privacy.EntityType;

/** Further national numbers with a distinctive shape; checks only raise a score. */
final class NationalIds {
    private NationalIds() {}

    static List<Rule> rules() {
        return List.of(
                mixed("in-pan", "pan income tax permanent")
                        .base(0.75)
                        .pattern("[A-Z]{3}[ABCFGHJLPT][A-Z][0-9]{4}[A-Z]"),
                mixed("in-pan-loose", "pan income tax permanent")
                        .base(0.35)
                        .pattern("[A-Z]{5}[0-9]{4}[A-Z]|[A-Z][0-9]{4}[A-Z]{5}"),
                mixed("in-gstin", "gstin gst")
                        .base(0.75)
                        .pattern("[0-3][0-9][A-Z]{5}[0-9]{4}[A-Z][1-9A-Z]Z[0-9A-Z]"),
                mixed("in-voter", "voter epic electoral vote")
                        .base(0.45)
                        .pattern("(?i:[a-z]{3})[0-9]{7}"),
                mixed("es-nie", "nie nif dni")
                        .base(0.75)
                        .distinctive()
                        .check(NationalIds::nie)
                        .pattern("(?i:[XYZ][0-9]{7}-?[A-Z])"),
                mixed("es-nif", "nif dni")
                        .base(0.60)
                        .need(Need.CHECK_OR_WORD)
                        .check(NationalIds::nie)
                        .pattern("[0-9]{8}-?[A-Z]"),
                mixed("it-fiscal", "fiscale fiscal codice")
                        .base(0.75)
                        .distinctive()
                        .pattern(
                                "(?i:[A-Z]{6}[0-9L-NP-V]{2}[A-EHLMPR-T][0-9L-NP-V]{2}[A-Z][0-9"
                                        + "L-NP-V]{3}[A-Z])"),
                mixed("uk-nino", "nino ni insurance")
                        .base(0.75)
                        .distinctive()
                        .pattern(
                                "(?i:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]) ?[0-9]{2} ?[0-9]{2} "
                                        + "?[0-9]{2} ?[A-Da-d]"),
                number("se-pnr", 10, "personnummer pnr")
                        .base(0.45)
                        .need(Need.CHECK_OR_WORD)
                        .check(NationalIds::swedish)
                        .pattern("(?:19|20)?[0-9]{6}[-+]?[0-9]{4}"),
                number("za-id", 13, "id rsa south african")
                        .base(0.45)
                        .need(Need.CHECK_OR_WORD)
                        .check(value -> when(Checksums.luhn(value)))
                        .pattern("[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{7}"),
                number("tr-id", 11, "tc tckn kimlik")
                        .base(0.45)
                        .need(Need.CHECK_OR_WORD)
                        .strongCheck(NationalIds::turkish)
                        .pattern("[1-9][0-9]{10}"),
                number("long-number", 11, "id number identity national")
                        .base(0.20)
                        .pattern("[0-9]{11,18}"));
    }

    private static Rule.Draft mixed(String id, String context) {
        return Rule.of(id, EntityType.TAXID, Anchor.MIXED).context(context);
    }

    private static Rule.Draft number(String id, int digits, String context) {
        return Rule.of(id, EntityType.TAXID, Anchor.NUMBER).digits(digits).context(context);
    }

    private static Check.Answer nie(String value) {
        String plain = compact(value);
        int lead = "XYZ".indexOf(plain.charAt(0));
        String digits =
                (lead < 0 ? "" : lead) + plain.substring(lead < 0 ? 0 : 1, plain.length() - 1);
        char letter = "TRWAGMYFPDXBNJZSQVHLCKE".charAt(Integer.parseInt(digits) % 23);
        return when(letter == plain.charAt(plain.length() - 1));
    }

    private static Check.Answer swedish(String value) {
        String digits = compact(value);
        return when(Checksums.luhn(digits.substring(digits.length() - 10)));
    }

    private static Check.Answer turkish(String digits) {
        int odd = Checksums.weighted(digits, 1, 0, 1, 0, 1, 0, 1, 0, 1);
        int even = Checksums.weighted(digits, 0, 1, 0, 1, 0, 1, 0, 1);
        int tenth = Math.floorMod(odd * 7 - even, 10);
        int last = (odd + even + tenth) % 10;
        return when(digits.charAt(9) - '0' == tenth && digits.charAt(10) - '0' == last);
    }
}
