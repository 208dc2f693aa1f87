package portcullis.privacy.entities;

import static portcullis.privacy.entities.Check.when;
import static portcullis.privacy.entities.Checksums.compact;

import java.util.List;
import portcullis.privacy.EntityType;

/** Tax and person numbers of states: United States, Canada, Australia. */
final class TaxIds {
    private TaxIds() {}

    private static final String ITIN_GROUP = "(?:5[0-9]|6[0-5]|7[0-9]|8[0-8]|9[0-24-9])";

    static List<Rule> rules() {
        return List.of(
                Rule.of("itin", EntityType.TAXID, Anchor.NUMBER)
                        .digits(9)
                        .base(0.80)
                        .context("itin taxpayer tax")
                        .pattern("9[0-9]{2}([ -])" + ITIN_GROUP + "\\1[0-9]{4}"),
                Rule.of("itin-bare", EntityType.TAXID, Anchor.NUMBER)
                        .digits(9)
                        .base(0.45)
                        .context("itin taxpayer tax")
                        .need(Need.WORD)
                        .pattern("9[0-9]{2}[ -]?" + ITIN_GROUP + "[ -]?[0-9]{4}"),
                Rule.of("ein", EntityType.TAXID, Anchor.NUMBER)
                        .digits(9)
                        .base(0.35)
                        .context("ein tin fein employer tax ssn itin")
                        .pattern("[0-9]{2}-[0-9]{7}"),
                Rule.of("sin", EntityType.TAXID, Anchor.NUMBER)
                        .digits(9)
                        .base(0.70)
                        .context("sin nas social insurance")
                        .need(Need.CHECK_OR_WORD)
                        .check(TaxIds::sin)
                        .pattern("[0-9]{3}([ -])[0-9]{3}\\1[0-9]{3}"),
                Rule.of("sin-bare", EntityType.TAXID, Anchor.NUMBER)
                        .digits(9)
                        .base(0.20)
                        .context("sin nas insurance tfn tax")
                        .check(TaxIds::sin)
                        .need(Need.CHECK_OR_WORD)
                        .pattern("[0-9]{9}"),
                Rule.of("tfn", EntityType.TAXID, Anchor.NUMBER)
                        .digits(9)
                        .base(0.20)
                        .context("tfn tax file")
                        .need(Need.CHECK_OR_WORD)
                        .check(
                                value ->
                                        when(
                                                Checksums.weighted(
                                                                        compact(value),
                                                                        1,
                                                                        4,
                                                                        3,
                                                                        7,
                                                                        5,
                                                                        8,
                                                                        6,
                                                                        9,
                                                                        10)
                                                                % 11
                                                        == 0))
                        .pattern("[0-9]{3} ?[0-9]{3} ?[0-9]{3}"),
                Rule.of("tax-groups", EntityType.TAXID, Anchor.NUMBER)
                        .digits(9)
                        .base(0.35)
                        .context("tin tax bir")
                        .pattern("[0-9]{3}-[0-9]{3}-[0-9]{3}(?:-[0-9]{3,5})?"),
                Rule.of("abn", EntityType.TAXID, Anchor.NUMBER)
                        .digits(11)
                        .base(0.20)
                        .context("abn business")
                        .need(Need.CHECK_OR_WORD)
                        .check(TaxIds::abn)
                        .pattern("[0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}"),
                Rule.of("acn", EntityType.TAXID, Anchor.NUMBER)
                        .digits(9)
                        .base(0.20)
                        .context("acn company asic")
                        .need(Need.WORD)
                        .check(TaxIds::acn)
                        .pattern("[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}"),
                Rule.of("tax-number", EntityType.TAXID, Anchor.WORD)
                        .starts("tin tax taxpayer")
                        .base(0.70)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?i:tin|tax(?:payer)?(?: id)?)"
                                        + Words.LINK
                                        + "(?<v>[0-9](?:[ -]?[0-9]){7,13})"));
    }

    /** No number begins with 0 or 8. */
    private static Check.Answer sin(String value) {
        char first = value.charAt(0);
        return when(first != '0' && first != '8' && Checksums.luhn(compact(value)));
    }

    /** Weights 8 to 1; the complement to ten is the last digit. */
    private static Check.Answer acn(String value) {
        String digits = compact(value);
        int sum = Checksums.weighted(digits, 8, 7, 6, 5, 4, 3, 2, 1);
        return when((10 - sum % 10) % 10 == digits.charAt(8) - '0');
    }

    /** Subtract 1 from the first digit; weights 10 1 3 5 7 9 11 13 15 17 19, mod 89. */
    private static Check.Answer abn(String value) {
        String digits = compact(value);
        int sum = Checksums.weighted(digits, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10;
        return when(sum % 89 == 0 && digits.charAt(0) > '0');
    }
}
