package portcullis.providers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import portcullis.gateway.Dialect;
import portcullis.gateway.Raw;
import portcullis.gateway.receive.Receiver;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.screen.Screener;
import portcullis.gateway.stream.Teller;
import portcullis.gateway.stream.Telling;
import portcullis.governance.Permission;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.privacy.Inspection;
import portcullis.privacy.Policy;
import portcullis.providers.line.Heard;
import portcullis.providers.line.Hearing;
import portcullis.providers.sse.EventReader;
import portcullis.testkit.Visitors;

/** One vendor's stream in bytes, told to a caller, however the bytes are cut. */
public final class Cuts {
    private static final int MOST = 1 << 20;
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(7), ZoneOffset.UTC);

    private final byte[] stream;
    private final Supplier<Hearing> hearing;
    private final Screened request;
    private final Teller teller = new Teller(CLOCK);

    /**
     * @param stream what the vendor sends; placeholders {@code [EMAIL_1]} and {@code [PERSON_1]}
     *     stand for the caller's values
     */
    public Cuts(String stream, Supplier<Hearing> hearing, Dialect caller) {
        this.stream = stream.getBytes(UTF_8);
        this.hearing = hearing;
        this.request = request(caller);
    }

    private static Screened request(Dialect dialect) {
        String text = "\"Write to ann.lee@example.org for Dr. Zoë \\\"Zee\\\" O'Hara\\n today.\"";
        String turns = "\"messages\":[{\"role\":\"user\",\"content\":" + text + "}]";
        String body =
                switch (dialect) {
                    case OPENAI_CHAT -> "{\"model\":\"m\",\"stream\":true," + turns + "}";
                    case OPENAI_RESPONSES ->
                            "{\"model\":\"m\",\"stream\":true,\"input\":" + text + "}";
                    case ANTHROPIC_MESSAGES ->
                            "{\"model\":\"m\",\"stream\":true,\"max_tokens\":9," + turns + "}";
                    case ANTHROPIC_COUNT, OPENAI_EMBEDDINGS ->
                            throw new IllegalArgumentException("is no stream");
                };
        Raw raw =
                new Raw(
                        RequestId.random(),
                        dialect,
                        body.getBytes(UTF_8),
                        Map.of("anthropic-version", SensitiveText.of("2023-06-01")),
                        Optional.empty());
        Screener screener =
                new Screener(Inspection.firstWidth(), Policy.PSEUDONYMISE, Duration.ofSeconds(1));
        return Visitors.passed(
                new Receiver()
                        .receive(raw)
                        .then(
                                received ->
                                        screener.screen(
                                                received,
                                                Visitors.arrive()
                                                        .permitted(
                                                                new TenantId("clinic"),
                                                                Permission.MODEL_CALL))));
    }

    /** The bytes that the caller gets when the stream comes whole. */
    public String whole() {
        return new String(told(stream.length), UTF_8);
    }

    /** Cuts the stream at every byte, and into its bytes: always the same is told. */
    public void proveAll() {
        byte[] whole = told(stream.length);
        for (int cut = 1; cut < stream.length; cut++) {
            assertThat(told(cut)).as("cut at byte %d", cut).isEqualTo(whole);
        }
        int[] all = new int[stream.length - 1];
        Arrays.setAll(all, at -> at + 1);
        assertThat(told(all)).isEqualTo(whole);
    }

    private byte[] told(int... cuts) {
        Telling telling = teller.begin(request);
        Hearing heard = hearing.get();
        EventReader reader = new EventReader(MOST);
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        int from = 0;
        for (int cut : cuts) {
            reader.feed(
                    Arrays.copyOfRange(stream, from, cut),
                    (_, data) -> tell(heard.event(data), telling, told));
            from = cut;
        }
        reader.feed(
                Arrays.copyOfRange(stream, from, stream.length),
                (_, data) -> tell(heard.event(data), telling, told));
        reader.end((_, data) -> tell(heard.event(data), telling, told));
        telling.end().forEach(told::writeBytes);
        return told.toByteArray();
    }

    private static void tell(Heard heard, Telling telling, ByteArrayOutputStream told) {
        switch (heard) {
            case Heard.Said(var frame) -> telling.event(frame).forEach(told::writeBytes);
            case Heard.Alive _, Heard.Over _ -> {
                // nothing to tell
            }
            case Heard.Wrong wrong -> throw new AssertionError(wrong.toString());
        }
    }
}
