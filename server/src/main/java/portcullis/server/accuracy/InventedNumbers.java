package portcullis.server.accuracy;

import static portcullis.server.accuracy.CheckDigits.sum;
import static portcullis.server.accuracy.Dice.grouped;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Makers of numbers of people and accounts, with right check digits. */
final class InventedNumbers {
    private InventedNumbers() {}

    /** A number under the name of its type. */
    static Map<String, Function<Dice, String>> makers() {
        Map<String, Function<Dice, String>> makers = new TreeMap<>();
        makers.put("UK_NHS", InventedNumbers::nhs);
        makers.put("US_NPI", InventedNumbers::npi);
        makers.put("US_ITIN", InventedNumbers::itin);
        makers.put("US_SSN", InventedNumbers::ssn);
        makers.put("US_MBI", InventedNumbers::mbi);
        makers.put("AU_MEDICARE", InventedNumbers::medicare);
        makers.put("AU_TFN", InventedNumbers::tfn);
        makers.put("AU_ABN", InventedNumbers::abn);
        makers.put("CA_SIN", InventedNumbers::sin);
        makers.put("CA_PHN", InventedNumbers::phn);
        makers.put("CREDIT_CARD", InventedNumbers::card);
        makers.put("IBAN_CODE", InventedNumbers::iban);
        makers.put("ABA_ROUTING_NUMBER", InventedNumbers::aba);
        makers.put("IN_AADHAAR", InventedNumbers::aadhaar);
        makers.put(
                "DE_TAX_ID",
                dice -> complete(dice.number(1, 9, 1) + dice.digits(9), CheckDigits::elevenTen));
        makers.put("PL_PESEL", InventedNumbers::pesel);
        makers.put("FI_PERSONAL_IDENTITY_CODE", InventedNumbers::hetu);
        makers.put("TH_TNIN", InventedNumbers::thai);
        makers.put("SG_NRIC_FIN", InventedNumbers::nric);
        makers.put("ES_NIF", InventedNumbers::nif);
        makers.put("SE_PERSONNUMMER", InventedNumbers::swedish);
        makers.put("ZA_ID_NUMBER", InventedNumbers::southAfrican);
        makers.put("UK_NINO", InventedNumbers::nino);
        makers.put(
                "VIN",
                dice ->
                        CheckDigits.vin(
                                dice.text("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", 8)
                                        + "0"
                                        + dice.text("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", 3)
                                        + dice.digits(5)));
        makers.put("IMEI", dice -> complete("35" + dice.digits(12), CheckDigits::luhn));
        return makers;
    }

    private static String complete(String digits, Function<String, Integer> check) {
        return digits + check.apply(digits);
    }

    /** Throws again until a body has a check digit. */
    private static String until(java.util.function.Supplier<Optional<String>> attempt) {
        Optional<String> made = attempt.get();
        while (made.isEmpty()) {
            made = attempt.get();
        }
        return made.get();
    }

