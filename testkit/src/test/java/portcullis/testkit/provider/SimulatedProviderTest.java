package portcullis.testkit.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SimulatedProviderTest {
    private static final String PLAIN =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"caf\u00e9 today\"}]}";
    private static final String STREAM =
            PLAIN.replace("}]}", "}],\"stream\":true,\"stream_options\":{\"include_usage\":true}}");

    private final SimulatedProvider vendor = SimulatedProvider.start();

    @AfterEach
    void close() {
        vendor.close();
    }

    @Test
    void plainAnswerEchoesTheQuestionAndCountsTokens() throws Exception {
        try (Socket socket = open()) {
            send(socket, PLAIN);
            var answer = new ObjectMapper().readTree(body(socket));
            assertThat(answer.at("/choices/0/message/content").asText())
                    .isEqualTo("caf\u00e9 today");
            assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(3);
        }
        assertThat(vendor.ledger().last().text()).isEqualTo(PLAIN);
        assertThat(vendor.ledger().last().end()).contains(Exchange.End.PLAYED);
    }

    @Test
    void streamEndsWithUsageAndDone() throws Exception {
        String answer = exchange(STREAM, Turn.says("ab cd"));
        assertThat(answer)
                .contains("{\"content\":\"ab\"}")
                .contains("{\"content\":\" cd\"}")
                .contains("\"usage\":{\"prompt_tokens\"")
                .contains("data: [DONE]\n\n")
                .endsWith("0\r\n\r\n");
    }

    @Test
    void turnsArePlayedInOrderAndThenTheStandingOne() throws Exception {
        vendor.script(Turn.throttled().header("retry-after", "1"), Turn.says("fine"));
        vendor.always(Turn.serverError(503));
        assertThat(once(PLAIN)).startsWith("HTTP/1.1 429").contains("retry-after: 1");
        assertThat(once(PLAIN)).contains("fine");
        assertThat(once(PLAIN)).startsWith("HTTP/1.1 503");
        assertThat(once(PLAIN)).startsWith("HTTP/1.1 503");
    }

    @Test
    @Tag("GTW-7")
    void clientAbortIsNoticedWhileTheVendorIsSilent() throws Exception {
        vendor.script(Turn.echo().with(Fault.SILENCE));
        Socket socket = open();
        send(socket, PLAIN);
        assertThat(vendor.ledger().awaitRequests(1, Duration.ofSeconds(5))).isTrue();
        long left = System.nanoTime();
        socket.close();
        Exchange exchange = vendor.ledger().last();
        assertThat(exchange.awaitEnd(Duration.ofSeconds(5))).contains(Exchange.End.ABORTED);
        assertThat(exchange.endedAt() - left).isLessThan(TimeUnit.MILLISECONDS.toNanos(500));
    }

    @Test
    void resetIsARealReset() throws Exception {
        vendor.script(Turn.echo().with(Fault.RESET_BEFORE_HEAD));
        try (Socket socket = open()) {
            send(socket, PLAIN);
            assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void cutInCharacterEndsWithHalfOfIt() throws Exception {
        vendor.script(Turn.echo().with(Fault.CUT_IN_CHARACTER));
        try (Socket socket = open()) {
            send(socket, STREAM);
            byte[] all = socket.getInputStream().readAllBytes();
            assertThat(all[all.length - 3]).isEqualTo((byte) 0xC3);
        }
    }

    @Test
    void faultInTheMiddleLeavesTheRestUnsaid() throws Exception {
        assertThat(exchange(STREAM, Turn.words(20).with(Fault.CUT, 3)))
                .doesNotContain("[DONE]")
                .doesNotContain("finish_reason\":\"stop");
        assertThat(exchange(STREAM, Turn.words(4).with(Fault.MALFORMED_EVENT, 2)))
                .contains("{\"con\n")
                .contains("[DONE]");
        assertThat(exchange(STREAM, Turn.words(4).with(Fault.DOUBLE_DONE)).split("\\[DONE]", -1))
                .hasSize(3);
        assertThat(exchange(STREAM, Turn.words(4).with(Fault.CRLF_AND_COMMENTS)))
                .contains(": OPENROUTER PROCESSING\r\n\r\ndata: ");
    }

    @Test
    void scriptFileSaysTheSame() throws Exception {
        String file =
                "{\"turns\":[{\"says\":\"x\",\"fault\":\"NO_DONE\",\"betweenMicros\":5}],"
                        + "\"always\":{\"error\":500,\"headers\":{\"a\":\"b\"}}}";
        Script script = Script.of(new ObjectMapper().readTree(file));
        assertThat(script.turns())
                .containsExactly(
                        Turn.says("x").with(Fault.NO_DONE).between(Duration.ofNanos(5_000)));
        assertThat(script.always().orElseThrow().headers()).containsEntry("a", "b");
        assertThatThrownBy(() -> Script.of(new ObjectMapper().readTree("{\"turn\":[]}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void messagesAreAnsweredInTheirOwnShape() throws Exception {
        String question =
                "{\"model\":\"m\",\"max_tokens\":9,\"stream\":true,\"messages\":[{\"role\":\"user\","
                        + "\"content\":[{\"type\":\"text\",\"text\":\"ab cd\"}]}]}";
        assertThat(messages(question))
                .contains("event: message_start\ndata: {\"type\":\"message_start\"")
                .contains("event: ping\n")
                .contains("{\"type\":\"text_delta\",\"text\":\" cd\"}")
                .contains("\"stop_reason\":\"end_turn\"")
                .contains("event: message_stop\n");
        assertThat(messages(question.replace("\"stream\":true,", "")))
                .contains("\"content\":[{\"type\":\"text\",\"text\":\"ab cd\"}]");
    }

    @Test
    void messagesThatBreakTheRulesAreRefused() throws Exception {
        String turn = "{\"role\":\"user\",\"content\":\"a\"}";
        String limits = "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[";
        assertThat(messages(limits + turn + "]}")).startsWith("HTTP/1.1 200");
        for (String broken :
                new String[] {
                    limits + "]}",
                    limits + turn + "," + turn + "]}",
                    limits + turn.replace("\"a\"", "\" \"") + "]}",
                    limits + turn.replace("user", "system") + "]}",
                    limits.replace("9", "\"9\"") + turn + "]}",
                    limits + turn + "],\"temperature\":1.5}"
                }) {
            assertThat(messages(broken)).startsWith("HTTP/1.1 400");
        }
    }

    private String messages(String body) throws IOException {
        try (Socket socket = open()) {
            byte[] bytes = body.getBytes(UTF_8);
            String key = "x-api-key: k\r\nanthropic-version: 2023-06-01\r\n";
            String length = "content-length: " + bytes.length + "\r\n\r\n";
            String head = "POST /v1/messages HTTP/1.1\r\nhost: x\r\n" + key + length;
            socket.getOutputStream().write((head + body).getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private String exchange(String request, Turn turn) throws IOException {
        vendor.script(turn);
        return once(request);
    }

    private String once(String request) throws IOException {
        try (Socket socket = open()) {
            send(socket, request);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private Socket open() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), vendor.base().getPort());
    }

    private static void send(Socket socket, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        String head =
                "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n"
                        .formatted(bytes.length);
        socket.getOutputStream().write((head + body).getBytes(UTF_8));
    }

    private static byte[] body(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) socket.getInputStream().read());
        }
        String length = head.toString().replaceAll("(?s).*content-length: (\\d+).*", "$1");
        return socket.getInputStream().readNBytes(Integer.parseInt(length));
    }
}
