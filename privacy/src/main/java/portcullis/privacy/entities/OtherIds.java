package portcullis.privacy.entities;

import java.util.List;
import portcullis.privacy.EntityType;

/** Study subjects, user names, parcels, wallets (R). */
final class OtherIds {
    private OtherIds() {}

    static List<Rule> rules() {
        return List.of(
                Rule.of("subject", EntityType.OTHERID, Anchor.WORD)
                        .starts(
                                "subject participant study trial userid username user client e"
                                        + "mployee order")
                        .base(0.70)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?i:subject|participant|study|trial|userid|username"
                                        + "|(?:user|client|employee)(?=[ _]?(?:id|name|no|num|#)))"
                                        + Words.FIRM_LINK
                                        + Words.CODE),
                Rule.of("parcel", EntityType.OTHERID, Anchor.MIXED)
                        .base(0.75)
                        .distinctive()
                        .pattern("1Z[0-9A-Z]{16}"),
                Rule.of("parcel-number", EntityType.OTHERID, Anchor.WORD)
                        .starts("tracking shipment parcel")
                        .base(0.70)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?i:tracking|shipment|parcel)"
                                        + Words.LINK
                                        + "(?<v>[0-9](?: ?[0-9]){9,39}|[A-Z0-9]{8,40})"),
                Rule.of("position", EntityType.OTHERID, Anchor.NUMBER)
                        .digits(8)
                        .base(0.70)
                        .context("gps latitude longitude lat lon lng coordinates location")
                        .check(OtherIds::onEarth)
                        .pattern(
                                "[0-9]{1,2}\\.[0-9]{4,10}[NS]?,[ ]?-?[0-9]{1,3}\\.[0-9]{4,10}[EW]?"),
                Rule.of("wallet", EntityType.OTHERID, Anchor.MIXED)
                        .base(0.70)
                        .pattern(
                                "(?:bc1[a-z0-9]{25,59}|[13][a-km-zA-HJ-NP-Z1-9]{25,34}|0x[0-9a"
                                        + "-fA-F]{40})"));
    }

    private static Check.Answer onEarth(String value) {
        String[] parts = value.split("[,NSEW ]+");
        return Check.unless(
                Double.parseDouble(parts[0]) > 90
                        || Math.abs(Double.parseDouble(parts[parts.length - 1])) > 180);
    }
}
