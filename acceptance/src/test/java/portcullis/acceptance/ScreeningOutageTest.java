package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.privacy.Inspection;
import portcullis.privacy.find.Detector;
import portcullis.privacy.find.FormatDetector;
import portcullis.testkit.provider.SimulatedProvider;

/** A detector that cannot answer: no verdict, no bytes. */
@Tag("SCR-54")
@Timeout(120)
class ScreeningOutageTest {
    @TempDir private Path folder;

    @Test
    void throwingDetectorRefusesTheCall() {
        refusesAll(
                (_, _) -> {
                    throw new IllegalStateException("broken on purpose");
                },
                "scan_failed");
    }

    @Test
    @Tag("SCR-16")
    void stallingDetectorRefusesTheCall() {
        CountDownLatch never = new CountDownLatch(1);
        refusesAll(
                (_, _) -> {
                    try {
                        never.await();
                    } catch (InterruptedException given) {
                        Thread.currentThread().interrupt();
                    }
                    throw new IllegalStateException("interrupted");
                },
                "scan_timeout");
    }

    /** The second detector is broken; what the first one found does not let the call pass. */
    private void refusesAll(Detector broken, String code) {
        Inspection inspection = new Inspection(List.of(new FormatDetector(), broken));
        try (SimulatedProvider vendor = SimulatedProvider.start();
                HouseInside inside =
                        HouseInside.open(folder, HouseUnderTest.text(vendor.base()), inspection)) {
            Caller caller = inside.caller();
            refused(caller, Chat.send(caller, Chat.asking(Patient.note("outage"))), code);
            String streamed = Patient.note("streamed outage");
            refused(caller, Chat.send(caller, Chat.asking(streamed).put("stream", true)), code);
            assertThat(vendor.ledger().requests()).isZero();
            Caller.Heard ready = caller.get("/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.json().path("code").asText()).isEqualTo("scan_failed");
            JsonNode part = caller.get("/health/detailed").well().json().at("/parts/screening");
            assertThat(part.path("status").asText()).isEqualTo("down");
        }
    }

    private static void refused(Caller caller, Caller.Heard heard, String code) {
        assertThat(heard.status()).as(heard.text()).isEqualTo(503);
        assertThat(heard.json().at("/error/code").asText()).isEqualTo(code);
        Patient.VALUES.forEach(value -> assertThat(heard.text()).doesNotContain(value));
        JsonNode receipt = Receipts.only(caller, heard.request());
        assertThat(receipt.path("decision").asText()).isEqualTo("REFUSED");
        assertThat(receipt.path("refusal").asText()).isEqualToIgnoringCase(code);
    }
}