    private static String nhs(Dice dice) {
        return until(
                () -> {
                    String body = dice.number(4, 7, 1) + dice.digits(8);
                    int check = (11 - sum(body, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11;
                    return Optional.of(grouped(body + check, dice.one(" ", "", "-"), 3, 3, 4))
                            .filter(_ -> check < 10);
                });
    }

    private static String npi(Dice dice) {
        String body = dice.one("1", "2") + dice.digits(8);
        return body + CheckDigits.luhn("80840" + body);
    }

    private static String itin(Dice dice) {
        String group =
                dice.one(
                        dice.number(50, 65, 2),
                        dice.number(70, 88, 2),
                        dice.number(90, 92, 2),
                        dice.number(94, 99, 2));
        return String.join(dice.one("-", " "), "9" + dice.digits(2), group, dice.digits(4));
    }

    private static String ssn(Dice dice) {
        String area = dice.one(dice.number(1, 665, 3), dice.number(667, 899, 3));
        return String.join(
                dice.one("-", " ", "."), area, dice.number(1, 99, 2), dice.number(1, 9999, 4));
    }

    private static String mbi(Dice dice) {
        String letters = "ACDEFGHJKMNPQRTUVWXY";
        String either = letters + Dice.DIGITS;
        String value =
                dice.number(1, 9, 1)
                        + dice.text(letters, 1)
                        + dice.text(either, 1)
                        + dice.digits(1)
                        + dice.text(letters, 1)
                        + dice.text(either, 1)
                        + dice.digits(1)
                        + dice.text(letters, 2)
                        + dice.digits(2);
        return grouped(value, dice.one("", "-"), 4, 3, 4);
    }

    private static String medicare(Dice dice) {
        String body = dice.number(2, 6, 1) + dice.digits(7);
        int check = sum(body, 1, 3, 7, 9, 1, 3, 7, 9) % 10;
        return grouped(body + check + dice.number(1, 9, 1), dice.one("", " "), 4, 5, 1);
    }

    private static String tfn(Dice dice) {
        return until(
                () -> {
                    String value = dice.number(1, 9, 1) + dice.digits(8);
                    return Optional.of(grouped(value, dice.one("", " "), 3, 3, 3))
                            .filter(_ -> sum(value, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0);
                });
    }

    private static String abn(Dice dice) {
        return until(
                () -> {
                    String value = dice.number(1, 9, 1) + dice.digits(10);
                    int sum = sum(value, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10;
                    return Optional.of(grouped(value, dice.one("", " "), 2, 3, 3, 3))
                            .filter(_ -> sum % 89 == 0);
                });
    }

    private static String sin(Dice dice) {
        String value =
                complete(
                        dice.one("1", "2", "4", "5", "7", "9") + dice.digits(7), CheckDigits::luhn);
        return grouped(value, dice.one(" ", "-"), 3, 3, 3);
    }

    private static String phn(Dice dice) {
        return until(
                () -> {
                    String body = dice.digits(8);
                    int check = 11 - sum(body, 2, 4, 8, 5, 10, 9, 7, 3) % 11;
                    return Optional.of("9" + body + check).filter(_ -> check < 10);
                });
    }

    private static String card(Dice dice) {
        String start = dice.one("4", "51", "52", "55", "2221", "2720", "6011", "65", "3528");
        boolean express = dice.below(5) == 0;
        String body =
                express
                        ? dice.one("34", "37") + dice.digits(12)
                        : start + dice.digits(15 - start.length());
        String value = complete(body, CheckDigits::luhn);
        int[] groups = express ? new int[] {4, 6, 5} : new int[] {4, 4, 4, 4};
        return grouped(value, dice.one("", " ", "-"), groups);
    }

    private static String iban(Dice dice) {
        String[] lengths = {
            "DE18", "FR23", "ES20", "NL14", "CH17", "AT16", "BE12", "IT23", "PL24", "SE20"
        };
        String one = dice.one(lengths);
        String country = one.substring(0, 2);
        String account =
                country.equals("NL")
                        ? dice.text(Dice.UPPER, 4) + dice.digits(10)
                        : country.equals("IT")
                                ? dice.text(Dice.UPPER, 1) + dice.digits(22)
                                : dice.digits(Integer.parseInt(one.substring(2)));
        String value = country + CheckDigits.iban(country, account) + account;
        return dice.below(2) == 0 ? value : value.replaceAll("(.{4})(?!$)", "$1 ");
    }

    private static String aba(Dice dice) {
        String body = dice.number(1, 12, 2) + dice.digits(6);
        return body + (10 - sum(body, 3, 7, 1, 3, 7, 1, 3, 7) % 10) % 10;
    }

    private static String aadhaar(Dice dice) {
        String value = complete(dice.number(2, 9, 1) + dice.digits(10), CheckDigits::verhoeff);
        return grouped(value, dice.one("", " ", "-"), 4, 4, 4);
    }

    private static String birth(Dice dice) {
        return dice.digits(2) + dice.number(1, 12, 2) + dice.number(1, 28, 2);
    }

    private static String pesel(Dice dice) {
        String body = birth(dice) + dice.digits(4);
        return body + (10 - sum(body, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3) % 10) % 10;
    }

    private static String hetu(Dice dice) {
        String date = dice.number(1, 28, 2) + dice.number(1, 12, 2) + dice.digits(2);
        String number = dice.number(2, 899, 3);
        int rest = Integer.parseInt(date + number) % 31;
        return date
                + dice.one("-", "A", "B")
                + number
                + "0123456789ABCDEFHJKLMNPRSTUVWXY".charAt(rest);
    }

    private static String thai(Dice dice) {
        String body = dice.number(1, 8, 1) + dice.digits(11);
        int check = (11 - sum(body, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 10;
        return grouped(body + check, dice.one("", "-", " "), 1, 4, 5, 2, 1);
    }

    private static String nric(Dice dice) {
        String series = dice.one("S", "T", "F", "G");
        String digits = dice.digits(7);
        int rest = (sum(digits, 2, 7, 6, 5, 4, 3, 2) + ("TG".contains(series) ? 4 : 0)) % 11;
        return series
                + digits
                + ("ST".contains(series) ? "JZIHGFEDCBA" : "XWUTRQPNMLK").charAt(rest);
    }

    private static String nif(Dice dice) {
        String digits = dice.digits(8);
        return digits
                + dice.one("", "-")
                + "TRWAGMYFPDXBNJZSQVHLCKE".charAt(Integer.parseInt(digits) % 23);
    }

    private static String swedish(Dice dice) {
        String value = complete(birth(dice) + dice.digits(3), CheckDigits::luhn);
        return dice.one("", "19", "20") + grouped(value, dice.one("-", ""), 6, 4);
    }

    private static String southAfrican(Dice dice) {
        return complete(birth(dice) + dice.digits(4) + dice.one("0", "1") + "8", CheckDigits::luhn);
    }

    private static String nino(Dice dice) {
        String value =
                dice.text("ABCEGHJKLMPRSTWXYZ", 1)
                        + dice.text("ABCEGHJKLMPRSTWXYZ", 1)
                        + dice.digits(6);
        return grouped(value + dice.text("ABCD", 1), dice.one("", " "), 2, 2, 2, 2, 1);
    }
}
