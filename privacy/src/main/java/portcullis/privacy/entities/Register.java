package portcullis.privacy.entities;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every rule there is, one line per entity. */
public final class Register {
    private Register() {}

    /** The rules in the order in which they are tried. Two with one id are a mistake. */
    public static List<Rule> rules() {
        List<Rule> rules =
                Stream.of(
                                Emails.rules(),
                                Phones.rules(),
                                SocialSecurity.rules(),
                                Records.rules(),
                                Dates.rules(),
                                Ages.rules(),
                                Cards.rules(),
                                Ibans.rules(),
                                Accounts.rules(),
                                Addresses.rules(),
                                Links.rules(),
                                Addressing.rules(),
                                HealthIds.rules(),
                                TaxIds.rules(),
                                EuropeanIds.rules(),
                                GermanIds.rules(),
                                AsianIds.rules(),
                                NationalIds.rules(),
                                Licences.rules(),
                                Vehicles.rules(),
                                Devices.rules(),
                                Postcodes.rules(),
                                OtherIds.rules(),
                                Secrets.rules(),
                                Persons.rules())
                        .flatMap(List::stream)
                        .toList();
        Set<String> ids = new HashSet<>();
        rules.stream()
                .filter(rule -> !ids.add(rule.id()))
                .forEach(
                        rule -> {
                            throw new IllegalStateException("two rules are named " + rule.id());
                        });
        return rules;
    }
}
