package portcullis.privacy.entities;

import java.util.List;
import portcullis.privacy.EntityType;

/** Medical record, encounter, accession and specimen numbers after their keyword (H). */
final class Records {
    private Records() {}

    static List<Rule> rules() {
        return List.of(
                Rule.of("mrn", EntityType.MRN, Anchor.WORD)
                        .starts("mrn mrns csn emrn mr pid urn medrec")
                        .base(0.85)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?:(?i:mrns?|csn|emrn|pid|urn|medrec)|(?:MR|mr)(?= ?(?:#|[Nn]"
                                        + "o|[Nn]um)))"
                                        + Words.LINK
                                        + Words.CODE),
                Rule.of("record-number", EntityType.MRN, Anchor.WORD)
                        .starts(
                                "medical hospital patient chart record encounter accession spe"
                                        + "cimen case visit"
                                        + " unit health")
                        .base(0.85)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?i:medical record|hospital|patient|chart|record|encounter|ac"
                                        + "cession|specimen"
                                        + "|case|visit|unit record|health record)"
                                        + Words.FIRM_LINK
                                        + Words.CODE));
    }
}
