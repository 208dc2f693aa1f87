package portcullis.privacy.entities;

import static portcullis.privacy.entities.Check.when;
import static portcullis.privacy.entities.Checksums.compact;

import java.util.List;
import portcullis.privacy.EntityType;

/** Bank accounts, routing numbers, bank codes (J). */
final class Accounts {
    private Accounts() {}

    static List<Rule> rules() {
        return List.of(
                Rule.of("account", EntityType.ACCOUNT, Anchor.WORD)
                        .starts("account acct acc accounts iban")
                        .base(0.70)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?i:accounts?|acct|acc)"
                                        + Words.LINK
                                        + "(?<v>[0-9](?:[ -]?[0-9]){5,16})"),
                Rule.of("routing", EntityType.ACCOUNT, Anchor.WORD)
                        .starts("routing aba rtn transit")
                        .base(0.70)
                        .need(Need.BUILT_IN)
                        .check(value -> when(Checksums.aba(compact(value))))
                        .pattern(
                                "(?i:routing|aba|rtn|transit)"
                                        + Words.LINK
                                        + "(?<v>[0-9]{4}-?[0-9]{4}-?[0-9])"),
                Rule.of("bank-code", EntityType.ACCOUNT, Anchor.WORD)
                        .starts("bic swift")
                        .base(0.70)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?i:bic|swift)(?:[ /](?i:code|bic))?"
                                        + Words.LINK
                                        + "(?<v>[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)"));
    }
}
