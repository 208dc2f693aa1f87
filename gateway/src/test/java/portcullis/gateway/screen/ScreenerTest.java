package portcullis.gateway.screen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portcullis.gateway.Dialect;
import portcullis.gateway.JsonText;
import portcullis.gateway.Raw;
import portcullis.gateway.Requests;
import portcullis.gateway.receive.Received;
import portcullis.gateway.receive.Receiver;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.privacy.Inspection;
import portcullis.privacy.Policy;
import portcullis.privacy.find.Detector;
import portcullis.privacy.find.FormatDetector;
import portcullis.testkit.Visitors;

class ScreenerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String SSN = "219-09-9999";

    private final Receiver receiver = new Receiver();
    private final Screener screener =
            new Screener(Inspection.firstWidth(), Policy.PSEUDONYMISE, PATIENCE);

    private Received received(byte[] body) {
        Raw raw =
                new Raw(RequestId.random(), Dialect.OPENAI_CHAT, body, Map.of(), Optional.empty());
        return Visitors.passed(receiver.receive(raw));
    }

    private Outcome<Screened> screen(Screener with, byte[] body) {
        return with.screen(received(body), Requests.caller("clinic"));
    }

    private Screened screened(String body) {
        return Visitors.passed(screen(screener, body.getBytes(UTF_8)));
    }

    private RefusalCode refused(Screener with, String body) {
        return switch (screen(with, body.getBytes(UTF_8))) {
            case Outcome.Passed<Screened> _ -> throw new AssertionError("passed");
            case Outcome.Refused<Screened>(Refusal refusal) -> refusal.code();
        };
    }

    private static String asking(String content, String more) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":"
                + new String(JsonText.quoted(content), UTF_8)
                + "}]"
                + more
                + "}";
    }

    @Test
    void anUntouchedRequestKeepsItsVeryBytes() {
        byte[] body = asking("take 5 mg at 08:00", "").getBytes(UTF_8);
        assertThat(Visitors.passed(screen(screener, body)).body()).isSameAs(body);
    }

    @Test
    void onlyTheChangedStringIsCut() {
        String body =
                "{ \"model\" : \"m\",\r\n \"messages\":[{\"role\":\"user\",\"content\":\"SSN "
                        + SSN
                        + " \\u00e9\"}, {\"role\":\"user\",\"content\":\"\\u0041sk\"}], \"x\":1.50 }";
        assertThat(new String(screened(body).body(), UTF_8))
                .isEqualTo(body.replace(SSN, "[SSN_1]").replace("\\u00e9", "é"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ",\"stream\":true|,\"stream\":true}|{\"stream_options\":{\"include_usage\":true},",
                ",\"stream\":true,\"stream_options\":{}|,\"stream\":true,\"stream_options\":{\"include_usage\":true}}|{",
                ",\"stream\":true,\"stream_options\":{ \"a\":1}|,\"stream\":true,\"stream_options\":{\"include_usage\":true, \"a\":1}}|{",
                ",\"stream\":true,\"stream_options\":null|,\"stream\":true,\"stream_options\":{\"include_usage\":true}}|{",
                ",\"stream\":true,\"stream_options\":{\"include_usage\":false}|,\"stream\":true,\"stream_options\":{\"include_usage\":true}}|{",
                ",\"stream\":false|,\"stream\":false}|{",
            })
    void theVendorGetsItsModelNameAndIsAskedForUsage(String more, String tail, String head) {
        byte[] sent = screened(asking("hi", more)).bodyFor("vendor/\"x\"");
        assertThat(new String(sent, UTF_8))
                .isEqualTo(
                        head
                                + "\"model\":\"vendor/\\\"x\\\"\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]"
                                + tail);
    }

    @Test
    @Tag("R-017")
    void theVendorGetsAModelNameAlsoWhenTheCallerLeftItOut() {
        String body = "{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        assertThat(new String(screened(body).bodyFor("v"), UTF_8))
                .isEqualTo(
                        body.replaceFirst(
                                "\\{",
                                "{\"model\":\"v\",\"stream_options\":{\"include_usage\":true},"));
    }

    @ParameterizedTest
    @Tag("SCR-4")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"user\":\"SSN 219-09-9999\"",
                "\"metadata\":{\"note\":\"SSN 219-09-9999\"}",
                "\"x_new\":[[{\"deep\":\"SSN 219-09-9999\"}]]",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"SSN 219-09-9999\"}}]",
            })
    void everyRewritableLeafIsMasked(String field) {
        Screened screened = screened(asking("hi", "," + field));
        assertThat(new String(screened.body(), UTF_8)).doesNotContain(SSN).contains("[SSN_1]");
        assertThat(new String(screened.bodyFor("v"), UTF_8)).doesNotContain(SSN);
    }

    @ParameterizedTest
    @Tag("SCR-5")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"stop\":[\"SSN 219-09-9999\"]",
                "\"metadata\":{\"ssn\":219099999}",
                "\"metadata\":{\"SSN 219-09-9999\":\"x\"}",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"enum\":[\"SSN 219-09-9999\"]}}}]",
            })
    void aFindingInWhatMayNotBeRewrittenBlocks(String field) {
        assertThat(refused(screener, asking("hi", "," + field))).isEqualTo(RefusalCode.PHI_BLOCKED);
    }

    @Test
    @Tag("SCR-6")
    void aValueCutOverTwoPartsIsFound() {
        String body =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"SSN 219-09\"},{\"type\":\"text\",\"text\":\"-9999 ok\"}]}]}";
        String sent = new String(screened(body).body(), UTF_8);
        assertThat(sent).doesNotContain("219-09").doesNotContain("-9999");
    }

    @Test
    @Tag("SCR-54")
    void aBrokenDetectorRefuses() {
        Screener broken =
                new Screener(
                        new Inspection(
                                List.of(
                                        (view, deadline) -> {
                                            throw new IllegalStateException("broken");
                                        })),
                        Policy.PSEUDONYMISE,
                        PATIENCE);
        assertThat(refused(broken, asking("hi", ""))).isEqualTo(RefusalCode.SCAN_FAILED);
    }

    @Test
    @Tag("SCR-16")
    void anUnfinishedGlanceIsReadAgainFromTheStart() {
        AtomicInteger scans = new AtomicInteger();
        Detector slowAtFirst =
                (view, deadline) -> {
                    if (scans.getAndIncrement() == 0) {
                        LockSupport.parkNanos(Duration.ofSeconds(20).toNanos());
                    }
                    return new FormatDetector().detect(view, deadline);
                };
        Screener slow =
                new Screener(
                        new Inspection(List.of(slowAtFirst)),
                        Policy.PSEUDONYMISE,
                        Duration.ofSeconds(2));
        Received received = received(asking("SSN " + SSN, "").getBytes(UTF_8));
        Outcome<Screened> glance = slow.glance(received, Requests.caller("clinic"));
        assertThat(Screener.isUnfinished(glance)).isTrue();
        Outcome<Screened> again = slow.screenAgain(received, Requests.caller("clinic"));
        assertThat(Screener.isUnfinished(again)).isFalse();
        assertThat(new String(((Outcome.Passed<Screened>) again).value().body(), UTF_8))
                .contains("[SSN_1]")
                .doesNotContain(SSN);
    }

    @Test
    void blockedTextNeverLeaves() {
        Screener strict = new Screener(Inspection.firstWidth(), Policy.BLOCK, PATIENCE);
        assertThat(refused(strict, asking("SSN " + SSN, ""))).isEqualTo(RefusalCode.PHI_BLOCKED);
    }

    @Test
    @Tag("SCR-8")
    void anImageIsRefusedWithItsPlace() {
        String body =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x.test/a.png\"}}]}]}";
        assertThat(refused(screener, body)).isEqualTo(RefusalCode.SCAN_UNSCANNABLE);
    }

    @Property(tries = 200)
    void aMaskedRequestIsStillTheSameJsonElsewhere(@ForAll String before, @ForAll String after)
            throws IOException {
        String content = "SSN " + SSN + " .";
        String body =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":"
                        + new String(JsonText.quoted(content), UTF_8)
                        + "}],\"logit_bias\":null,\"top_p\":1e0}";
        JsonNode was = JSON.readTree(body.replace(SSN, "[SSN_1]"));
        assertThat(JSON.readTree(screened(body).body())).isEqualTo(was);
        assertThat(JSON.readValue(JsonText.quoted(before + after), String.class))
                .isEqualTo(before + after);
    }
}
