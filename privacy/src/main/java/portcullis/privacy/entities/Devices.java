package portcullis.privacy.entities;

import static portcullis.privacy.entities.Check.unless;
import static portcullis.privacy.entities.Check.when;
import static portcullis.privacy.entities.Checksums.compact;

import java.util.List;
import portcullis.privacy.EntityType;

/** Device serials, hardware addresses, phone equipment numbers (M). */
final class Devices {
    private static final String MAC = "mac hardware address interface device";
    private static final String DOTTED = "[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}";

    private Devices() {}

    static List<Rule> rules() {
        return List.of(
                Rule.of("mac", EntityType.DEVICE, Anchor.PAIR)
                        .base(0.85)
                        .distinctive()
                        .open(
                                "(?<![\\p{L}\\p{N}:-])[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\\1"
                                        + "){4}[0-9A-Fa-f]{2}(?![\\p{L}\\p{N}:-])"),
                Rule.of("mac-dotted", EntityType.DEVICE, Anchor.NUMBER)
                        .digits(1)
                        .base(0.60)
                        .context(MAC)
                        .pattern("(?=[0-9])" + DOTTED),
                Rule.of("mac-dotted-mixed", EntityType.DEVICE, Anchor.MIXED)
                        .base(0.60)
                        .context(MAC)
                        .pattern("(?=[A-Fa-f]{1,3}[0-9])" + DOTTED),
                Rule.of("mac-dotted-letters", EntityType.DEVICE, Anchor.CODE)
                        .base(0.60)
                        .context(MAC)
                        .pattern("(?=[A-Fa-f]{4}.[0-9])" + DOTTED),
                Rule.of("imei", EntityType.DEVICE, Anchor.NUMBER)
                        .digits(15)
                        .base(0.20)
                        .context("imei device handset")
                        .need(Need.CHECK_OR_WORD)
                        .check(value -> when(Checksums.luhn(compact(value))))
                        .pattern("[0-9]{2}[ -]?[0-9]{6}[ -]?[0-9]{6}[ -]?[0-9]"),
                Rule.of("serial", EntityType.DEVICE, Anchor.WORD)
                        .starts("serial sn s udi imei implant device lot")
                        .base(0.70)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?:(?i:serial|udi|imei)|SN|[Ss]/[Nn]|(?i:implant|device|lot)("
                                        + "?= (?i:id|no|number|#)))"
                                        + Words.LINK
                                        + Words.CODE),
                Rule.of("dicom-uid", EntityType.DEVICE, Anchor.NUMBER)
                        .digits(8)
                        .base(0.45)
                        .context("uid study series instance sop")
                        .check(Devices::image)
                        .pattern("[0-2]\\.[0-9]{1,3}(?:\\.(?:0|[1-9][0-9]{0,30})){4,20}"),
                Rule.of("udi", EntityType.DEVICE, Anchor.DIAL)
                        .digits(14)
                        .base(0.85)
                        .distinctive()
                        .open("\\(?01\\)[0-9]{14}(?:\\((?:1[017]|21)\\)[A-Za-z0-9-]{1,20}){1,4}"));
    }

    /** Object identifiers of code systems (HL7, ISO) name no device and no image. */
    private static Check.Answer image(String value) {
        return unless(
                value.startsWith("2.16.840.1.113883.")
                        || value.startsWith("1.3.6.1.")
                        || value.length() > 64);
    }
}
