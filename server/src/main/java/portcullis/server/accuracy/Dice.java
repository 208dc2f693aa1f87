package portcullis.server.accuracy;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Throws digits and letters; the same seed gives the same values. */
final class Dice {
    static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    static final String DIGITS = "0123456789";

    private final Random random;

    Dice(long seed) {
        this.random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From one number to another, both included, with leading zeros up to so many places. */
    String number(int from, int to, int places) {
        return String.format(Locale.ROOT, "%0" + places + "d", from + below(to - from + 1));
    }

    String digits(int count) {
        return text(DIGITS, count);
    }

    String text(String alphabet, int count) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < count; at++) {
            text.append(alphabet.charAt(below(alphabet.length())));
        }
        return text.toString();
    }

    String one(String... values) {
        return values[below(values.length)];
    }

    String word() {
        return one(
                List.of(
                                "harbor", "maple", "delta", "clinic", "orchid", "summit", "cedar",
                                "falcon", "river", "copper", "lumen", "quartz", "willow", "atlas")
                        .toArray(String[]::new));
    }

    /** Groups of so many digits or letters, with one separator. */
    static String grouped(String value, String separator, int... sizes) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (int size : sizes) {
            text.append(at == 0 ? "" : separator).append(value, at, at + size);
            at += size;
        }
        return text.append(value.substring(at)).toString();
    }
}
