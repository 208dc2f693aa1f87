package portcullis.privacy.unfold;

import java.util.Locale;

/** Tells whether two spellings are one value: folded, without case and separators (SCR-30). */
public final class Spelling {
    private Spelling() {}

    /** The same text for every spelling of one value. */
    public static String fold(String value) {
        StringBuilder plain = new StringBuilder(value.length());
        Fold.fold(value)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.isEmpty() ? value : plain.toString().toLowerCase(Locale.ROOT);
    }
}
