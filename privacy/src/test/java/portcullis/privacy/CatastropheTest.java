package portcullis.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;

/** Texts made to stall a scanner: they are read or refused, and neither takes long. */
class CatastropheTest {
    private static final Inspection INSPECTION = Inspection.strictNames(java.util.Set.of());
    private static final int LENGTH = 1024 * 1024;

    /** Longer than any deadline of an inspection, with room for a busy machine. */
    private static final Duration LONGEST = Duration.ofSeconds(12);

    private static Outcome<Inspected> inspect(Context context, String text, Duration patience) {
        Leaf leaf =
                new Leaf(
                        SensitiveText.of(""), SensitiveText.of(text), Leaf.Treatment.REWRITABLE, 0);
        return INSPECTION.inspect(
                new Specimen(context, List.of(leaf)), Policy.PSEUDONYMISE, Deadline.in(patience));
    }

    private static Map<String, String> hostile() {
        Map<String, String> texts = new TreeMap<>();
        for (String seed :
                List.of(
                        "1",
                        "1 ",
                        "1-",
                        "1.",
                        "0 ",
                        "a",
                        "A",
                        "aA1",
                        "a.",
                        "a@",
                        "@",
                        ":",
                        "::",
                        "<b>",
                        "<",
                        "</span><span>",
                        "*",
                        "1*",
                        "_",
                        "%25",
                        "%",
                        "&#",
                        "&#49",
                        "&amp;",
                        "\\",
                        "\\u0031",
                        "=31",
                        "=\n",
                        "1\n",
                        "-\n",
                        "O0",
                        "one ",
                        "one two ",
                        "[.]",
                        "(",
                        "\u0301",
                        "e\u0301",
                        "\u200b",
                        "\u20e3",
                        "\ud83d\ude42",
                        "\ud800",
                        "Ａ",
                        "１",
                        "QUJD",
                        "eyJa.",
                        "31",
                        "BEGIN PRIVATE KEY-----",
                        "password=",
                        "Server=a;b=",
                        "A Smith ",
                        "Dr. Aa ",
                        "12 A of the ",
                        "P<",
                        "8003 ",
                        "1 2 3 ",
                        "번호1")) {
            texts.put(seed, seed.repeat(LENGTH / seed.length()));
        }
        texts.put(
                "marks of all classes",
                "a" + "\u0301\u0323\u0345\u05b0\u0653\u302a".repeat(LENGTH / 6));
        texts.put("nested percent", "%" + "25".repeat(LENGTH / 2) + "31");
        texts.put("nested entities", "&" + "amp;".repeat(LENGTH / 4) + "#49;");
        texts.put("brackets", "(".repeat(LENGTH / 2) + ")".repeat(LENGTH / 2));
        return texts;
    }

    @TestFactory
    @Tag("SCR-61")
    @Tag("SCR-15")
    Stream<DynamicTest> hostileTextIsReadOrRefusedInTime() {
        return hostile().entrySet().stream()
                .map(
                        entry ->
                                DynamicTest.dynamicTest(
                                        entry.getKey(), () -> holds(entry.getValue())));
    }

    private static void holds(String text) {
        long began = System.nanoTime();
        Outcome<Inspected> outcome = inspect(Context.AI_INPUT, text, Duration.ofSeconds(60));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(took).isLessThan(LONGEST);
        if (outcome instanceof Outcome.Refused<Inspected>(var refusal)) {
            assertThat(refusal.code())
                    .isIn(
                            RefusalCode.SCAN_TIMEOUT,
                            RefusalCode.SCAN_FAILED,
                            RefusalCode.SCAN_LEAKY);
        }
    }

    @Test
    @Tag("SCR-61")
    void hundredMegabytesOfDigitsAreTooLarge() {
        Outcome<Inspected> outcome =
                inspect(Context.UPLOAD, "7".repeat(100_000_000), Duration.ofSeconds(60));
        assertThat(Texts.refused(outcome)).isEqualTo(RefusalCode.SCAN_TOO_LARGE);
    }

    @Test
    @Tag("SCR-16")
    void whatIsNotReadInTimeIsRefused() {
        String text = "1-2.3 ".repeat(LENGTH / 2);
        assertThat(Texts.refused(inspect(Context.UPLOAD, text, Duration.ofMillis(5))))
                .isEqualTo(RefusalCode.SCAN_TIMEOUT);
    }
}
