package portcullis.privacy.entities;

import java.util.List;
import portcullis.privacy.EntityType;

/** Ages over 89 (C). Younger ages stay: they do not identify. */
final class Ages {
    private Ages() {}

    private static final String OLD = "(?:9[0-9]|1[01][0-9]|12[0-5])";

    static List<Rule> rules() {
        return List.of(
                Rule.of("age-years", EntityType.AGE, Anchor.NUMBER)
                        .digits(2)
                        .base(0.70)
                        .pattern(
                                OLD
                                        + "(?:\\.[0-9])?[ -]{0,2}(?i:y/?o|y\\.o\\.|yo[mf]?|(?:"
                                        + "years?|yrs?)[ -]{0,2}(?:old|of age))"),
                Rule.of("age-keyword", EntityType.AGE, Anchor.WORD)
                        .starts("age aged ages")
                        .base(0.70)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?i:age[ds]?)(?: (?i:is|of|was))?[ :=]{1,3}(?<v>"
                                        + OLD
                                        + ")(?![ ]?(?:%|mg|mmHg|bpm|kg|[./][0-9]))"),
                Rule.of("age-decade", EntityType.AGE, Anchor.NUMBER)
                        .digits(2)
                        .base(0.70)
                        .context("her his their early mid late")
                        .need(Need.WORD)
                        .trapAfter("[ ]?(?i:bpm|%|systolic|mmhg)")
                        .pattern("(?:9|10|11)0'?s"),
                Rule.of("age-words", EntityType.AGE, Anchor.WORD)
                        .starts("ninety nonagenarian centenarian nineties")
                        .base(0.70)
                        .pattern(
                                "(?i:nonagenarian|centenarian|nineties|ninety(?:[ -](?:one|two"
                                        + "|three|four|five|six"
                                        + "|seven|eight|nine))?[ -](?:years?|yrs?)[ -](?:old|o"
                                        + "f age))"));
    }
}
