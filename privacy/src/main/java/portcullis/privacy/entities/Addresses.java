package portcullis.privacy.entities;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import portcullis.privacy.EntityType;

/** Street addresses (B): number, one to five names, street type; boxes; the rest of the line. */
final class Addresses {
    private Addresses() {}

    private static final String TYPE =
            "(?:(?:Street|Avenue|Road|Boulevard|Drive|Lane|Court|Place|Square|Terrace|Way|High"
                    + "way|Parkway|Circle"
                    + "|Crescent|Close|Trail|Alley|Row|Mews|Gardens|Grove|Hill|Pike|Turnpike|E"
                    + "xpressway|Loop|Plaza"
                    + "|Walk|Rise|Quay|Wharf|Crossing|Heights)|(?:St|Ave?|Rd|Blvd|Dr|Ln|Ct|Pl|"
                    + "Sq|Ter|Hwy|Pkwy|Cir|Cres)\\b\\.?"
                    + "|(?:STREET|AVENUE|ROAD|BOULEVARD|DRIVE|LANE|COURT|PLACE|TERRACE|CRESCEN"
                    + "T|ST|AVE|RD|BLVD|DR|LN|CT))";
    private static final String UNIT =
            "(?:(?:,? ?|,?\\n[? ]{0,8})(?i:apt|apartment|suite|ste|unit|floor|room|rm|#)\\.? ?"
                    + "#?[A-Za-z0-9-]{1,6})?";
    private static final String NAME = "\\p{Lu}[\\p{L}'-]{1,24}(?: \\p{Lu}[\\p{L}'-]{1,24}){0,2}";
    private static final String TAIL =
            "(?:(?:,|,? ?\\n| ){1,2}[ ]{0,4}"
                    + NAME
                    + "(?:,|,? ?\\n| ){1,2}[ ]{0,4}[A-Z]{2},?[ ]{1,2}[0-9]{5}(?:-[0-9]{4})?"
                    + "|, "
                    + NAME
                    + ", "
                    + NAME
                    + ")?";

    private static final String SMALL_TYPE =
            "(?:street|avenue|road|boulevard|drive|lane|court|crescent|terrace|way|close|square"
                    + "|gardens|grove)";

    /** "30 minute drive", "a 4 lane road" are no addresses. */
    private static final Set<String> NO_STREET =
            Set.of(
                    "minute",
                    "minutes",
                    "min",
                    "hour",
                    "hours",
                    "mile",
                    "miles",
                    "day",
                    "days",
                    "week",
                    "weeks",
                    "month",
                    "months",
                    "year",
                    "years",
                    "block",
                    "blocks",
                    "km",
                    "feet",
                    "foot",
                    "lane",
                    "more",
                    "other",
                    "the",
                    "per",
                    "and",
                    "for",
                    "test",
                    "mixed",
                    "long",
                    "short",
                    "different",
                    "half",
                    "ways",
                    "of",
                    "in",
                    "to",
                    "on",
                    "no",
                    "any",
                    "this",
                    "that",
                    "same",
                    "new",
                    "each",
                    "every",
                    "either",
                    "such");

    private static Check.Answer small(String value) {
        return Check.unless(
                Stream.of(value.split("[ ,]+")).skip(1).limit(2).anyMatch(NO_STREET::contains));
    }

    static List<Rule> rules() {
        return List.of(
                Rule.of("address", EntityType.ADDRESS, Anchor.NUMBER)
                        .digits(1)
                        .base(0.75)
                        .context("address lives resides residing home living mail located")
                        .trapBefore("(?i:chapter|section|table|figure|page) ?")
                        .pattern(
                                "[0-9]{1,6}[A-Za-z]?(?:-[0-9]{1,4})? (?:[0-9]{1,6} )?(?:(?:[A-Z0-9][\\p{L}0-9'"
                                        + ".-]{0,24}|of|the|de|la) ){1,5}?"
                                        + TYPE
                                        + UNIT
                                        + TAIL),
                Rule.of("address-small", EntityType.ADDRESS, Anchor.NUMBER)
                        .digits(1)
                        .base(0.60)
                        .context("address lives resides residing home living mail located")
                        .check(Addresses::small)
                        .pattern(
                                "[0-9]{1,5}[a-z]? (?:[0-9]{1,5} )?[a-z]{3,16} (?:[a-z]{3,16} )?"
                                        + SMALL_TYPE
                                        + UNIT
                                        + "(?:, [a-z]{3,16}(?: [a-z]{3,16})?, [a-z]{3,16}(?: "
                                        + "[a-z]{3,16})?)?"),
                Rule.of("address-box", EntityType.ADDRESS, Anchor.WORD)
                        .starts("p po pobox box")
                        .base(0.75)
                        .pattern("(?i:p\\.? ?o\\.? ?box|pobox) ?#? ?[0-9]{1,7}" + TAIL));
    }
}
