package portcullis.privacy.entities;

import static portcullis.privacy.entities.Check.unless;
import static portcullis.privacy.entities.Checksums.compact;

import java.util.List;
import java.util.regex.Pattern;
import portcullis.privacy.EntityType;

/** Telephone and fax numbers: North American, international, national with a leading zero. */
final class Phones {
    private Phones() {}

    private static final String CONTEXT =
            "tel telephone phone phones mobile cell cellular call called calls calling pager c"
                    + "ontact desk"
                    + " office ph whatsapp text reach hotline number";
    private static final String EXTENSION =
            "(?:[ ,]{0,2}(?:x|X|ext\\.?|Ext\\.?|extension)[ .:]{0,2}[0-9]{1,6})?";
    private static final String NANP =
            "(?:\\+?1[ .-]{0,2})?(?:\\( ?[0-9]{3} ?\\)[ .-]{0,2}[0-9]{3}[ .-]?|[0-9]{3}[ ./_-]["
                    + "0-9]{3}[ ./_-])[0-9]{4}"
                    + EXTENSION;
    private static final String WORLD = "\\+[0-9](?:[ .()-]{0,2}[0-9]){6,14}+" + EXTENSION;
    private static final String NATIONAL =
            "\\(?0[0-9]{1,4}\\)?[ .-][0-9]{3,8}(?:[ .-][0-9]{3,4})?" + EXTENSION;
    private static final String PREFIXED =
            "[0-9]{1,3}[ .-]\\(?[0-9]{3}\\)?[ .-][0-9]{3}[ .-][0-9]{4}";

    private static final Pattern DECIMAL = Pattern.compile("0[0-9]{0,2}\\.[0-9]+");

    static List<Rule> rules() {
        return List.of(
                Rule.of("fax", EntityType.FAX, Anchor.DIAL)
                        .digits(7)
                        .base(0.80)
                        .context("fax facsimile")
                        .need(Need.WORD)
                        .pattern(
                                NANP
                                        + "|"
                                        + WORLD
                                        + "|"
                                        + NATIONAL
                                        + "|[0-9]{3}[ .-][0-9]{4}|[0-9]{10,11}"),
                dial("phone-nanp", 10).base(0.75).check(Phones::nanp).pattern(NANP),
                dial("phone-world", 7).base(0.75).distinctive().pattern(WORLD),
                dial("phone-national", 9).base(0.75).check(Phones::national).pattern(NATIONAL),
                dial("phone-prefixed", 10).base(0.75).pattern(PREFIXED),
                dial("phone-local", 7)
                        .base(0.60)
                        .need(Need.WORD)
                        .trapAfter("[ -]?(?:mg|ml|mL|units|[/-]?[0-9])")
                        .pattern("[0-9]{3}[ .-][0-9]{4}" + EXTENSION),
                dial("phone-bare", 10).base(0.20).pattern("1?[1-9][0-9]{9}|0[0-9]{9,10}"));
    }

    private static Rule.Draft dial(String id, int digits) {
        return Rule.of(id, EntityType.PHONE, Anchor.DIAL).digits(digits).context(CONTEXT);
    }

    /** Area and exchange begin with 2-9; a bracketed number stays whatever its range (SCR-64). */
    private static Check.Answer nanp(String value) {
        String digits = digits(value);
        int area = digits.length() - 10;
        boolean right = area >= 0 && digits.charAt(area) > '1' && digits.charAt(area + 3) > '1';
        return right || value.startsWith("(") ? Check.Answer.NONE : Check.Answer.FAILED;
    }

    /** The digits before the extension. */
    private static String digits(String value) {
        int end = 0;
        while (end < value.length() && "xXeE".indexOf(value.charAt(end)) < 0) {
            end++;
        }
        return compact(value.substring(0, end));
    }

    private static Check.Answer national(String value) {
        int digits = digits(value).length();
        return unless(digits < 9 || digits > 12 || DECIMAL.matcher(value).matches());
    }
}
