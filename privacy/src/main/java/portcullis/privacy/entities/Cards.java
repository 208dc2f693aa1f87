package portcullis.privacy.entities;

import static portcullis.privacy.entities.Check.when;
import static portcullis.privacy.entities.Checksums.compact;

import java.util.List;
import java.util.regex.Pattern;
import portcullis.privacy.EntityType;

/** Payment cards (J): issuer range and Luhn; a failing number stays only with a keyword. */
final class Cards {
    private static final Pattern EPOCH = Pattern.compile("1[4-9].*");
    private static final Pattern ISSUED =
            Pattern.compile("4.*|5[0-8].*|2[2-7].*|3[0-9].*|6.*|1800.*|2131.*|8.*|9.*");

    private Cards() {}

    static List<Rule> rules() {
        return List.of(
                Rule.of("card", EntityType.CARD, Anchor.NUMBER)
                        .digits(12)
                        .base(0.70)
                        .context(
                                "card cards credit debit visa mastercard amex maestro discover"
                                        + " jcb diners pan cc")
                        .need(Need.CHECK_OR_WORD)
                        .check(Cards::card)
                        .pattern(
                                "[0-9]{12,19}|[0-9]{4}([ .-])[0-9]{4}\\1[0-9]{4}\\1[0-9]{1,7}"
                                        + "|3[0-9]{3}[ .-][0-9]{6}[ .-][0-9]{4,5}"));
    }

    private static Check.Answer card(String value) {
        String digits = compact(value);
        boolean epoch = digits.length() == 13 && EPOCH.matcher(digits).matches();
        return when(!epoch && issued(digits) && Checksums.luhn(digits));
    }

    private static boolean issued(String digits) {
        return ISSUED.matcher(digits).matches();
    }
}
