package portcullis.privacy.entities;

import java.util.regex.Pattern;

/** Numbers of papers, trials, genes and samples in public registers: they name no person. */
final class PublicRecords {
    private static final Pattern PUBLIC =
            Pattern.compile(
                    "(?i:nct|pmc|pmid|isrctn|rs|gse|gsm|gpl|gds|srr|srx|srp|srs|err|erx|drr|prjna"
                            + "|ens|omim|mim|chembl|ec|rfc|iso|cve)[0-9]{3,11}");

    private PublicRecords() {}

    /** A shape that such a register also uses is certainly something else. */
    static Check.Answer unlessPublic(String value) {
        return Check.unless(PUBLIC.matcher(value).matches());
    }
}
