package portcullis.privacy.entities;

import java.util.List;
import portcullis.privacy.EntityType;

/** E-mail addresses, written and spelled out (45 CFR 164.514 F). */
final class Emails {
    private Emails() {}

    private static final String DOMAIN =
            "(?:(?:[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,62}+\\.){1,8}[\\p{L}][\\p{L}\\p{N}-]{1,62}"
                    + "|\\[?[0-9]{1,3}(?:\\.[0-9]{1,3}){3}\\]?)";

    static List<Rule> rules() {
        return List.of(
                Rule.of("email", EntityType.EMAIL, Anchor.AT)
                        .base(0.85)
                        .distinctive()
                        .open(
                                "(?<![\\p{L}\\p{N}.%+-])[\\p{L}\\p{N}_][\\p{L}\\p{N}._%+'-]{0,63}+@"
                                        + DOMAIN
                                        + "(?![\\p{L}\\p{N}])"),
                Rule.of("email-wide", EntityType.EMAIL, Anchor.AT)
                        .base(0.60)
                        .open(
                                "(?<![\\p{L}\\p{N}.%+-])[\\p{L}\\p{N}_][\\p{L}\\p{N}._%+'-]{0,63}+"
                                        + "(?: @ ?| ?@ )(?:[\\p{L}\\p{N}-]{1,63} ?\\. ?){1,4}[\\p{L}]{2,24}"
                                        + "(?![\\p{L}\\p{N}])"),
                Rule.of("email-spelled", EntityType.EMAIL, Anchor.BEFORE_WORD)
                        .starts("at")
                        .base(0.75)
                        .pattern(
                                "[A-Za-z0-9]{1,32}(?:[._-][A-Za-z0-9]{1,32}){0,3} ?[(\\[]?(?i:"
                                        + "at)[)\\]]? ?(?=[0-9-]{0,20}[A-Za-z])[A-Za-z0-9-]{2,63}"
                                        + "(?: ?[(\\[]?(?i:dot)[)\\]]? ?[A-Za-z]{2,24}){1,3}"));
    }
}
