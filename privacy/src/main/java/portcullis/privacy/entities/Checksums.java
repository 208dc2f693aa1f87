package portcullis.privacy.entities;

/** Check digits. All methods read digits and letters only; separators must be gone. */
final class Checksums {
    private static final int[][] DIHEDRAL = new int[10][10];
    private static final int[][] TURN = new int[8][10];

    static {
        int[] first = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
        for (int a = 0; a < 10; a++) {
            TURN[0][a] = a;
            for (int b = 0; b < 10; b++) {
                DIHEDRAL[a][b] = multiply(a, b);
            }
        }
        for (int row = 1; row < 8; row++) {
            for (int digit = 0; digit < 10; digit++) {
                TURN[row][digit] = TURN[row - 1][first[digit]];
            }
        }
    }

    private Checksums() {}

    private static int multiply(int a, int b) {
        int turned = a < 5 ? (a % 5 + b % 5) % 5 : (a % 5 - b % 5 + 5) % 5;
        return turned + (a < 5 == b < 5 ? 0 : 5);
    }

    /** Letters and digits of a value, letters in upper case. */
    static String compact(String value) {
        StringBuilder plain = new StringBuilder(value.length());
        for (int at = 0; at < value.length(); at++) {
            if (Character.isLetterOrDigit(value.charAt(at))) {
                plain.append(Character.toUpperCase(value.charAt(at)));
            }
        }
        return plain.toString();
    }

    /** The Luhn sum of ISO/IEC 7812. */
    static boolean luhn(String digits) {
        int sum = 0;
        for (int at = 0; at < digits.length(); at++) {
            int digit = digits.charAt(digits.length() - 1 - at) - '0';
            int doubled = at % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    /** The weighted sum of the first digits. */
    static int weighted(String digits, int... weights) {
        int sum = 0;
        for (int at = 0; at < weights.length; at++) {
            sum += (digits.charAt(at) - '0') * weights[at];
        }
        return sum;
    }

    /** ISO 7064 mod 97-10 over the value with its first four places moved to the end (IBAN). */
    static boolean iban(String value) {
        int rest = 0;
        for (int at = 0; at < value.length(); at++) {
            int digit = Character.digit(value.charAt((at + 4) % value.length()), 36);
            rest = (digit > 9 ? rest * 100 + digit : rest * 10 + digit) % 97;
        }
        return rest == 1;
    }

    /** Verhoeff's check (Aadhaar). */
    static boolean verhoeff(String digits) {
        int state = 0;
        for (int at = 0; at < digits.length(); at++) {
            int digit = digits.charAt(digits.length() - 1 - at) - '0';
            state = DIHEDRAL[state][TURN[at % 8][digit]];
        }
        return state == 0;
    }

    /** NHS number: weights 10 to 2, eleven minus the rest; 10 is invalid, 11 is 0. */
    static boolean nhs(String digits) {
        int check = 11 - weighted(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return check != 10 && check % 11 == digits.charAt(9) - '0';
    }

    /** VIN: transliterated letters, weights 8 7 6 5 4 3 2 10 0 9 8 7 6 5 4 3 2, mod 11, X is 10. */
    static boolean vin(String value) {
        String letters = "ABCDEFGHJKLMNPRSTUVWXYZ";
        String numbers = "12345678123457923456789";
        int[] weights = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
        int sum = 0;
        for (int at = 0; at < weights.length; at++) {
            int letter = letters.indexOf(value.charAt(at));
            int digit = letter < 0 ? value.charAt(at) - '0' : numbers.charAt(letter) - '0';
            sum += digit * weights[at];
        }
        return value.charAt(8) == "0123456789X".charAt(sum % 11);
    }

    /** DEA number: (1st + 3rd + 5th) + 2 (2nd + 4th + 6th) ends in the 7th digit. */
    static boolean dea(String digits) {
        return weighted(digits, 1, 2, 1, 2, 1, 2) % 10 == digits.charAt(6) - '0';
    }

    /**
     * Travel documents (ICAO 9303): weights 7 3 1, letters from 10, fillers 0; the last is the
     * check.
     */
    static boolean travel(String value) {
        int sum = 0;
        int last = value.length() - 1;
        for (int at = 0; at < last; at++) {
            int worth = Math.max(0, Character.digit(value.charAt(at), 36));
            sum += worth * new int[] {7, 3, 1}[at % 3];
        }
        return sum % 10 == Character.digit(value.charAt(last), 10);
    }

    /** ABA routing number: weights 3 7 1. */
    static boolean aba(String digits) {
        return weighted(digits, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0;
    }
}
