package portcullis.privacy.entities;

import static portcullis.privacy.entities.Check.unless;

import java.util.List;
import portcullis.privacy.EntityType;

/** Keys, tokens, passwords, sessions (R): always masked, never restored. */
final class Secrets {
    private Secrets() {}

    private static final String VALUE = "[A-Za-z0-9._~+/=%-]";

    static List<Rule> rules() {
        return List.of(
                word(
                                "secret-key-prefix",
                                "sk pk rk pat xoxa xoxb xoxe xoxp xoxr xoxs glpat gldt glrt npm hf key dop doo shpat shpss"
                                        + " shppa lin pypi nvapi pplx gsk xai sl tfp whsec sq0atp sq0csp rubygems"
                                        + " secret tk")
                        .open(
                                "(?<![A-Za-z0-9])(?:[spr]k|pat|xox[abeprs]|gl(?:pa|d|r)t|npm|hf|key|do[op]_v1|sh(?:pat|pss|ppa)"
                                        + "|lin_api|pypi|nvapi|pplx|gsk|xai|sl|tfp|whsec|sq0(?:atp|csp)"
                                        + "|rubygems|secret|tk)[_.-](?=[a-z_.-]{0,20}[0-9A-Z])[A-Za-z0-9._-]{14,300}"),
                mixed("secret-key-mixed")
                        .open(
                                "(?<![A-Za-z0-9])(?:(?:AKIA|ASIA|AGPA|AROA|AIDA|ANPA|ANVA|ABIA|ACCA)"
                                        + "(?=[A-Z]{0,15}[0-9])[0-9A-Z]{16}"
                                        + "|AIza(?=[0-9A-Za-z])[0-9A-Za-z_-]{30,45}"
                                        + "|ya29\\.[A-Za-z0-9_-]{16,200})"),
                word("secret-key-word", "aiza sg ghp gho ghu ghs ghr github")
                        .open(
                                "(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{20,100}"
                                        + "|github_pat_[A-Za-z0-9_]{20,100}"
                                        + "|AIza(?=[_-])[0-9A-Za-z_-]{30,45}"
                                        + "|SG\\.[A-Za-z0-9_-]{16,100}\\.[A-Za-z0-9_-]{16,100})"),
                mixed("secret-jwt")
                        .open(
                                "(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,2000}+\\.[A-Za-z0-9_-]{4,4"
                                        + "000}+(?:\\.[A-Za-z0-9_-]{0,1000})?"),
                word("secret-private-key", "begin")
                        .open(
                                "BEGIN [A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?-----"
                                        + "[^-]{0,8000}+(?:-(?!----)[^-]{0,8000}+){0,40}+"
                                        + "(?:-----END [A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?)?"),
                word("secret-jdbc", "jdbc")
                        .open(
                                "jdbc:(?=[^\\s]{0,400}(?i:password|pwd|/[^\\s/@]{1,60}@))"
                                        + "[^\\s\"'<>]{6,600}"),
                word("secret-private-form", "putty age p")
                        .open(
                                "PuTTY-User-Key-File-[0-9]:[^\\r\\n]{0,200}(?:\\r?\\n[^\\r\\n]{0,200})"
                                        + "{0,80}+|(?i:AGE-SECRET-KEY-1[0-9A-Z]{50,70})"),
                mixed("secret-key-mark")
                        .open(
                                "(?<![A-Za-z0-9])(?:SK[0-9a-f]{32}|AC[0-9a-f]{32}|dapi[0-9a-f]{32}"
                                        + "|[0-9]{8,10}:AA[A-Za-z0-9_-]{32,34}"
                                        + "|hvs\\.[A-Za-z0-9_-]{20,200}|PMAK-[0-9a-f-]{30,70})"
                                        + "(?![A-Za-z0-9])"),
                word("secret-key-dotted", "hvs pmak nrak atlasv1 ops")
                        .open(
                                "(?<![A-Za-z0-9])(?:hvs\\.[A-Za-z0-9_-]{20,200}"
                                        + "|PMAK-[0-9a-f-]{30,70}|NRAK-[A-Z0-9]{27}"
                                        + "|atlasv1\\.[A-Za-z0-9_=-]{40,100}|ops_eyJ[A-Za-z0-9_-]{40,2000})"),
                word(
                                "secret-connection-fields",
                                "server data host addr endpoint defaultendpointsprotocol"
                                        + " hostname driver provider accountname jdbc user uid")
                        .open(
                                "(?<![A-Za-z0-9])(?i:server|data source|host|hostname|addr|endpoint|driver"
                                        + "|provider|defaultendpointsprotocol|accountname|user(?: ?id)?|uid)"
                                        + "[ ]?=[ ]?(?=[^\\r\\n]{0,400}(?i:password|pwd|accountkey"
                                        + "|sharedaccesskey)[ ]?=)(?:[^;\\r\\n=]{1,200}"
                                        + "(?:;[ ]?[A-Za-z][A-Za-z _]{1,31}=[^;\\r\\n]{0,300}){1,16}"
                                        + "|[^\\s;,]{1,200}"
                                        + "(?:[, ][A-Za-z][A-Za-z_]{1,31}=[^\\s;,]{0,300}){1,16})"),
                word("secret-authorization", "authorization proxy")
                        .open(
                                "(?<![A-Za-z0-9-])(?i:(?:proxy-)?authorization)[\"']?[ ]?[:=]["
                                        + " ]?[\"']?(?:(?i:bearer|basic|digest|token|negotiate"
                                        + "|apikey"
                                        + ") )?(?<v>[A-Za-z0-9._~+/=%-]{6,4000})"),
                word("secret-bearer", "bearer basic")
                        .open(
                                "(?i:bearer|basic)[ ](?<v>(?=[A-Za-z._~+/=-]{0,80}[0-9=])"
                                        + VALUE
                                        + "{16,4000})"),
                word("secret-header", "x api auth subscription")
                        .open(
                                "(?i:x-api-key|x-auth-token|x-access-token|api[_ -]?key|auth[_"
                                        + " -]?token|(?:subscription|access|account|shared)[_ "
                                        + "-]key)["
                                        + "\"']?(?: is)?[ ]?[:=]?[ ]?[\"']?(?<v>(?=[^\\s0-9]{0"
                                        + ",60}[0-"
                                        + "9])"
                                        + VALUE
                                        + "{8,400})"),
                word(
                                "secret-assignment",
                                "password passwd pwd passphrase passcode secret token apikey c"
                                        + "redential credentials client access refresh auth ke"
                                        + "y sid s"
                                        + "ession sess jsessionid phpsessid csrf sig signature"
                                        + " code a"
                                        + "ws private")
                        .open(
                                "(?<![A-Za-z0-9])(?i:(?:[a-z]{1,16}[_-]){0,3}(?:password|passw"
                                        + "d|pwd|passphrase|passcode|secret(?:[_-](?:access[_-"
                                        + "])?key)"
                                        + "?|token|apikey|api[_-]key|credentials?|access[_-]ke"
                                        + "y|priva"
                                        + "te[_-]key|jsessionid|phpsessid|sess(?:ion)?(?:[_-]?"
                                        + "id)?|cs"
                                        + "rf|sig(?:nature)?))[\"']?[ ]?[:=][ ]?[\"']?(?<v>[^"
                                        + "\\s\"'&;"
                                        + ",<>(){}\\[\\]]{6,400})"),
                word("secret-cookie", "cookie set")
                        .open(
                                "(?i:(?:set-)?cookie):[ ]{0,2}(?<v>[^\\s;=]{1,80}=[^\\r\\n]{4,"
                                        + "2000})"),
                Rule.of("secret-connection", EntityType.SECRET, Anchor.SCHEME)
                        .base(0.95)
                        .open(
                                "(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{1,24}://[^\\s:@/]{0,10"
                                        + "0}:[^\\s@/]{1,200}@[^\\s\"'<>]{1,400}"),
                mixed("secret-random")
                        .base(0.20)
                        .check(Secrets::random)
                        .open(
                                "(?<![A-Za-z0-9_-])(?=[A-Za-z]{1,199}[0-9]|[0-9]{1,199}[A-Za-z]"
                                        + "|(?=[A-Za-z]{5})[A-Za-z]{0,198}[a-z][A-Z])"
                                        + "[A-Za-z0-9_-]{24,200}+(?![A-Za-z0-9_-])"));
    }

    private static Rule.Draft word(String id, String starts) {
        return Rule.of(id, EntityType.SECRET, Anchor.WORD).starts(starts).base(0.95);
    }

    private static Rule.Draft mixed(String id) {
        return Rule.of(id, EntityType.SECRET, Anchor.MIXED).base(0.95);
    }

    /** Letters of both cases and digits in a long run; ids that providers make are none. */
    private static Check.Answer random(String value) {
        boolean known = value.matches("(?i)(?:call|toolu|msg|resp|req|run|chatcmpl|fc|item)[_-].*");
        boolean mixed =
                value.chars().anyMatch(Character::isUpperCase)
                        && value.chars().anyMatch(Character::isLowerCase)
                        && value.chars().filter(Character::isDigit).count() >= 3;
        return unless(known || !mixed || value.chars().distinct().count() < 14);
    }
}
