package portcullis.library.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.library.Page;
import portcullis.library.parse.Parsed;
import portcullis.library.parse.Parser;
import portcullis.library.parse.TestParsers;
import portcullis.parser.Format;
import portcullis.privacy.Inspection;
import portcullis.privacy.Policy;

@Tag("LIB-45")
@Tag("SCR-1")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScreenerTest {
    private final Parser parser = TestParsers.open();
    private final Screener screener = new Screener(Inspection.firstWidth(), Policy.PASS);

    @AfterAll
    void close() {
        parser.close();
    }

    @Test
    void whatIsProtectedIsMaskedInTextAndHeadings() {
        Screened screened =
                passed(screen("# Plan for jane@example.org\nCall 202-555-0143 today.\n"));
        Page page = screened.pages().getFirst();
        assertThat(page.section().reveal()).isEqualTo("Plan for [EMAIL_1]");
        assertThat(page.text().reveal())
                .contains("Plan for [EMAIL_1]")
                .contains("[PHONE_1] today.")
                .doesNotContain("jane")
                .doesNotContain("0143");
    }

    @Test
    void noPolicyIsLaxerThanRedact() {
        Screened screened = passed(screen("Write to jane@example.org.\n"));
        assertThat(screened.pages().getFirst().text().reveal()).doesNotContain("jane");
    }

    @Test
    void aValueCutByAPageEndIsFound() {
        Screened screened = passed(screen("The SSN is 219-09-\f9999 as told.\n"));
        assertThat(screened.pages().getFirst().text().reveal()).doesNotContain("219-09");
        assertThat(screened.pages().getLast().text().reveal()).doesNotContain("9999");
    }

    @Test
    void aDetectorThatFailsLetsNothingThrough() {
        Screener broken =
                new Screener(
                        new Inspection(
                                List.of(
                                        (view, deadline) -> {
                                            throw new IllegalStateException("broken");
                                        })),
                        Policy.REDACT);
        Outcome<Screened> outcome = parsed("Some text.\n").then(broken::screen);
        assertThat(code(outcome)).isEqualTo(RefusalCode.SCAN_FAILED);
    }

    @Test
    void aDocumentOfThreeMegabytesIsScreened() {
        String line = "The mean dose was 5 mg and 12 of 340 patients stopped early.\n";
        assertThat(screen(line.repeat(3 * 1024 * 1024 / line.length())))
                .isInstanceOf(Outcome.Passed.class);
    }

    private Outcome<Screened> screen(String text) {
        return parsed(text).then(screener::screen);
    }

    private Outcome<Parsed> parsed(String text) {
        Format format = text.startsWith("#") ? Format.MARKDOWN : Format.TEXT;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parser.parse(
                TestParsers.claimed(format, bytes), Deadline.in(Duration.ofSeconds(60)));
    }

    private static Screened passed(Outcome<Screened> outcome) {
        return ((Outcome.Passed<Screened>) outcome).value();
    }

    private static RefusalCode code(Outcome<Screened> outcome) {
        return switch (outcome) {
            case Outcome.Passed<Screened> passed -> null;
            case Outcome.Refused<Screened> refused -> refused.refusal().code();
        };
    }
}
