package portcullis.acceptance;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * People who do not exist, one for each kind of identifier; the values are found nowhere else on
 * the machine. Each stands in a sentence as a note would say it.
 */
final class People {
    /** What stands in a sentence, by the part of it that must be seen nowhere. */
    static final Map<String, String> SENTENCES = new LinkedHashMap<>();

    static {
        SENTENCES.put("536-22-8714", "Her SSN is 536-22-8714.");
        SENTENCES.put(
                "quillfeather.zenobia",
                "Write to quillfeather.zenobia@harborview-clinic.org today.");
        SENTENCES.put("(415) 555-0173", "Call her cell phone (415) 555-0173 after five.");
        SENTENCES.put("84736251", "The chart is MRN 84736251 since then.");
        SENTENCES.put("Quillfeather", "Patient: Zenobia Quillfeather was seen.");
        SENTENCES.put("Tamsinwood", "She lives at 4821 Tamsinwood Lane in town.");
        SENTENCES.put("94117-2231", "Her ZIP code is 94117-2231 there.");
        SENTENCES.put("03/14/1951", "DOB: 03/14/1951 by her card.");
        SENTENCES.put("912-78-1234", "Her ITIN 912-78-1234 was given.");
        SENTENCES.put("1EG4-TE5-MK73", "Medicare number 1EG4-TE5-MK73 was checked.");
        SENTENCES.put("GB82WEST12345698765432", "IBAN GB82WEST12345698765432 was billed.");
        SENTENCES.put("5555 5555 5555 4444", "Card 5555 5555 5555 4444 was charged.");
        SENTENCES.put("8837261905", "Account number 8837261905 was closed.");
        SENTENCES.put("1932847561", "NPI 1932847561 signed the order.");
        SENTENCES.put("1M8GDM9AXKP042788", "VIN 1M8GDM9AXKP042788 was parked outside.");
        SENTENCES.put("490154203237518", "Device IMEI 490154203237518 was paired.");
        SENTENCES.put(
                "zebrafinch-portal", "See https://zebrafinch-portal.example.org/p/771 for more.");
        SENTENCES.put("203.0.113.77", "It came from IP 203.0.113.77 at night.");
        SENTENCES.put("hunter2Zx9qvk77", "The password: hunter2Zx9qvk77 was shared.");
    }

    private People() {}

    /** A note about all of them; each word makes another note. */
    static String note(String word) {
        return "Please summarise the " + word + ". " + String.join(" ", SENTENCES.values());
    }

    /** What must be seen nowhere. */
    static String[] canaries() {
        return SENTENCES.keySet().toArray(String[]::new);
    }
}
