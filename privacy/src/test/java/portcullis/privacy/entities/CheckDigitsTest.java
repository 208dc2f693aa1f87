package portcullis.privacy.entities;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rules with check digits against published and independently completed numbers. */
class CheckDigitsTest {
    private static final Map<String, Rule> RULES =
            Register.rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));

    private static Map<String, List<String>> numbers() {
        try (InputStream table = CheckDigitsTest.class.getResourceAsStream("/check-digits.txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" ", 2))
                    .collect(
                            Collectors.groupingBy(
                                    parts -> parts[0],
                                    Collectors.mapping(parts -> parts[1], Collectors.toList())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    @Tag("SCR-2")
    void everyRuleOfTheTableHasFiveNumbers() {
        assertThat(numbers()).hasSizeGreaterThan(30);
        numbers().forEach((id, values) -> assertThat(values).as(id).hasSizeGreaterThan(4));
    }

    @TestFactory
    @Tag("SCR-64")
    Stream<DynamicTest> rightNumbersPassAndOneDigitOffNeverDoes() {
        return numbers().entrySet().stream()
                .flatMap(
                        entry ->
                                entry.getValue().stream()
                                        .map(
                                                value ->
                                                        DynamicTest.dynamicTest(
                                                                entry.getKey() + " " + value,
                                                                () ->
                                                                        holds(
                                                                                entry.getKey(),
                                                                                value))));
    }

    private static void holds(String id, String value) {
        Rule rule = RULES.get(id);
        assertThat(rule).as(id).isNotNull();
        assertThat(rule.check().of(value)).isEqualTo(Check.Answer.PASSED);
        List<String> passing = new ArrayList<>();
        List<String> off = oneDigitOff(rule, value);
        for (String other : off) {
            if (rule.check().of(other) == Check.Answer.PASSED) {
                passing.add(other);
            }
        }
        assertThat(off).hasSizeGreaterThan(4);
        assertThat(passing).isEmpty();
    }

    /** The value with its last digit changed, where the shape still allows it. */
    private static List<String> oneDigitOff(Rule rule, String value) {
        List<String> others = new ArrayList<>();
        int changed = 0;
        for (int at = value.length() - 1; at >= 0 && changed < 1; at--) {
            if (Character.isDigit(value.charAt(at)) && !unchecked(rule, value, at)) {
                changed++;
                for (char digit = '0'; digit <= '9'; digit++) {
                    String other = value.substring(0, at) + digit + value.substring(at + 1);
                    boolean same = other.equals(value) || !shaped(rule, other);
                    others.addAll(same ? List.of() : List.of(other));
                }
            }
        }
        return others;
    }

    private static boolean shaped(Rule rule, String value) {
        return rule.groups() || rule.pattern().matcher(value).matches();
    }

    /** The issue number of a Medicare card is behind the check digit. */
    private static boolean unchecked(Rule rule, String value, int at) {
        return rule.id().equals("medicare-au") && at == value.length() - 1;
    }
}
