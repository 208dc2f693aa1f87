package portcullis.providers.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnsignedTest {
    private static String without(String content) {
        String body = "{ \"messages\":[{\"role\":\"assistant\",\"content\":" + content + "}]}";
        return new String(Unsigned.without(body.getBytes(UTF_8)), UTF_8);
    }

    @Test
    void reasoningThatNobodySignedIsTakenOut() {
        String other = "{\"type\":\"thinking\",\"thinking\":\"a\",\"signature\":\"\"}";
        String own = "{\"type\":\"thinking\",\"thinking\":\"b\",\"signature\":\"x\"}";
        String text = "{\"type\":\"text\",\"text\":\"c\",\"n\":1.50}";
        assertThat(without("[" + other + "," + own + "," + text + "]"))
                .isEqualTo(
                        "{\"messages\":[{\"role\":\"assistant\",\"content\":["
                                + own
                                + ","
                                + text
                                + "]}]}");
    }

    @Test
    void everythingElseKeepsItsBytes() {
        for (String content :
                new String[] {
                    "\"text\"",
                    "[ {\"type\":\"thinking\",\"thinking\":\"b\",\"signature\":\"x\"} ]",
                    "[ {\"type\":\"text\",\"text\":\"\\\"signature\\\"\"} ]"
                }) {
            assertThat(without(content)).startsWith("{ ").contains(content);
        }
    }
}
