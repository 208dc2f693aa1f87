package portcullis.privacy.entities;

import static portcullis.privacy.entities.Checksums.compact;

import java.util.List;
import portcullis.privacy.EntityType;

/** United States social security numbers (G). Impossible ranges lower the score only (SCR-64). */
final class SocialSecurity {
    private SocialSecurity() {}

    private static final String CONTEXT = "ssn ss social security soc sssn";

    static List<Rule> rules() {
        return List.of(
                number("ssn")
                        .base(0.80)
                        .distinctive()
                        .pattern("[0-9]{3}([./_-])[0-9]{2}\\1[0-9]{4}"),
                number("ssn-wide")
                        .base(0.60)
                        .pattern(
                                "[0-9]{3} ?[-./] [0-9]{2} ?[-./] [0-9]{4}|[0-9]{3}[ \\t]{1,3}[0-9]{2}[ \\t]{1,3}[0-9]{4}"),
                number("ssn-spaced").base(0.80).pattern("[0-9]{3} [0-9]{2} [0-9]{4}"),
                number("ssn-bare").base(0.80).need(Need.WORD).pattern("[0-9]{9}|[0-9]{2}-[0-9]{7}"),
                number("ssn-halves")
                        .base(0.20)
                        .pattern("[0-9]{3}[ .-][0-9]{6}|[0-9]{5}[ .-][0-9]{4}"),
                Rule.of("nine-digits", EntityType.SSN, Anchor.NUMBER).digits(9).pattern("[0-9]{9}"),
                Rule.of("ssn-last-four", EntityType.SSN, Anchor.WORD)
                        .starts("last")
                        .base(0.70)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?i:last (?:4|four)(?: digits?)?(?: of)?(?: (?:the|her|his|th"
                                        + "eir|my))?"
                                        + "(?: ssn| social(?: security)?(?: number)?))"
                                        + Words.LINK
                                        + "(?<v>[0-9]{4})"));
    }

    private static Rule.Draft number(String id) {
        return Rule.of(id, EntityType.SSN, Anchor.NUMBER)
                .digits(9)
                .context(CONTEXT)
                .check(SocialSecurity::range);
    }

    private static Check.Answer range(String value) {
        String digits = compact(value);
        boolean impossible =
                digits.startsWith("000")
                        || digits.startsWith("666")
                        || digits.startsWith("9")
                        || digits.startsWith("00", 3)
                        || digits.endsWith("0000");
        return impossible ? Check.Answer.FAILED : Check.Answer.NONE;
    }
}
