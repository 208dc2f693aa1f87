package portcullis.privacy.entities;

import java.util.List;
import portcullis.privacy.EntityType;

/** Postal codes (B): with a keyword or state; British and Canadian ones by shape. */
final class Postcodes {
    private Postcodes() {}

    private static final String STATES =
            "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT "
                    + "NE NV NH NJ NM NY"
                    + " NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR ON BC QC AB M"
                    + "B SK NS NB NL PE YT NT NU";

    static List<Rule> rules() {
        return List.of(
                Rule.of("zip", EntityType.POSTCODE, Anchor.WORD)
                        .starts("zip zipcode postcode postal postcodes")
                        .base(0.70)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?i:zip(?:code)?|postcodes?|postal)"
                                        + Words.LINK
                                        + "(?<v>[0-9]{5}(?:-[0-9]{4})?)"),
                Rule.of("zip-state", EntityType.POSTCODE, Anchor.WORD)
                        .starts(STATES.toLowerCase(java.util.Locale.ROOT))
                        .base(0.70)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?:"
                                        + STATES.replace(' ', '|')
                                        + "),?[ ]{1,2}(?<v>[0-9]{5}(?:-[0-9]{4})?)"),
                Rule.of("zip-near", EntityType.POSTCODE, Anchor.NUMBER)
                        .digits(5)
                        .base(0.60)
                        .context("zip zipcode postal postcode lived lives")
                        .need(Need.WORD)
                        .pattern("[0-9]{5}(?:-[0-9]{4})?"),
                Rule.of("zip-line", EntityType.POSTCODE, Anchor.NUMBER)
                        .digits(5)
                        .base(0.35)
                        .open(
                                "(?<=\\p{L}[ ,.]{0,2}\\r?\\n[ \\t]{0,12})"
                                        + "[0-9]{5}(?:-[0-9]{4})?(?=[ \\t]{0,4}(?:[\\r\\n]|$))"),
                Rule.of("postcode-uk", EntityType.POSTCODE, Anchor.MIXED)
                        .base(0.70)
                        .context("postcode address postal")
                        .pattern(
                                "(?:[A-PR-UWYZ][0-9][0-9A-HJKPSTUW]?|[A-PR-UWYZ][A-HK-Y][0-9]["
                                        + "0-9ABEHMNPRVWXY]?) ?[0-9][ABD-HJLNP-UW-Z]{2}|GIR0AA"),
                Rule.of("postcode-girobank", EntityType.POSTCODE, Anchor.WORD)
                        .starts("gir")
                        .base(0.70)
                        .pattern("GIR 0AA"),
                Rule.of("postcode-ca", EntityType.POSTCODE, Anchor.MIXED)
                        .base(0.70)
                        .context("postal address code")
                        .pattern(
                                "[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z][ -]?[0-9][ABCEGHJ-N"
                                        + "PRSTV-Z][0-9]"));
    }
}
