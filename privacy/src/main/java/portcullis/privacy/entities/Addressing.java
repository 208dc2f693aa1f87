package portcullis.privacy.entities;

import static portcullis.privacy.entities.Check.unless;

import java.util.List;
import portcullis.privacy.EntityType;

/** Network addresses (O), read by a literal parser that never asks a name server. */
final class Addressing {
    private Addressing() {}

    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    static List<Rule> rules() {
        return List.of(
                Rule.of("ip-v4", EntityType.IP, Anchor.NUMBER)
                        .digits(4)
                        .base(0.85)
                        .context("ip host server address")
                        .trapBefore("(?i:v|version|section|sec|fig|chapter|release|build)\\.? ?")
                        .pattern(
                                BYTE
                                        + "(?:\\."
                                        + BYTE
                                        + "){3}(?:/(?:3[0-2]|[12]?[0-9])(?![0-9]))?"),
                Rule.of("ip-v6", EntityType.IP, Anchor.COLONS)
                        .base(0.85)
                        .context("ip host server address")
                        .check(Addressing::v6)
                        .open(
                                "(?<![\\p{L}\\p{N}:])(?:[0-9A-Fa-f]{0,4}:){2,7}+(?:[0-9]{1,3}("
                                        + "?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f]{0,4})(?:%[A-Za-z0-9"
                                        + "]{1,16}"
                                        + ")?(?:/[0-9]{1,3}(?![0-9]))?(?![\\p{L}\\p{N}:])"),
                Rule.of("ip-v6-any", EntityType.IP, Anchor.COLONS)
                        .base(0.45)
                        .context("ip ipv6 host server address src dst addr route unspecified")
                        .need(Need.WORD)
                        .open("(?<![\\p{L}\\p{N}:])::(?:/[0-9]{1,3})?(?![\\p{L}\\p{N}:/])"),
                Rule.of("ip-v6-net", EntityType.IP, Anchor.COLONS)
                        .base(0.70)
                        .open("(?<![\\p{L}\\p{N}:])::/[0-9]{1,3}(?![\\p{L}\\p{N}:/])"));
    }

    private static Check.Answer v6(String value) {
        String plain = value.replaceAll("[%/].*", "");
        int gap = plain.indexOf("::");
        boolean twice = gap >= 0 && plain.indexOf("::", gap + 1) >= 0;
        int groups = 0;
        boolean wrong = false;
        for (String group : plain.split(":")) {
            groups += group.isEmpty() ? 0 : group.indexOf('.') >= 0 ? 2 : 1;
            wrong |= group.indexOf('.') >= 0 && !group.matches(BYTE + "(?:\\." + BYTE + "){3}");
        }
        boolean whole = gap >= 0 ? groups >= 1 && groups <= 7 : groups == 8;
        return unless(wrong || twice || !whole || (plain.endsWith(":") && !plain.endsWith("::")));
    }
}
