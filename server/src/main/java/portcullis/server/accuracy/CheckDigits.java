package portcullis.server.accuracy;

import java.util.stream.IntStream;

/**
 * Completes invented numbers with their check digits. Written apart from the validators, from the
 * published rules, so that a slip in one of the two shows.
 */
final class CheckDigits {
    private static final int[][] VERHOEFF_D = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
        {2, 3, 4, 0, 1, 7, 8, 9, 5, 6}, {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
        {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
        {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
        {8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}
    };
    private static final int[][] VERHOEFF_P = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
        {5, 8, 0, 3, 7, 9, 6, 1, 4, 2}, {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
        {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
        {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}
    };

    private CheckDigits() {}

    private static int digit(String digits, int at) {
        return digits.charAt(at) - '0';
    }

    static int sum(String digits, int... weights) {
        return IntStream.range(0, weights.length).map(at -> digit(digits, at) * weights[at]).sum();
    }

    /** ISO/IEC 7812: the digit that makes the Luhn sum a multiple of ten. */
    static int luhn(String digits) {
        int sum = 0;
        for (int back = 0; back < digits.length(); back++) {
            int twice = digit(digits, digits.length() - 1 - back) * (back % 2 == 0 ? 2 : 1);
            sum += twice / 10 + twice % 10;
        }
        return (10 - sum % 10) % 10;
    }

    static int verhoeff(String digits) {
        int check = 0;
        for (int back = 0; back < digits.length(); back++) {
            int turned = VERHOEFF_P[(back + 1) % 8][digit(digits, digits.length() - 1 - back)];
            check = VERHOEFF_D[check][turned];
        }
        return IntStream.range(0, 10).filter(inverse(check)).findFirst().orElseThrow();
    }

    private static java.util.function.IntPredicate inverse(int check) {
        return digit -> VERHOEFF_D[check][digit] == 0;
    }

    /** ISO 7064 mod 97-10 of an account number: its two check digits. */
    static String iban(String country, String account) {
        StringBuilder digits = new StringBuilder();
        (account + country + "00").chars().forEach(c -> digits.append(Character.digit(c, 36)));
        int rest =
                new java.math.BigInteger(digits.toString())
                        .mod(java.math.BigInteger.valueOf(97))
                        .intValue();
        return String.format(java.util.Locale.ROOT, "%02d", 98 - rest);
    }

    /** ISO 7064 mod 11,10. */
    static int elevenTen(String digits) {
        int product = 10;
        for (int at = 0; at < digits.length(); at++) {
            int part = (digit(digits, at) + product) % 10;
            product = 2 * (part == 0 ? 10 : part) % 11;
        }
        return (11 - product) % 10;
    }

    /** VIN: the ninth place, of a number whose ninth place is any. */
    static String vin(String value) {
        int[] weights = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
        String worth = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";
        int sum = 0;
        for (int at = 0; at < 17; at++) {
            sum += worth.indexOf(value.charAt(at)) % 10 * weights[at];
        }
        return value.substring(0, 8) + "0123456789X".charAt(sum % 11) + value.substring(9);
    }
}
