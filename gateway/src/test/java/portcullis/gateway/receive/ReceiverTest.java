package portcullis.gateway.receive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.gateway.Dialect;
import portcullis.gateway.JsonText;
import portcullis.gateway.Raw;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.privacy.Leaf;
import portcullis.privacy.Leaf.Treatment;

class ReceiverTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    private final Receiver receiver = new Receiver();

    private Outcome<Received> receive(byte[] body) {
        return receiver.receive(
                new Raw(RequestId.random(), Dialect.OPENAI_CHAT, body, Map.of(), Optional.empty()));
    }

    private Received passed(String body) {
        return switch (receive(body.getBytes(UTF_8))) {
            case Outcome.Passed<Received>(Received value) -> value;
            case Outcome.Refused<Received>(Refusal refusal) ->
                    throw new AssertionError(refusal.toString());
        };
    }

    private Refusal refused(byte[] body) {
        return switch (receive(body)) {
            case Outcome.Passed<Received> _ -> throw new AssertionError("passed");
            case Outcome.Refused<Received>(Refusal refusal) -> refusal;
        };
    }

    private Refusal refused(String body) {
        return refused(body.getBytes(UTF_8));
    }

    private static String with(String field) {
        return "{\"model\":\"m\"," + MESSAGES + "," + field + "}";
    }

    @Test
    void understandsWhatTheCallerAsksFor() {
        Received received =
                passed(
                        with(
                                "\"stream\":true,\"stream_options\":{\"include_usage\":true},\"temperature\":0.5,\"tools\":[]"));
        assertThat(received.model()).isEqualTo("m");
        assertThat(received.streamed()).isTrue();
        assertThat(received.wishes().usage()).isTrue();
        assertThat(received.wishes().temperature()).hasValue(0.5);
        assertThat(received.wishes().tools()).isTrue();
    }

    @ParameterizedTest
    @Tag("GTW-11")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"stream\":\"yes\"|stream",
                "\"temperature\":\"hot\"|temperature",
                "\"max_tokens\":1.5|max_tokens",
                "\"n\":\"2\"|n",
                "\"stop\":7|stop",
                "\"tools\":{}|tools",
                "\"response_format\":\"json\"|response_format",
                "\"stream_options\":[]|stream_options",
                "\"stream_options\":{\"include_usage\":\"yes\"}|stream_options.include_usage",
            })
    void aKnownFieldOfAWrongTypeIsNamed(String field, String path) {
        Refusal refusal = refused(with(field));
        assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_VALUE);
        assertThat(refusal.field().orElseThrow()).hasToString(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"role\":\"user\",\"content\":7}]|messages[0].content",
                "[{\"role\":\"user\",\"content\":\"a\"},\"b\"]|messages[1]",
                "[{\"role\":[],\"content\":\"a\"}]|messages[0].role",
                "null|messages",
            })
    void aWrongMessageIsNamed(String messages, String path) {
        Refusal refusal = refused("{\"model\":\"m\",\"messages\":" + messages + "}");
        assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_VALUE);
        assertThat(refusal.field().orElseThrow()).hasToString(path);
    }

    @Test
    void aMissingFieldIsNamed() {
        assertThat(passed("{" + MESSAGES + "}").model()).as("for the catalogue to say").isEmpty();
        assertThat(refused("{\"model\":\"m\"}").field().orElseThrow()).hasToString("messages");
    }

    @Test
    @Tag("GTW-11")
    void anUnknownFieldStaysAndIsRead() {
        Received received = passed(with("\"x_mood\":{\"tone\":[\"warm\",3]}"));
        assertThat(received.spots())
                .extracting(spot -> spot.leaf().text().reveal())
                .contains("x_mood", "tone", "warm", "3");
    }

    @ParameterizedTest
    @Tag("GTW-18")
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{",
                "{\"model\":\"m\"",
                "{\"model\":\"m\",}",
                "{\"model\":\"m\",\"messages\":[]} tail",
                "{\"model\":\"m\",\"messages\":[]}{}",
                "{\"model\":\"m\",\"model\":\"n\",\"messages\":[]}",
                "{\"model\":\"a\nb\",\"messages\":[]}",
                "{\"model\":\"m\",\"messages\":[NaN]}"
            })
    void whatIsNotStrictJsonIsRefused(String body) {
        assertThat(refused(body).code()).isEqualTo(RefusalCode.MALFORMED_JSON);
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"é\"}]}";
        assertThat(refused(body.getBytes(ISO_8859_1)).code()).isEqualTo(RefusalCode.MALFORMED_JSON);
        assertThat(refused(body.getBytes(UTF_16LE)).code()).isEqualTo(RefusalCode.MALFORMED_JSON);
        assertThat(refused("\uFEFF" + body).code()).isEqualTo(RefusalCode.MALFORMED_JSON);
        byte[] overlong = body.replace("é", "??").getBytes(UTF_8);
        overlong[body.indexOf('é')] = (byte) 0xC1;
        overlong[body.indexOf('é') + 1] = (byte) 0xA1;
        assertThat(refused(overlong).code()).isEqualTo(RefusalCode.MALFORMED_JSON);
    }

    @Test
    void depthIsBounded() {
        assertThat(passed(with("\"x\":" + "[".repeat(63) + "]".repeat(63))).model()).isEqualTo("m");
        Refusal refusal = refused(with("\"x\":" + "[".repeat(64) + "]".repeat(64)));
        assertThat(refusal.code()).isEqualTo(RefusalCode.BAD_REQUEST);
        assertThat(refusal.limit()).hasValue(64);
    }

    @Test
    @Tag("SCR-9")
    void leavesAndTextAreBounded() {
        String many = "\"x\":[" + "1,".repeat(100_000) + "1]";
        assertThat(refused(with(many)).code()).isEqualTo(RefusalCode.SCAN_TOO_LARGE);
        String much = "\"x\":\"" + "a".repeat(4 * 1024 * 1024) + "\"";
        assertThat(refused(with(much)).code()).isEqualTo(RefusalCode.SCAN_TOO_LARGE);
    }

    @ParameterizedTest
    @Tag("SCR-8")
    @ValueSource(
            strings = {
                "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x.test/a.png\"}}",
                "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AAAA\",\"format\":\"wav\"}}",
                "{\"type\":\"file\",\"file\":{\"file_id\":\"f\"}}",
                "{\"type\":\"hologram\",\"data\":\"x\"}",
                "{\"image_url\":\"x\"}",
                "{\"type\":\"text\",\"text\":\"data:image/png;base64,iVBORw0KGgo=\"}"
            })
    void mediaCannotBeScreened(String part) {
        Received received =
                passed(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":["
                                + part
                                + "]}]}");
        assertThat(received.unscannable()).isPresent();
    }

    @Test
    @Tag("SCR-5")
    void namesAreReadOnlyAndProseIsNot() {
        Received received =
                passed(
                        with(
                                "\"stop\":[\"END\"],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look_up\",\"description\":\"Finds a chart\",\"parameters\":{\"properties\":{\"unit\":{\"enum\":[\"mg\"],\"description\":\"the unit\"}}}}}]"));
        assertThat(treatment(received, "END")).isEqualTo(Treatment.READ_ONLY);
        assertThat(treatment(received, "look_up")).isEqualTo(Treatment.READ_ONLY);
        assertThat(treatment(received, "mg")).isEqualTo(Treatment.READ_ONLY);
        assertThat(treatment(received, "unit")).isEqualTo(Treatment.READ_ONLY);
        assertThat(treatment(received, "m")).isEqualTo(Treatment.READ_ONLY);
        assertThat(treatment(received, "hi")).isEqualTo(Treatment.REWRITABLE);
        assertThat(treatment(received, "Finds a chart")).isEqualTo(Treatment.REWRITABLE);
        assertThat(treatment(received, "the unit")).isEqualTo(Treatment.REWRITABLE);
    }

    private static Treatment treatment(Received received, String text) {
        return received.spots().stream()
                .map(Spot::leaf)
                .filter(leaf -> leaf.text().reveal().equals(text))
                .findFirst()
                .orElseThrow()
                .treatment();
    }

    @Test
    @Tag("SCR-6")
    void partsOfOneMessageFollowEachOther() {
        Received received =
                passed(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"123-45\"},{\"type\":\"text\",\"x_mark\":1,\"text\":\"-6789\"}]},{\"role\":\"user\",\"content\":\"alone\"}]}");
        List<Leaf> leaves = received.spots().stream().map(Spot::leaf).toList();
        int first = texts(leaves).indexOf("123-45");
        assertThat(texts(leaves).get(first + 1)).isEqualTo("-6789");
        assertThat(leaves.get(first).joint()).isEqualTo(leaves.get(first + 1).joint());
        assertThat(leaves.get(first + 2).joint()).isNotEqualTo(leaves.get(first).joint());
    }

    private static List<String> texts(List<Leaf> leaves) {
        return leaves.stream().map(leaf -> leaf.text().reveal()).toList();
    }

    @Test
    @Tag("SCR-5")
    void aNumberIsReadWithItsKey() {
        Leaf leaf =
                passed(with("\"metadata\":{\"ssn\":123456789}")).spots().stream()
                        .map(Spot::leaf)
                        .filter(it -> it.text().reveal().equals("123456789"))
                        .findFirst()
                        .orElseThrow();
        assertThat(leaf.key().reveal()).isEqualTo("ssn");
        assertThat(leaf.treatment()).isEqualTo(Treatment.READ_ONLY);
    }

    @Property(tries = 300)
    void everySpotPointsAtItsOwnBytes(@ForAll @Size(max = 6) List<String> texts)
            throws IOException {
        StringBuilder body = new StringBuilder("{ \"model\" : \"m\", \"messages\":[");
        for (String text : texts) {
            body.append("{\"role\":\"user\", \"content\" :\t")
                    .append(new String(JsonText.quoted(text), UTF_8))
                    .append("},");
        }
        body.append("{\"role\":\"user\",\"content\":\"\\u0041\\n\"}]}");
        byte[] bytes = body.toString().getBytes(UTF_8);
        Received received = passed(body.toString());
        for (Spot spot : received.spots()) {
            if (spot.end() > spot.start()) {
                String there = new String(bytes, spot.start(), spot.end() - spot.start(), UTF_8);
                assertThat(JSON.readValue(there, String.class))
                        .isEqualTo(spot.leaf().text().reveal());
            }
        }
        assertThat(received.spots().stream().filter(spot -> spot.end() > spot.start()))
                .hasSize(texts.size() + 2);
    }
}
