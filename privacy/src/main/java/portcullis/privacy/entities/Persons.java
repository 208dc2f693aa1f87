package portcullis.privacy.entities;

import java.util.List;
import portcullis.privacy.EntityType;

/** Names of people by their cues (SCR-20 to SCR-22): labels, titles, degrees, kin. */
final class Persons {
    private Persons() {}

    private static final String PART =
            "(?:(?:Mc|Mac|O'|D'|De|Di|La|Le|St\\. )?\\p{Lu}\\p{Ll}{1,24}+(?:-\\p{Lu}\\p{Ll}{1,"
                    + "24}+)?)";
    private static final String LOUD = "(?:\\p{Lu}[\\p{Lu}'-]{1,24})";
    private static final String INITIAL = "(?:\\p{Lu}\\.?(?![\\p{L}\\p{N}]))";
    private static final String LINKS =
            "(?:(?:van|von|de|der|den|del|da|dos|bin|al|la|le|ter) ){0,2}";
    private static final String NAME =
            PART
                    + "(?:[ ](?:"
                    + INITIAL
                    + "[ ]){0,2}"
                    + LINKS
                    + PART
                    + "){0,3}(?:[ ]"
                    + INITIAL
                    + ")?";
    private static final String NAMES =
            "(?:"
                    + PART
                    + ", ?"
                    + PART
                    + "(?:[ ]"
                    + INITIAL
                    + ")?|(?:"
                    + INITIAL
                    + "[ ]){0,2}"
                    + NAME
                    + "|"
                    + LOUD
                    + "(?:,? (?:"
                    + LOUD
                    + "|"
                    + INITIAL
                    + ")){1,3})";
    private static final String DEGREE =
            "(?:M\\.?D|D\\.?O|R\\.?N|F\\.?R\\.?C\\.?[PS]|Pharm\\.?D|Ph\\.?D|N\\.?P|P\\.?A(?:-C"
                    + ")?|D\\.?D\\.?S|LCSW|MBBS|APRN|CRNA)\\.?";

    static List<Rule> rules() {
        return List.of(
                word(
                                "person-label",
                                "name patient pt attending physician provider surgeon referred"
                                        + " signed dictated cc referring resident author consu"
                                        + "ltant")
                        .base(0.80)
                        .check(PlainWords::label)
                        .pattern(
                                "(?i:(?:(?:patient|pt|full|first|last|given|family|sur|middle|"
                                        + "maiden|legal|preferred|doctor)[ _.-]?)?name|patient"
                                        + "|pt|att"
                                        + "ending(?: physician| provider)?|physician|provider|"
                                        + "surgeon"
                                        + "|referred by|referring(?: physician| provider)?|(?:"
                                        + "electro"
                                        + "nically )?signed by|dictated by|cc|resident|author|"
                                        + "consult"
                                        + "ant)[ ]{0,2}:[ \\t]{0,4}(?<v>"
                                        + NAMES
                                        + ")"),
                word("person-title", "dr mr mrs ms miss mx prof professor doctor rev sir dame")
                        .base(0.75)
                        .check(PlainWords::name)
                        .pattern(
                                "(?:(?:Dr|Mr|Mrs|Ms|Mx|Prof|Rev|DR|MR|MRS|MS|dr|mr|mrs|ms)(?:"
                                        + "\\. ?|[ ])|(?:Miss|Professor|Doctor|Sir|Dame|doctor"
                                        + "|profes"
                                        + "sor)[ ])[ ]?(?<v>(?:"
                                        + INITIAL
                                        + "[ ]?){0,2}"
                                        + NAME
                                        + ")"),
                word("person-title-loud", "dr mr mrs ms prof")
                        .base(0.75)
                        .check(PlainWords::name)
                        .pattern(
                                "(?:DR|MR|MRS|MS|PROF|Dr|Mr|Mrs|Ms|Prof)\\.[ ]?(?<v>"
                                        + LOUD
                                        + "(?: "
                                        + LOUD
                                        + "){0,2})"),
                Rule.of("person-degree", EntityType.PERSON, Anchor.CAPITAL)
                        .starts(
                                "md do rn frcp frcs pharmd phd np pa dds lcsw mbbs aprn crna m"
                                        + " d r p")
                        .base(0.75)
                        .check(PlainWords::name)
                        .pattern(
                                "(?<v>"
                                        + NAME
                                        + "|"
                                        + PART
                                        + ", ?"
                                        + PART
                                        + "(?: ?\\)?"
                                        + INITIAL
                                        + ")?),? ?(?:"
                                        + DEGREE
                                        + ")"),
                Rule.of("person-born", EntityType.PERSON, Anchor.CAPITAL)
                        .starts("dob born birth")
                        .base(0.75)
                        .check(PlainWords::name)
                        .pattern(
                                "(?<v>"
                                        + PART
                                        + "(?: (?:"
                                        + INITIAL
                                        + " )?"
                                        + PART
                                        + "){1,3})[,; (]{1,3}(?i:dob|d\\.o\\.b|date of birth|b"
                                        + "orn)"),
                word(
                                "person-kin",
                                "wife husband son daughter mother father sister brother carer "
                                        + "caregiver partner spouse friend neighbor neighbour "
                                        + "aunt un"
                                        + "cle grandson granddaughter grandmother grandfather "
                                        + "niece n"
                                        + "ephew cousin fiance girlfriend boyfriend")
                        .base(0.60)
                        .check(PlainWords::name)
                        .pattern(
                                "(?i:wife|husband|son|daughter|mother|father|sister|brother|ca"
                                        + "rer|caregiver|partner|spouse|friend|neighbou?r|aunt"
                                        + "|uncle|"
                                        + "grandson|granddaughter|grandmother|grandfather|niec"
                                        + "e|nephe"
                                        + "w|cousin|fiance|girlfriend|boyfriend),?[ ](?:is )?(?<v>"
                                        + NAME
                                        + ")"),
                word("person-known", "known goes named name")
                        .base(0.75)
                        .check(PlainWords::name)
                        .pattern(
                                "(?i:known as|goes by|named|name is)[ ](?:[A-Za-z]{1,4}\\. )?(?<v>"
                                        + NAME
                                        + ")"));
    }

    private static Rule.Draft word(String id, String starts) {
        return Rule.of(id, EntityType.PERSON, Anchor.WORD).starts(starts).need(Need.BUILT_IN);
    }
}
