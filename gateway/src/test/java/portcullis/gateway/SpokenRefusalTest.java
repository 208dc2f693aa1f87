package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;

class SpokenRefusalTest {

    private static SpokenRefusal spoken(Refusal refusal) {
        return SpokenRefusal.of(Dialect.OPENAI_CHAT, RequestId.random(), refusal);
    }

    @ParameterizedTest
    @Tag("GTW-13")
    @Tag("GOV-79")
    @EnumSource(RefusalCode.class)
    void everyRefusalHasAllFourKeysAndARealStatus(RefusalCode code) throws IOException {
        SpokenRefusal spoken = spoken(Refusal.of(code));
        JsonNode error = new ObjectMapper().readTree(spoken.body()).path("error");
        assertThat(error.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("message", "type", "param", "code");
        assertThat(error.path("message").asText()).isEqualTo(code.sentence());
        assertThat(spoken.status()).isEqualTo(code.status());
        assertThat(spoken.headers()).containsKeys("content-type", "x-should-retry");
    }

    @Test
    void aRefusalLooksLikeThis() {
        SpokenRefusal spoken =
                spoken(
                        Refusal.of(RefusalCode.INVALID_VALUE)
                                .at(FieldPath.field("messages").at(2).then("content")));
        assertThat(new String(spoken.body(), UTF_8))
                .isEqualTo(
                        "{\"error\":{\"message\":\"A field has a value that is not allowed here."
                                + " Field: messages[2].content.\",\"type\":\"invalid_request_error\",\"param\":\"messages[2].content\",\"code\":\"invalid_value\"}}");
        assertThat(new String(spoken.event(), UTF_8))
                .isEqualTo("data: " + new String(spoken.body(), UTF_8) + "\n\n");
    }

    @Test
    @Tag("GTW-14")
    void adviceFollowsTheCause() {
        assertThat(spoken(Refusal.of(RefusalCode.PHI_BLOCKED)).headers())
                .containsEntry("x-should-retry", "false")
                .doesNotContainKey("retry-after");
        assertThat(spoken(Refusal.of(RefusalCode.PROVIDER_UNAVAILABLE)).headers())
                .containsEntry("x-should-retry", "false");
        assertThat(spoken(Refusal.of(RefusalCode.BUDGET_SPENT)).headers())
                .containsEntry("x-should-retry", "false");
        assertThat(spoken(Refusal.of(RefusalCode.SCAN_FAILED)).headers())
                .containsEntry("x-should-retry", "true")
                .containsEntry("retry-after", "1");
        assertThat(limited(Duration.ofMillis(1500)).headers())
                .containsEntry("x-should-retry", "true")
                .containsEntry("retry-after", "2")
                .containsEntry("retry-after-ms", "1500");
        assertThat(limited(Duration.ofSeconds(61)).headers())
                .containsEntry("x-should-retry", "false");
    }

    private static SpokenRefusal limited(Duration pause) {
        return spoken(Refusal.of(RefusalCode.OVER_LIMIT).after(pause));
    }
}
