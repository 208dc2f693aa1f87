package portcullis.privacy.substitute;

import java.util.Locale;
import java.util.Optional;
import portcullis.privacy.EntityType;

/**
 * Invents a value of a type, from ranges that are given to nobody: telephone numbers 555-0100 to
 * 555-0199 (NANP), mail and web addresses under example.org (RFC 2606), IP addresses of RFC 5737
 * and RFC 3849, social security numbers of area 666, postcodes ZZ99 and 000xx, the country code XX
 * for accounts, cards of issuer 0. Other numbers begin with zeros and keep their shape.
 */
final class Fakes {
    private static final int ZEROS = 3;

    private Fakes() {}

    /** Empty where nothing shall be invented: a secret, and what is no value. */
    static Optional<String> of(EntityType type, String value, Dice dice) {
        return switch (type) {
            case EMAIL -> Optional.of(mail(dice));
            case PHONE, FAX -> Optional.of(phone(value, dice));
            case SSN -> Optional.of(ssn(value, dice));
            case POSTCODE -> Optional.of(postcode(value, dice));
            case ADDRESS -> Optional.of(1 + dice.roll(98) + " " + dice.pick(Invented.STREETS));
            case PLACE -> Optional.of(dice.pick(Invented.TOWNS));
            case AGE -> Optional.of(age(value));
            case URL -> Optional.of("https://www.example.org/p" + (1000 + dice.roll(9000)));
            case IP -> Optional.of(address(value, dice));
            case IBAN -> Optional.of("XX" + shaped(value, dice).substring(2));
            case TAXID, MRN, HEALTHID, ACCOUNT, CARD, LICENCE, VEHICLE, DEVICE, OTHERID ->
                    Optional.of(shaped(value, dice));
            case PERSON, DATE, SECRET, LITERAL -> Optional.empty();
        };
    }

    private static String mail(Dice dice) {
        String name = dice.pick(Invented.GIVEN) + "." + dice.pick(Invented.FAMILY);
        return name.toLowerCase(Locale.ROOT) + dice.roll(100) + "@example.org";
    }

    private static String phone(String value, Dice dice) {
        long digits = value.chars().filter(Character::isDigit).count();
        String line = "555-01" + two(dice.roll(100));
        if (digits < 10) {
            return line;
        }
        String area = (2 + dice.roll(8)) + two(20 + dice.roll(70));
        String local = value.indexOf('(') >= 0 ? "(" + area + ") " + line : area + "-" + line;
        return value.startsWith("+") ? "+1 " + local : local;
    }

    private static String ssn(String value, Dice dice) {
        String separator = value.matches("(?s).*\\d([ .-])\\d.*") ? separator(value) : "";
        String serial = two(dice.roll(100)) + two(dice.roll(100));
        boolean whole = value.chars().filter(Character::isDigit).count() > 4;
        return whole ? "666" + separator + two(1 + dice.roll(99)) + separator + serial : serial;
    }

    private static String separator(String value) {
        return value.replaceAll("(?s)^.*?\\d([ .-])\\d.*$", "$1");
    }

    private static String postcode(String value, Dice dice) {
        boolean letters = value.chars().anyMatch(Character::isLetter);
        return letters ? "ZZ99 " + dice.roll(10) + "ZZ" : "000" + two(dice.roll(100));
    }

    /** Ages above 89 are told together (45 CFR 164.514(b)(2)(i)(C)). */
    private static String age(String value) {
        String told = value.replaceFirst("\\d{2,3}", "90+");
        return told.equals(value) ? "90 or older" : told;
    }

    private static String address(String value, Dice dice) {
        if (value.indexOf(':') >= 0) {
            return "2001:db8::" + Integer.toHexString(1 + dice.roll(0xfffe));
        }
        return dice.pick(java.util.List.of("192.0.2.", "198.51.100.", "203.0.113."))
                + (1 + dice.roll(254));
    }

    /** Digits for digits and letters for letters; the first ones are zeros and X. */
    private static String shaped(String value, Dice dice) {
        StringBuilder shaped = new StringBuilder(value.length());
        int seen = 0;
        for (int at = 0; at < value.length(); at++) {
            char next = value.charAt(at);
            boolean digit = Character.isDigit(next);
            if (!digit && !Character.isLetter(next)) {
                shaped.append(next);
                continue;
            }
            boolean first = seen++ < Math.min(ZEROS, value.length() / 2);
            char fake = digit ? digit(first, dice) : letter(first, next, dice);
            shaped.append(fake);
        }
        return shaped.toString();
    }

    private static char digit(boolean first, Dice dice) {
        return first ? '0' : (char) ('0' + dice.roll(10));
    }

    private static char letter(boolean first, char like, Dice dice) {
        char big = first ? 'X' : (char) ('A' + dice.roll(26));
        return Character.isLowerCase(like) ? Character.toLowerCase(big) : big;
    }

    private static String two(int number) {
        return String.format(Locale.ROOT, "%02d", number);
    }
}
