package portcullis.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.Dialect;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;

/** Every refusal in all shapes, as callers have come to rely on them. */
class SpokenTest {
    private static final String GOLDEN = "/portcullis/server/http/refusals.txt";
    private static final RequestId REQUEST = RequestId.random();

    private static String spoken(String path, RefusalCode code) {
        Refusal refusal = Refusal.of(code).at(FieldPath.field("field"));
        Spoken spoken = Spoken.of(Route.dialect(path, false), refusal, REQUEST);
        return code
                + " "
                + path
                + " "
                + spoken.status()
                + "\n  "
                + new TreeMap<>(spoken.headers())
                + "\n  "
                + new String(spoken.body(), UTF_8).replace(REQUEST.value(), "REQUEST")
                + "\n";
    }

    private static String all() {
        return Arrays.stream(RefusalCode.values())
                .map(
                        code ->
                                spoken("/v1/x", code)
                                        + spoken("/v1/messages", code)
                                        + spoken("/api/x", code))
                .collect(Collectors.joining());
    }

    @Test
    @Tag("GTW-12")
    void everyRefusalIsSpokenAsBefore() throws IOException {
        try (InputStream golden = SpokenTest.class.getResourceAsStream(GOLDEN)) {
            assertThat(golden).isNotNull();
            assertThat(all()).isEqualTo(new String(golden.readAllBytes(), UTF_8));
        }
    }

    @Test
    @Tag("GTW-13")
    void theListOfModelsIsSpokenOfInTheCallersDialect() {
        assertThat(Route.dialect("/v1/models/a/b", true)).contains(Dialect.ANTHROPIC_MESSAGES);
        assertThat(Route.dialect("/v1/models", false)).contains(Dialect.OPENAI_CHAT);
        assertThat(Route.dialect("/v1/messages/batches", false))
                .contains(Dialect.ANTHROPIC_MESSAGES);
        assertThat(Route.dialect("/v1/messagesque", true)).contains(Dialect.OPENAI_CHAT);
        assertThat(Route.dialect("/api/v1/messages", true)).isEmpty();
    }

    @Test
    void noRefusalTellsOfTheInside() {
        assertThat(all())
                .doesNotContainIgnoringCase("exception")
                .doesNotContain("portcullis.", "java.", "\tat ", "vert.x", ".java")
                .doesNotContainPattern("\\d+\\.\\d+\\.\\d+");
    }
}
