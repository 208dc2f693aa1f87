package portcullis.privacy;

import java.time.LocalDate;
import java.util.List;
import portcullis.kernel.SensitiveText;

/**
 * The record of the person that a request is about: what of it stands in a text is certainly theirs
 * (SCR-19). Shows nothing of itself.
 *
 * @param names full names, former names and nicknames, in any order of their parts
 * @param births the date of birth, if it is known
 * @param addresses whole addresses; their lines apart by commas or line breaks
 * @param ids record numbers, insurance numbers, telephone numbers and the like
 */
public record Subject(
        List<SensitiveText> names,
        List<LocalDate> births,
        List<SensitiveText> addresses,
        List<SensitiveText> ids) {
    private static final int MOST = 32;
    private static final int LONGEST = 256;
    private static final Subject UNKNOWN = new Subject(List.of(), List.of(), List.of(), List.of());

    /** Refuses more than 32 entries of a kind, and entries of more than 256 characters. */
    public Subject {
        names = checked(names);
        births = List.copyOf(births);
        addresses = checked(addresses);
        ids = checked(ids);
    }

    private static List<SensitiveText> checked(List<SensitiveText> texts) {
        if (texts.size() > MOST || texts.stream().anyMatch(text -> text.length() > LONGEST)) {
            throw new IllegalArgumentException("a subject's record is too large");
        }
        return List.copyOf(texts);
    }

    /** Nobody in particular. */
    public static Subject unknown() {
        return UNKNOWN;
    }

    public boolean isUnknown() {
        return names.isEmpty() && births.isEmpty() && addresses.isEmpty() && ids.isEmpty();
    }

    @Override
    public String toString() {
        return isUnknown() ? "Subject[unknown]" : "Subject[known]";
    }
}
