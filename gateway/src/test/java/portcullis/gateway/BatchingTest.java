package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import portcullis.gateway.EmbeddingList.Encoding;
import portcullis.gateway.fit.TokenCount;
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

/** Small embeddings requests that come at the same time share a call (section 10). */
@Timeout(60)
class BatchingTest {
    private static final TenantId CLINIC = new TenantId("clinic");
    private static final TokenCount TOKENS = new TokenCount();

    /** Long enough that only the number of texts makes a batch leave. */
    private static final Batching BY_COUNT = new Batching(3, Duration.ofMinutes(1));

    /** Answers each text with its length; refuses a call with a text that says poison. */
    private static final class Vectors implements Provider {
        final List<List<String>> asked = new CopyOnWriteArrayList<>();
        final List<ScriptedProvider.Running> running = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Void> go;

        Vectors(CompletableFuture<Void> go) {
            this.go = go;
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
            ScriptedProvider.Running attempt = new ScriptedProvider.Running();
            running.add(attempt);
            CompletableFuture<Void> _ = go.thenRunAsync(() -> answer(texts, signals));
            return attempt;
        }

        private static void answer(List<String> texts, Signals signals) {
            if (texts.contains("poison")) {
                signals.failed(new Trouble.Rejected(Trouble.Reason.BAD_REQUEST));
                return;
            }
            List<float[]> vectors =
                    texts.stream().map(text -> new float[] {text.length(), 1}).toList();
            long used = texts.stream().mapToLong(BatchingTest::tokens).sum();
            signals.frame(
                    new Frame(
                            Dialect.OPENAI_EMBEDDINGS,
                            new EmbeddingList(vectors, OptionalLong.of(used))
                                    .document(Encoding.FLOAT, "v", 0),
                            List.of(
                                    new Piece.Finished(0, Piece.FinishReason.STOP),
                                    new Piece.Used(used, 0))));
            signals.done();
        }
    }

    private static long tokens(String text) {
        return TOKENS.of("text-embedding-3-small", text);
    }

    private static Vectors atOnce() {
        return new Vectors(CompletableFuture.completedFuture(null));
    }

    private static Listener embed(TestHouse house, TenantId tenant, String fields) {
        Listener listener = new Listener();
        house.calls.answer(
                new Raw(
                        RequestId.random(),
                        Dialect.OPENAI_EMBEDDINGS,
                        ("{\"model\":\"default\"," + fields + "}").getBytes(UTF_8),
                        Map.of(),
                        Optional.empty()),
                house.visitors.admitted(tenant),
                house.context,
                listener);
        return listener;
    }

    private static Listener embed(TestHouse house, String text) {
        return embed(house, CLINIC, "\"input\":\"" + text + "\"");
    }

    private static void assertAnswered(Listener heard, int length) {
        assertThat(heard.status()).as(heard.body).isEqualTo(200);
        assertThat(heard.json().path("data")).hasSize(1);
        assertThat(heard.json().at("/data/0/index").asInt()).isZero();
        assertThat(heard.json().at("/data/0/embedding/0").asInt()).isEqualTo(length);
    }

    private static List<JsonNode> receipts(TestHouse house, TenantId tenant, int count)
            throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (house.ledger.bodies(tenant, "receipt").size() < count && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        return house.ledger.bodies(tenant, "receipt");
    }

    @Test
    void requestsThatComeTogetherShareACallAndEachIsBilledItsOwn() throws Exception {
        Vectors vendor = atOnce();
        List<String> texts = List.of("a", "some more words here", "two words");
        try (TestHouse house = TestHouse.batching(BY_COUNT, vendor)) {
            List<Listener> heard = texts.stream().map(text -> embed(house, text)).toList();
            for (int i = 0; i < texts.size(); i++) {
                assertAnswered(heard.get(i), texts.get(i).length());
                assertThat(heard.get(i).json().at("/usage/prompt_tokens").asLong())
                        .isEqualTo(tokens(texts.get(i)));
            }
            assertThat(vendor.asked).hasSize(1);
            assertThat(vendor.asked.getFirst()).containsExactlyInAnyOrderElementsOf(texts);
            assertThat(receipts(house, CLINIC, 3))
                    .extracting(receipt -> receipt.path("inputTokens").asLong())
                    .containsExactlyInAnyOrderElementsOf(
                            texts.stream().map(BatchingTest::tokens).toList());
            assertThat(house.ledger.bodies(CLINIC, "intent")).hasSize(3);
        }
    }

