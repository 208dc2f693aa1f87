package portcullis.privacy.entities;

import static portcullis.privacy.entities.Check.when;

import java.util.List;
import portcullis.privacy.EntityType;

/** Provider numbers, driving licences, passports (K). */
final class Licences {
    private Licences() {}

    static List<Rule> rules() {
        return List.of(
                Rule.of("npi", EntityType.LICENCE, Anchor.NUMBER)
                        .digits(10)
                        .base(0.20)
                        .context("npi provider")
                        .need(Need.CHECK_OR_WORD)
                        .check(value -> when(Checksums.luhn("80840" + value)))
                        .pattern("[12][0-9]{9}"),
                Rule.of("dea", EntityType.LICENCE, Anchor.MIXED)
                        .base(0.75)
                        .context("dea licence license certificate registration")
                        .need(Need.CHECK_OR_WORD)
                        .check(value -> when(Checksums.dea(value.substring(2))))
                        .pattern("[A-HJ-MPRSTUXa-hj-mprstux][A-Za-z9][0-9]{7}"),
                Rule.of("passport", EntityType.LICENCE, Anchor.WORD)
                        .starts("passport passports reisepass")
                        .base(0.75)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?i:passports?|reisepass)"
                                        + Words.LINK
                                        + "(?<v>(?=[A-Za-z]{0,8}[0-9])[A-Za-z0-9]{6,12})"),
                Rule.of("passport-shape", EntityType.LICENCE, Anchor.MIXED)
                        .base(0.20)
                        .context("passport reisepass pass travel pasaporte passaporto")
                        .check(PublicRecords::unlessPublic)
                        .pattern(
                                "[A-Za-z][0-9]{3}[A-Za-z][0-9]{4}|[A-Za-z]{1,3}[0-9]{6,8}|[CFG"
                                        + "HJKL][CFGHJKLMNPRTVWXYZ0-9]{7}[0-9]"),
                Rule.of("passport-lines", EntityType.LICENCE, Anchor.MIXED)
                        .base(0.75)
                        .distinctive()
                        .check(Licences::machineRead)
                        .open(
                                "(?<![\\p{L}\\p{N}<])[A-Z0-9<]{9}[0-9][A-Z<]{3}[0-9]{7}[MFX<]"
                                        + "[0-9]{7}[A-Z0-9<]{14}[0-9<][0-9](?![\\p{L}\\p{N}<])"),
                Rule.of("passport-first-line", EntityType.LICENCE, Anchor.WORD)
                        .starts("p pd pe po pp ps")
                        .base(0.75)
                        .distinctive()
                        .open("(?<![\\p{L}\\p{N}<])P[A-Z<][A-Z<]{42}(?![\\p{L}\\p{N}<])"),
                Rule.of("driving-licence", EntityType.LICENCE, Anchor.WORD)
                        .starts("driver drivers driving license licence dl permit")
                        .base(0.75)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?i:driv(?:er'?s?|ing)(?:'s)? (?:licen[cs]e|permit)|licen[cs]e|dl)"
                                        + Words.LINK
                                        + Words.CODE),
                Rule.of("driving-licence-uk", EntityType.LICENCE, Anchor.MIXED)
                        .base(0.75)
                        .distinctive()
                        .pattern(
                                "(?i:[A-Z9]{5}[0-9][0156][0-9][0-3][0-9]{2}[A-Z9]{2}[0-9][A-Z]"
                                        + "{2}|[A-Z]{1,5}9{0,4}[0-9]{6}[A-Z9]{2}[0-9A-Z]{3})"),
                Rule.of("certificate", EntityType.LICENCE, Anchor.WORD)
                        .starts("certificate registration licensure gmc nmc")
                        .base(0.75)
                        .need(Need.BUILT_IN)
                        .pattern(
                                "(?i:certificate|registration|licensure|gmc|nmc)"
                                        + Words.FIRM_LINK
                                        + Words.CODE));
    }

    /** The second line of a machine-readable passport: check digits of number, birth and expiry. */
    private static Check.Answer machineRead(String line) {
        return when(
                Checksums.travel(line.substring(0, 10))
                        && Checksums.travel(line.substring(13, 20))
                        && Checksums.travel(line.substring(21, 28)));
    }
}
