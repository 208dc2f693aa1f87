package portcullis.privacy.entities;

import static portcullis.privacy.entities.Check.when;
import static portcullis.privacy.entities.Checksums.compact;

import java.util.List;
import portcullis.privacy.EntityType;

/** Vehicle identification numbers and plates (L). The check digit only raises a score. */
final class Vehicles {
    private Vehicles() {}

    static List<Rule> rules() {
        return List.of(
                Rule.of("vin", EntityType.VEHICLE, Anchor.MIXED)
                        .base(0.20)
                        .context("vin vehicle car chassis")
                        .check(value -> when(Checksums.vin(compact(value))))
                        .need(Need.CHECK_OR_WORD)
                        .pattern("[A-HJ-NPR-Z0-9]{17}|[a-hj-npr-z0-9]{17}"),
                Rule.of("plate", EntityType.VEHICLE, Anchor.WORD)
                        .starts("plate plates reg vrm registration tag")
                        .base(0.70)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?i:plates?|reg|vrm|registration|tag)"
                                        + Words.LINK
                                        + "(?<v>(?=[A-Z -]{0,7}[0-9])[A-Z0-9]{1,4}[ -]?[A-Z0-9"
                                        + "]{2,6})"),
                plate("plate-shape", Anchor.MIXED)
                        .pattern(
                                "[A-Z]{2}[0-9]{2}[ -]?[A-Z]{3}|[A-Z][0-9]{1,3}[ -]?[A-Z]{3}"
                                        + "|[A-Z]{3}[0-9]{3}[A-Z]{1,2}"
                                        + "|[A-Z]{2}[0-9]{1,2}[A-Z]{1,3}[0-9]{4}"),
                plate("plate-parted", Anchor.CODE)
                        .pattern(
                                "[A-Z]{3}[ -][0-9]{3}[ -]?[A-Z]{1,2}"
                                        + "|[A-Z]{2}[ -][0-9]{2}[ -]?[A-Z]{1,3}[ -]?[0-9]{4}"),
                plate("plate-loose", Anchor.MIXED)
                        .need(Need.WORD)
                        .pattern("(?i:[A-Z]{1,3}[0-9]{1,5}(?:[ -]?[A-Z]{1,3})?)"),
                plate("plate-loose-parted", Anchor.CODE)
                        .need(Need.WORD)
                        .pattern("[A-Z]{1,3}[ -][0-9]{1,4}(?:[ -]?[A-Z]{1,3})?"));
    }

    private static Rule.Draft plate(String id, Anchor anchor) {
        return Rule.of(id, EntityType.VEHICLE, anchor)
                .base(0.20)
                .context("car vehicle vehicles plate plates registration reg");
    }
}
