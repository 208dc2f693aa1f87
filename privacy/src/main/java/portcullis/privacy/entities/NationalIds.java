package portcullis.privacy.entities;

import static portcullis.privacy.entities.Check.when;

import java.util.List;
import portcullis.privacy.EntityType;

/** Person numbers of the United Kingdom, South Africa and Nigeria; any other long number. */
final class NationalIds {
    private NationalIds() {}

    static List<Rule> rules() {
        return List.of(
                Rule.of("uk-nino", EntityType.TAXID, Anchor.MIXED)
                        .context("nino ni insurance")
                        .base(0.75)
                        .distinctive()
                        .pattern(
                                "(?i:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])[0-9]{2} ?[0-9]{2} "
                                        + "?[0-9]{2} ?[A-Da-d]"),
                Rule.of("uk-nino-parted", EntityType.TAXID, Anchor.CODE)
                        .context("nino ni insurance")
                        .base(0.75)
                        .distinctive()
                        .pattern(
                                "(?i:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -][0-9]{2}[ -]?[0-9]{2}"
                                        + "[ -]?[0-9]{2}[ -]?[A-D])"),
                number("za-id", 13, "id rsa south african")
                        .base(0.45)
                        .need(Need.CHECK_OR_WORD)
                        .check(value -> when(Checksums.luhn(value)))
                        .pattern(
                                "[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{4}[01][0-9]{2}"),
                number("ng-nin", 11, "nin nimc nigeria nigerian")
                        .base(0.45)
                        .need(Need.WORD)
                        .pattern("[0-9]{11}|[0-9]{4}[ -][0-9]{4}[ -][0-9]{3}"),
                number("long-number", 11, "id number identity national")
                        .base(0.20)
                        .pattern("[0-9]{11,18}"));
    }

    private static Rule.Draft number(String id, int digits, String context) {
        return Rule.of(id, EntityType.TAXID, Anchor.NUMBER).digits(digits).context(context);
    }
}
