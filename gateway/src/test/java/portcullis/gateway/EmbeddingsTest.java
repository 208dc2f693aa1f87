package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portcullis.gateway.EmbeddingList.Encoding;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Signals;
import portcullis.gateway.route.Trouble;
import portcullis.governance.audit.EgressPermit;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

@Timeout(60)
class EmbeddingsTest {
    /** Answers each text with its length and its hash; at most 64 texts. */
    private static final class Vectors implements Provider {
        final List<List<String>> asked = new CopyOnWriteArrayList<>();
        private final int failing;

        /**
         * @param failing the number of the call that is answered with an error, from 1; 0 for none
         */
        Vectors(int failing) {
            this.failing = failing;
        }

        @Override
        public boolean embeds(String model) {
            return true;
        }

        @Override
        public Attempt call(Ask ask, EgressPermit permit, Signals signals) {
            permit.use();
            List<String> texts = EmbeddingQuestion.of(ask.request().bodyFor("v")).texts();
            asked.add(texts);
            Thread.ofVirtual().start(() -> answer(texts, signals));
            return new ScriptedProvider.Running();
        }

        private void answer(List<String> texts, Signals signals) {
            if (asked.size() == failing || texts.size() > 64) {
                signals.failed(new Trouble.Rejected(Trouble.Reason.BAD_REQUEST));
                return;
            }
            List<float[]> vectors = texts.stream().map(EmbeddingsTest::vector).toList();
            byte[] json =
                    new EmbeddingList(vectors, OptionalLong.of(texts.size()))
                            .document(Encoding.FLOAT, "v", 0);
            signals.frame(
                    new Frame(
                            Dialect.OPENAI_EMBEDDINGS,
                            json,
                            List.of(
                                    new Piece.Finished(0, Piece.FinishReason.STOP),
                                    new Piece.Used(texts.size(), 0))));
            signals.done();
        }
    }

    private static float[] vector(String text) {
        return new float[] {text.length(), text.hashCode() % 1000, 0.1f};
    }

    private static Listener embed(TestHouse house, String fields) {
        Listener listener = new Listener();
        house.calls.answer(
                new Raw(
                        RequestId.random(),
                        Dialect.OPENAI_EMBEDDINGS,
                        ("{\"model\":\"default\"," + fields + "}").getBytes(UTF_8),
                        Map.of(),
                        Optional.empty()),
                house.visitors.admitted(new TenantId("clinic")),
                house.context,
                listener);
        return listener;
    }

