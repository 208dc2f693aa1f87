package portcullis.privacy.entities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Published valid numbers pass; one digit off fails. */
class ChecksumsTest {
    private static final Map<String, Predicate<String>> PUBLISHED =
            Map.of(
                    "9434765919", Checksums::nhs,
                    "GB82WEST12345698765432", Checksums::iban,
                    "1M8GDM9AXKP042788", Checksums::vin,
                    "046454286", Checksums::luhn,
                    "021000021", Checksums::aba,
                    "234123412346", Checksums::verhoeff,
                    "490154203237518", Checksums::luhn,
                    "1234563", Checksums::dea,
                    "808401234567893", Checksums::luhn);

    @TestFactory
    Stream<DynamicTest> publishedNumbersPassAndOneDigitOffFails() {
        return PUBLISHED.entrySet().stream()
                .map(
                        entry ->
                                DynamicTest.dynamicTest(
                                        entry.getKey(),
                                        () -> holds(entry.getKey(), entry.getValue())));
    }

    private static void holds(String value, Predicate<String> check) {
        assertThat(check.test(value)).isTrue();
        int last = value.length() - 1;
        char other = value.charAt(last) == '9' ? '0' : (char) (value.charAt(last) + 1);
        assertThat(check.test(value.substring(0, last) + other)).isFalse();
    }
}
