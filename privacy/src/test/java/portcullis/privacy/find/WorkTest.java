package portcullis.privacy.find;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import portcullis.kernel.Deadline;

/** The work a text makes, counted in characters read: it grows as the text does, no faster. */
class WorkTest {
    private static final int SHORT = 16 * 1024;
    private static final long MOST_READ = 32;
    private static final FormatDetector DETECTOR = new FormatDetector();

    private static final List<String> SEEDS =
            List.of(
                    "0 ",
                    "1",
                    "1-",
                    "1.1.",
                    "12-",
                    "12/12/2012 ",
                    "123-45-6789 ",
                    "1 Aa ",
                    "12 A of the ",
                    "a1b2 ",
                    "A",
                    "a.",
                    "a@a.",
                    "a@b.co ",
                    ":",
                    "00:",
                    "://a",
                    "+1(",
                    "Aa ",
                    "Aa Bb Cc Dd md ",
                    "Dr. Aa ",
                    "Name: ",
                    "password=",
                    "sk-",
                    "Jan ",
                    "at dot ",
                    "BEGIN ",
                    "x-api-key ",
                    "account 1 2 3 ",
                    "tax id id ",
                    "cookie: a=b",
                    "eyJaaaaaaaaaaaa",
                    "| 12 | 34.5 | Aa | ",
                    "é1 ",
                    "The patient was seen for low back pain and reported no fever. ");

    private static long work(String text) {
        WatchedText watched = new WatchedText(text, Deadline.in(Duration.ofSeconds(30)));
        DETECTOR.read(watched);
        return watched.steps();
    }

    private static String repeated(String seed, int length) {
        return seed.repeat(length / seed.length() + 1).substring(0, length);
    }

    @TestFactory
    @Tag("SCR-15")
    Stream<DynamicTest> twiceTheTextIsTwiceTheWork() {
        return SEEDS.stream()
                .map(
                        seed ->
                                DynamicTest.dynamicTest(
                                        seed,
                                        () -> {
                                            long once = work(repeated(seed, SHORT));
                                            long twice = work(repeated(seed, 2 * SHORT));
                                            assertThat(twice).isLessThan(once * 21 / 10 + 1000);
                                        }));
    }

    @TestFactory
    @Tag("SCR-12")
    Stream<DynamicTest> aCharacterIsReadAFewTimes() {
        return SEEDS.stream()
                .map(
                        seed ->
                                DynamicTest.dynamicTest(
                                        seed,
                                        () -> {
                                            assertThat(work(repeated(seed, SHORT)))
                                                    .isLessThan(MOST_READ * SHORT);
                                        }));
    }

    @Test
    @Tag("SCR-12")
    void proseIsHardlyRead() {
        String prose = repeated("Please summarise the findings in two sentences. ", SHORT);
        assertThat(work(prose)).isLessThan(SHORT);
    }

    @Test
    @Tag("SCR-15")
    void noiseMakesLittleWork() {
        Random random = new Random(7);
        String letters = "0123456789 -./:,()+@AaBbCc\n[]\\&%=#xé";
        StringBuilder noise = new StringBuilder();
        for (int at = 0; at < SHORT; at++) {
            noise.append(letters.charAt(random.nextInt(letters.length())));
        }
        assertThat(work(noise.toString())).isLessThan(MOST_READ * SHORT);
    }
}