    private static String texts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"word " + "x".repeat(i % 7) + i + "\"")
                .collect(Collectors.joining(",", "\"input\":[", "]"));
    }

    @Test
    void vectorsComeAsFloatsInTheOrderOfTheTexts() {
        try (TestHouse house = TestHouse.of(new Vectors(0))) {
            Listener heard = embed(house, "\"input\":[\"a\",\"bcd\"]");
            assertThat(heard.status()).isEqualTo(200);
            JsonNode answer = heard.json();
            assertThat(answer.at("/data/0/embedding/0").asDouble()).isEqualTo(1);
            assertThat(answer.at("/data/1/embedding/0").asDouble()).isEqualTo(3);
            assertThat(answer.at("/data/1/index").asInt()).isEqualTo(1);
            assertThat((float) answer.at("/data/0/embedding/2").asDouble()).isEqualTo(0.1f);
            assertThat(answer.path("model").asText()).isEqualTo("default");
            assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(2);
        }
    }

    @Test
    void base64IsLittleEndianFloat32() {
        try (TestHouse house = TestHouse.of(new Vectors(0))) {
            Listener heard = embed(house, "\"input\":\"bcd\",\"encoding_format\":\"base64\"");
            assertThat(heard.status()).isEqualTo(200);
            byte[] bytes =
                    Base64.getDecoder().decode(heard.json().at("/data/0/embedding").asText());
            ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(floats.getFloat()).isEqualTo(3f);
            assertThat(bytes).hasSize(12);
        }
    }

    @Test
    @Tag("SCR-3")
    void textsAreMasked() {
        Vectors vendor = new Vectors(0);
        try (TestHouse house = TestHouse.of(vendor)) {
            assertThat(embed(house, "\"input\":[\"Mail ann.lee@example.org\",\"b\"]").status())
                    .isEqualTo(200);
            assertThat(vendor.asked).containsExactly(List.of("Mail [EMAIL_1]", "b"));
        }
    }

    @Test
    void manyTextsAreAskedInPartsAndAnsweredAsOne() {
        Vectors vendor = new Vectors(0);
        try (TestHouse house = TestHouse.of(vendor)) {
            Listener heard = embed(house, texts(150));
            assertThat(heard.status()).isEqualTo(200);
            assertThat(vendor.asked).extracting(List::size).containsExactly(64, 64, 22);
            List<String> all = new ArrayList<>();
            vendor.asked.forEach(all::addAll);
            JsonNode data = heard.json().path("data");
            assertThat(data).hasSize(150);
            for (int i = 0; i < 150; i++) {
                float[] expected = vector(all.get(i));
                assertThat(data.at("/" + i + "/index").asInt()).isEqualTo(i);
                assertThat(data.at("/" + i + "/embedding/1").asDouble()).isEqualTo(expected[1]);
            }
            assertThat(heard.json().at("/usage/total_tokens").asInt()).isEqualTo(150);
            assertThat(house.written("intent"))
                    .extracting(intent -> intent.path("attempt").asInt())
                    .containsExactly(1, 2, 3);
            List<JsonNode> receipts = house.ledger.bodies(TestHouse.TENANT, "receipt");
            assertThat(receipts).hasSize(1);
            assertThat(receipts.getFirst().path("attempts").asInt()).isEqualTo(3);
            assertThat(receipts.getFirst().path("input_tokens").asInt()).isEqualTo(150);
        }
    }

    @Test
    void aPartThatFailsFailsTheWhole() {
        try (TestHouse house = TestHouse.of(new Vectors(2))) {
            Listener heard = embed(house, texts(150));
            assertThat(heard.status()).isEqualTo(400);
            assertThat(house.written("receipt")).hasSize(1);
        }
    }

    @Test
    void vectorsAreRemembered() {
        Vectors vendor = new Vectors(0);
        try (TestHouse house = TestHouse.remembering(vendor)) {
            Listener first = embed(house, texts(100));
            assertThat(first.status()).isEqualTo(200);
            Listener again = embed(house, texts(100));
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.headers).containsEntry("x-portcullis-cache", "hit");
            assertThat(again.json()).isEqualTo(first.json());
            assertThat(vendor.asked).hasSize(2);
        }
    }

    @ParameterizedTest
    @Tag("GTW-11")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"input\":[[1,2,3]]|input[0]",
                "\"input\":[1,2,3]|input[0]",
                "\"input\":[\"a\",\"\"]|input[1]",
                "\"input\":\"\"|input",
                "\"input\":7|input",
                "\"input\":\"a\",\"encoding_format\":\"hex\"|encoding_format",
                "\"input\":\"a\",\"dimensions\":\"8\"|dimensions",
            })
    void whatCannotBeReadIsRefusedByName(String fields, String path) {
        try (TestHouse house = TestHouse.of(new Vectors(0))) {
            Listener heard = embed(house, fields);
            assertThat(heard.status()).isEqualTo(400);
            assertThat(heard.json().at("/error/param").asText()).isEqualTo(path);
        }
    }

    @Test
    void moreThan256TextsAreRefused() {
        try (TestHouse house = TestHouse.of(new Vectors(0))) {
            Listener heard = embed(house, texts(257));
            assertThat(heard.status()).isEqualTo(400);
            assertThat(heard.json().at("/error/message").asText()).contains("256");
        }
    }

    @Test
    void aModelThatCannotIsRefusedBeforeAnythingIsAsked() {
        ScriptedProvider chat = new ScriptedProvider(ScriptedProvider.answers("a"));
        try (TestHouse house = TestHouse.of(chat)) {
            Listener heard = embed(house, "\"input\":\"a\"");
            assertThat(heard.status()).isEqualTo(400);
            assertThat(heard.code()).isEqualTo("model_unfit");
            assertThat(chat.attempts).isEmpty();
        }
    }

    @Test
    void onlyTargetsThatCanAreAsked() {
        ScriptedProvider chat = new ScriptedProvider(ScriptedProvider.answers("a"));
        try (TestHouse house = TestHouse.of(chat, new Vectors(0))) {
            Listener heard = embed(house, "\"input\":\"a\"");
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.headers).containsEntry("x-portcullis-target", "p1/vendor-1");
            assertThat(chat.attempts).isEmpty();
        }
    }

    @Test
    void anAnswerThatIsNotWholeIsNotRead() {
        byte[] two =
                new EmbeddingList(List.of(new float[] {1}, new float[] {2}), OptionalLong.empty())
                        .document(Encoding.BASE64, "m", 3);
        assertThat(EmbeddingList.read(two, 2)).isPresent();
        assertThat(EmbeddingList.read(two, 1)).isEmpty();
        assertThat(EmbeddingList.read(two, 3)).isEmpty();
        for (String broken :
                List.of(
                        "",
                        "{}",
                        "{\"data\":[{\"index\":0,\"embedding\":[]}]}",
                        "{\"data\":[{\"index\":0,\"embedding\":[\"a\"]}]}",
                        "{\"data\":[{\"index\":0,\"embedding\":\"***\"}]}",
                        "{\"data\":[{\"index\":0,\"embedding\":\"AAA=\"}]}",
                        "{\"data\":[{\"index\":1,\"embedding\":[1]}]}",
                        "{\"data\":[{\"index\":0,\"embedding\":[1e300]}]}")) {
            assertThat(EmbeddingList.read(broken.getBytes(UTF_8), 1)).as(broken).isEmpty();
        }
    }
}