    @Test
    void aBatchLeavesWhenItsTimeIsOver() {
        Vectors vendor = atOnce();
        try (TestHouse house =
                TestHouse.batching(new Batching(30, Duration.ofMillis(500)), vendor)) {
            Listener one = embed(house, "one");
            Listener two = embed(house, "number two");
            assertAnswered(one, 3);
            assertAnswered(two, 10);
            assertThat(vendor.asked).hasSizeBetween(1, 2);
        }
    }

    @Test
    void nobodyPaysForTheMistakeOfAnother() throws Exception {
        Vectors vendor = atOnce();
        try (TestHouse house = TestHouse.batching(BY_COUNT, vendor)) {
            Listener good = embed(house, "good");
            Listener poisoned = embed(house, "poison");
            Listener fine = embed(house, "also fine");
            assertAnswered(good, 4);
            assertAnswered(fine, 9);
            assertThat(poisoned.status()).isEqualTo(400);
            assertThat(vendor.asked).hasSize(4);
            assertThat(receipts(house, CLINIC, 3))
                    .extracting(receipt -> receipt.path("attempts").asInt())
                    .containsOnly(2);
            assertThat(house.ledger.bodies(CLINIC, "intent")).hasSize(6);
        }
    }

    @Test
    void oneWhoLeavesHarmsNobody() {
        CompletableFuture<Void> go = new CompletableFuture<>();
        Vectors vendor = new Vectors(go);
        try (TestHouse house = TestHouse.batching(BY_COUNT, vendor)) {
            Listener stays = embed(house, "stays");
            Listener leaves = embed(house, "leaves");
            Listener last = embed(house, "comes last");
            await(() -> vendor.asked.size() == 1);
            leaves.abort.run();
            go.complete(null);
            assertAnswered(stays, 5);
            assertAnswered(last, 10);
            assertThat(vendor.asked).hasSize(1);
            assertThat(vendor.running.getFirst().cancelled.isDone()).isFalse();
        }
    }

    @Test
    void theCallIsCutWhenAllHaveLeft() {
        Vectors vendor = new Vectors(new CompletableFuture<>());
        try (TestHouse house = TestHouse.batching(BY_COUNT, vendor)) {
            List<Listener> all = new ArrayList<>();
            for (String text : List.of("one", "two", "three")) {
                all.add(embed(house, text));
            }
            await(() -> vendor.running.size() == 1);
            all.forEach(each -> each.abort.run());
            await(() -> vendor.running.getFirst().cancelled.isDone());
        }
    }

    @Test
    void tenantsNeverShareACall() {
        Vectors vendor = atOnce();
        TenantId other = new TenantId("other");
        try (TestHouse house = TestHouse.batching(new Batching(2, Duration.ofMinutes(1)), vendor)) {
            List<Listener> heard = new ArrayList<>();
            for (TenantId tenant : List.of(CLINIC, other, other, CLINIC)) {
                heard.add(embed(house, tenant, "\"input\":\"of " + tenant.value() + "\""));
            }
            heard.forEach(each -> assertThat(each.status()).isEqualTo(200));
            assertThat(vendor.asked)
                    .containsExactlyInAnyOrder(
                            List.of("of clinic", "of clinic"), List.of("of other", "of other"));
        }
    }

    @Test
    void requestsThatWantOtherVectorsDoNotShareACall() {
        Vectors vendor = atOnce();
        try (TestHouse house =
                TestHouse.batching(new Batching(2, Duration.ofMillis(300)), vendor)) {
            Listener eight = embed(house, CLINIC, "\"input\":\"a\",\"dimensions\":8");
            Listener nine = embed(house, CLINIC, "\"input\":\"b\",\"dimensions\":9");
            assertThat(eight.status()).isEqualTo(200);
            assertThat(nine.status()).isEqualTo(200);
            assertThat(vendor.asked).containsExactlyInAnyOrder(List.of("a"), List.of("b"));
        }
    }

    @Test
    void switchedOffNothingWaits() {
        Vectors vendor = atOnce();
        try (TestHouse house = TestHouse.batching(new Batching(1, Duration.ofMinutes(1)), vendor)) {
            assertAnswered(embed(house, "alone"), 5);
        }
    }

    @Test
    void aRuleThatCannotBeKeptIsRefused() {
        assertThatThrownBy(() -> new Batching(33, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Batching(5, Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - until).as("in time").isNegative();
            Thread.onSpinWait();
        }
    }
}
