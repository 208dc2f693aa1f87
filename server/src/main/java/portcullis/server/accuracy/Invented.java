package portcullis.server.accuracy;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import portcullis.server.accuracy.LabelledRow.Label;

/**
 * Invented values in sentences, for types that published sets lack. Half of them stand beside a
 * keyword, half in a sentence that says nothing, unless a type means nothing without its keyword.
 */
final class Invented {
    /** The seed that published figures use. */
    static final long SEED = 20_260_101;

    private static final List<String> SILENT =
            List.of(
                    "Please note %s in the file.",
                    "As discussed, %s was given at the desk.",
                    "%s",
                    "The form shows %s on page two, the rest is blank.");
    private static final Map<String, String> KEYWORDS =
            Map.ofEntries(
                    entry("UK_NHS", "NHS number"),
                    entry("US_NPI", "NPI"),
                    entry("US_ITIN", "ITIN"),
                    entry("US_SSN", "SSN"),
                    entry("US_MBI", "Medicare ID"),
                    entry("AU_MEDICARE", "Medicare card"),
                    entry("AU_TFN", "TFN"),
                    entry("AU_ABN", "ABN"),
                    entry("CA_SIN", "SIN"),
                    entry("CA_PHN", "PHN"),
                    entry("CREDIT_CARD", "card number"),
                    entry("IBAN_CODE", "IBAN"),
                    entry("ABA_ROUTING_NUMBER", "routing number"),
                    entry("IN_AADHAAR", "Aadhaar"),
                    entry("DE_TAX_ID", "Steuer-ID"),
                    entry("PL_PESEL", "PESEL"),
                    entry("FI_PERSONAL_IDENTITY_CODE", "HETU"),
                    entry("TH_TNIN", "Thai ID"),
                    entry("SG_NRIC_FIN", "NRIC"),
                    entry("ES_NIF", "NIF"),
                    entry("SE_PERSONNUMMER", "personnummer"),
                    entry("ZA_ID_NUMBER", "South African ID"),
                    entry("UK_NINO", "NI number"),
                    entry("VIN", "VIN"),
                    entry("IMEI", "IMEI"),
                    entry("DATE", "date of birth"),
                    entry("URL", "website"),
                    entry("EMAIL", "e-mail"),
                    entry("IP", "IP address"),
                    entry("PHONE", "phone"),
                    entry("MAC_ADDRESS", "MAC"),
                    entry("US_PASSPORT", "passport number"),
                    entry("MRN", "MRN"),
                    entry("JWT", "token"),
                    entry("CLOUD_KEY", "key"),
                    entry("PRIVATE_KEY", "key file"),
                    entry("CONNECTION_STRING", "connection string"));
    private static final Set<String> ONLY_BESIDE_KEYWORD = Set.of("MRN", "US_PASSPORT");

    private Invented() {}

    /** So many rows of every type. */
    static List<LabelledRow> rows(long seed, int each) {
        Map<String, Function<Dice, String>> makers = new TreeMap<>(InventedNumbers.makers());
        makers.putAll(InventedCodes.makers());
        List<LabelledRow> rows = new ArrayList<>();
        makers.forEach(
                (type, maker) -> {
                    Dice dice = new Dice(seed ^ type.hashCode());
                    for (int number = 0; number < each; number++) {
                        rows.add(row(type, maker.apply(dice), dice));
                    }
                });
        return rows;
    }

    private static LabelledRow row(String type, String value, Dice dice) {
        boolean keyword = ONLY_BESIDE_KEYWORD.contains(type) || dice.below(2) == 0;
        String frame =
                keyword
                        ? dice.one("Her ", "The ", "His ")
                                + KEYWORDS.get(type)
                                + dice.one(": ", " is ", " ")
                                + "%s."
                        : dice.one(SILENT.toArray(String[]::new));
        int start = frame.indexOf("%s");
        String text = frame.substring(0, start) + value + frame.substring(start + 2);
        Label label = new Label(start, start + value.length(), type);
        return new LabelledRow(text, List.of(label), Set.of(type), type, "");
    }
}
