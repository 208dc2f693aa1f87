package portcullis.privacy.entities;

import static portcullis.privacy.entities.Check.raises;
import static portcullis.privacy.entities.Check.when;
import static portcullis.privacy.entities.Checksums.compact;

import java.util.List;
import portcullis.privacy.EntityType;

/** Person and tax numbers of India, Singapore, Korea and Thailand. */
final class AsianIds {
    private static final String BASE_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static final String KOREAN = "rrn korea korean resident jumin frn 주민등록번호 주민번호 외국인등록번호";
    private static final String BIRTH = "[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])";

    private AsianIds() {}

    static List<Rule> rules() {
        return List.of(
                number("aadhaar", 12, "aadhaar aadhar uid uidai")
                        .base(0.45)
                        .need(Need.CHECK_OR_WORD)
                        .check(value -> when(Checksums.verhoeff(compact(value))))
                        .pattern("[2-9][0-9]{3}[ :-]?[0-9]{4}[ :-]?[0-9]{4}"),
                number("in-abha", 14, "abha ayushman health")
                        .base(0.45)
                        .need(Need.WORD)
                        .pattern("[0-9]{2}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}"),
                mixed("in-pan", "pan income tax permanent")
                        .base(0.75)
                        .pattern("[A-Z]{3}[ABCFGHJLPT][A-Z][0-9]{4}[A-Z]"),
                mixed("in-pan-loose", "pan income tax permanent")
                        .base(0.35)
                        .pattern("(?i:[A-Z]{5}[0-9]{4}[A-Z])|[A-Z][0-9]{4}[A-Z]{5}"),
                mixed("in-gstin", "gstin gst")
                        .base(0.75)
                        .check(AsianIds::gst)
                        .pattern("[0-3][0-9][A-Z]{5}[0-9]{4}[A-Z][1-9A-Z]Z[0-9A-Z]"),
                mixed("in-voter", "voter epic electoral vote")
                        .base(0.45)
                        .check(PublicRecords::unlessPublic)
                        .pattern("(?i:[a-z]{3})[0-9]{7}"),
                mixed("sg-nric", "nric fin uin singapore")
                        .base(0.60)
                        .check(AsianIds::singapore)
                        .pattern("(?i:[STFGM][0-9]{7}[A-Z])"),
                number("kr-rrn", 13, KOREAN)
                        .base(0.60)
                        .check(value -> raises(korean(compact(value))))
                        .pattern(BIRTH + "-[0-9][0-9]{6}"),
                number("kr-rrn-bare", 13, KOREAN)
                        .base(0.20)
                        .check(value -> raises(korean(value)))
                        .pattern(BIRTH + "[0-9][0-9]{6}"),
                number("th-id", 13, "thai thailand tnin บัตรประชาชน")
                        .base(0.20)
                        .need(Need.CHECK_OR_WORD)
                        .check(value -> when(thai(compact(value))))
                        .pattern("[1-8][ -]?[0-9]{4}[ -]?[0-9]{5}[ -]?[0-9]{2}[ -]?[0-9]"));
    }

    private static Rule.Draft mixed(String id, String context) {
        return Rule.of(id, EntityType.TAXID, Anchor.MIXED).context(context);
    }

    private static Rule.Draft number(String id, int digits, String context) {
        return Rule.of(id, EntityType.TAXID, Anchor.NUMBER).digits(digits).context(context);
    }

    /** States are 01 to 37; the check character (Luhn mod 36) only raises. */
    private static Check.Answer gst(String value) {
        int state = Integer.parseInt(value.substring(0, 2));
        if (state < 1 || state > 37) {
            return Check.Answer.FAILED;
        }
        int sum = 0;
        for (int at = 0; at < 14; at++) {
            int part = BASE_36.indexOf(value.charAt(at)) * (at % 2 + 1);
            sum += part / 36 + part % 36;
        }
        return raises(BASE_36.charAt((36 - sum % 36) % 36) == value.charAt(14));
    }

    /** Weights 2 7 6 5 4 3 2 mod 11; the letters of the newest series are not published. */
    private static Check.Answer singapore(String value) {
        String plain = compact(value);
        char series = plain.charAt(0);
        if (series == 'M') {
            return Check.Answer.NONE;
        }
        int more = series == 'T' || series == 'G' ? 4 : 0;
        int rest = (Checksums.weighted(plain.substring(1), 2, 7, 6, 5, 4, 3, 2) + more) % 11;
        String letters = series == 'S' || series == 'T' ? "JZIHGFEDCBA" : "XWUTRQPNMLK";
        return when(letters.charAt(rest) == plain.charAt(8));
    }

    /** Weights 2 to 9 and 2 to 5, mod 11; numbers given since 2020 have no check digit. */
    private static boolean korean(String digits) {
        int sum = Checksums.weighted(digits, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5);
        return (11 - sum % 11) % 10 == digits.charAt(12) - '0';
    }

    /** Weights 13 to 2, mod 11. */
    private static boolean thai(String digits) {
        int sum = Checksums.weighted(digits, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2);
        return (11 - sum % 11) % 10 == digits.charAt(12) - '0';
    }
}
