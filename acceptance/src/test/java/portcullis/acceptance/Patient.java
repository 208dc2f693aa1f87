package portcullis.acceptance;

import java.util.List;

/** A person who does not exist, with values that are found nowhere else on the machine. */
final class Patient {
    static final String NUMBER = "536-22-8714";
    static final String MAIL = "quillfeather.zenobia@harborview-clinic.org";
    static final String PHONE = "(415) 555-0173";
    static final String RECORD = "MRN 84736251";
    static final List<String> VALUES = List.of(NUMBER, MAIL, PHONE, "84736251");

    private Patient() {}

    /** A note that holds every value; each word makes another note. */
    static String note(String word) {
        return "Please call back about the "
                + word
                + ". SSN "
                + NUMBER
                + ", e-mail "
                + MAIL
                + ", phone "
                + PHONE
                + ", "
                + RECORD
                + ".";
    }
}
