package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Trouble;
import portcullis.governance.Permission;
import portcullis.governance.limit.Demand;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;
import portcullis.testkit.Visitors;

@Timeout(60)
class KeepingTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A house and one key of it. */
    private record Visited(TestHouse house, Permitted owner) implements AutoCloseable {
        static Visited with(ScriptedProvider.Act... acts) {
            return of(new ScriptedProvider(acts));
        }

        static Visited of(ScriptedProvider provider) {
            TestHouse house = TestHouse.of(provider);
            return new Visited(
                    house, house.visitors.permitted(TestHouse.TENANT, Permission.MODEL_CALL));
        }

        Listener respond(String fields) {
            return respond(owner, fields);
        }

        Listener respond(Permitted caller, String fields) {
            Listener listener = new Listener();
            Raw raw =
                    new Raw(
                            RequestId.random(),
                            Dialect.OPENAI_RESPONSES,
                            ("{\"model\":\"default\"," + fields + "}").getBytes(UTF_8),
                            Map.of(),
                            Optional.empty());
            house.calls.answer(
                    raw,
                    Visitors.passed(house.visitors.limiter().admit(caller, Demand.ONE_REQUEST)),
                    house.context,
                    listener);
            return listener;
        }

        JsonNode fetch(String id) {
            return read(Visitors.passed(house.calls.kept().fetch(owner, id)));
        }

        @Override
        public void close() {
            house.close();
        }
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String id(Listener listener) {
        assertThat(listener.status()).as(listener.body).isEqualTo(200);
        return listener.json().path("id").asText();
    }

    private static Refusal refused(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?>(Refusal refusal)
                ? refusal
                : Refusal.of(RefusalCode.INTERNAL);
    }

    private static void await(BooleanSupplier condition) {
        Deadline deadline = Deadline.in(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            assertThat(deadline.passed()).as("still not so").isFalse();
            Thread.onSpinWait();
        }
    }

    @Test
    void anAnswerIsKeptAsItWasTold() {
        try (Visited visited = Visited.with(ScriptedProvider.answers("Mail [EMAIL_1]."))) {
            Listener told = visited.respond("\"input\":\"Whom? ann.lee@example.org\"");
            JsonNode kept = visited.fetch(id(told));
            assertThat(kept).isEqualTo(told.json());
            assertThat(kept.at("/output/0/content/0/text").asText())
                    .isEqualTo("Mail ann.lee@example.org.");
            JsonNode items =
                    Visitors.passed(visited.house.calls.kept().inputItems(visited.owner, id(told)));
            assertThat(items.at("/0/content/0/text").asText())
                    .isEqualTo("Whom? ann.lee@example.org");
            assertThat(items.at("/0/type").asText()).isEqualTo("message");
            assertThat(items.at("/0/id").asText()).startsWith("msg_");
        }
    }

    @Test
    void aStreamIsKeptBeforeItsEndIsTold() {
        try (Visited visited = Visited.with(ScriptedProvider.answers(Chunks.streamed("a", "b")))) {
            Listener told = visited.respond("\"input\":\"x\",\"stream\":true");
            assertThat(told.status()).isEqualTo(200);
            String last = told.events.getLast();
            assertThat(last).startsWith("event: response.completed\n");
            JsonNode response =
                    read(last.substring(last.indexOf("data: ") + 6).getBytes(UTF_8))
                            .path("response");
            assertThat(visited.fetch(response.path("id").asText())).isEqualTo(response);
        }
    }

    @Test
    void whatNobodyWantsKeptIsNotKept() {
        try (Visited visited = Visited.with(ScriptedProvider.answers("a"))) {
            Listener told = visited.respond("\"input\":\"x\",\"store\":false");
            assertThat(told.status()).isEqualTo(200);
            assertThat(told.json().path("store").asBoolean()).isFalse();
            assertThat(visited.house.responses.size()).isZero();
        }
    }

    @Test
    void anAnswerThatCannotBeKeptSaysSo() {
        try (Visited visited = Visited.with(ScriptedProvider.answers("a"))) {
            visited.house.responses.unplugged = true;
            Listener told = visited.respond("\"input\":\"x\"");
            assertThat(told.status()).isEqualTo(200);
            assertThat(told.json().path("store").asBoolean()).isFalse();
            assertThat(refused(visited.house.calls.kept().fetch(visited.owner, id(told))).code())
                    .isEqualTo(RefusalCode.STORE_UNAVAILABLE);
            Listener next =
                    visited.respond(
                            "\"input\":\"y\",\"previous_response_id\":\"" + id(told) + "\"");
            assertThat(next.status()).isEqualTo(503);
        }
    }

    @Test
    void aRequestThatContinuesOneBringsAllThatWasSaidMasked() {
        ScriptedProvider provider =
                new ScriptedProvider(
                        ScriptedProvider.answers("Hello [EMAIL_1]."),
                        ScriptedProvider.answers("Again."),
                        ScriptedProvider.answers("Yes."));
        try (Visited visited = Visited.of(provider)) {
            String first = id(visited.respond("\"input\":\"I am ann.lee@example.org\""));
            String second =
                    id(
                            visited.respond(
                                    "\"input\":\"Greet me\",\"previous_response_id\":\""
                                            + first
                                            + "\""));
            String third =
                    "\"input\":[{\"role\":\"user\",\"content\":\"Once more\"}],"
                            + "\"previous_response_id\":\"";
            assertThat(visited.respond(third + second + "\"").status()).isEqualTo(200);
            String sent = provider.bodies.getLast();
            JsonNode messages = read(sent.getBytes(UTF_8)).path("messages");
            assertThat(messages)
                    .extracting(one -> one.path("role").asText())
                    .containsExactly("user", "assistant", "user", "assistant", "user");
            assertThat(messages)
                    .extracting(one -> one.path("content").asText())
                    .containsExactly(
                            "I am [EMAIL_1]",
                            "Hello [EMAIL_1].",
                            "Greet me",
                            "Again.",
                            "Once more");
            assertThat(sent).doesNotContain("ann.lee");
        }
    }

    @Test
    @Tag("GOV-1")
    void aStrangersResponseIsNotThere() {
        try (Visited visited = Visited.with(ScriptedProvider.answers("a"))) {
            String id = id(visited.respond("\"input\":\"x\""));
            for (TenantId tenant : List.of(TestHouse.TENANT, new TenantId("other"))) {
                Permitted stranger =
                        visited.house.visitors.permitted(tenant, Permission.MODEL_CALL);
                KeptResponses kept = visited.house.calls.kept();
                assertThat(refused(kept.fetch(stranger, id)).code())
                        .isEqualTo(RefusalCode.NOT_FOUND);
                assertThat(refused(kept.inputItems(stranger, id)).code())
                        .isEqualTo(RefusalCode.NOT_FOUND);
                assertThat(refused(kept.cancel(stranger, id)).code())
                        .isEqualTo(RefusalCode.NOT_FOUND);
                assertThat(refused(kept.delete(stranger, id)).code())
                        .isEqualTo(RefusalCode.NOT_FOUND);
                Listener next =
                        visited.respond(
                                stranger,
                                "\"input\":\"y\",\"previous_response_id\":\"" + id + "\"");
                assertThat(next.status()).isEqualTo(404);
                assertThat(next.json().at("/error/param").asText())
                        .isEqualTo("previous_response_id");
            }
            assertThat(visited.fetch(id).path("status").asText()).isEqualTo("completed");
        }
    }

    @Test
    void whatIsDeletedIsGone() {
        try (Visited visited = Visited.with(ScriptedProvider.answers("a"))) {
            String id = id(visited.respond("\"input\":\"x\""));
            KeptResponses kept = visited.house.calls.kept();
            assertThat(Visitors.passed(kept.delete(visited.owner, id))).isTrue();
            assertThat(refused(kept.delete(visited.owner, id)).code())
                    .isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(refused(kept.fetch(visited.owner, "../etc")).code())
                    .isEqualTo(RefusalCode.NOT_FOUND);
        }
    }

    @Test
    void aBackgroundCallGoesOnWithoutItsCaller() {
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (Visited visited =
                Visited.with(
                        (signals, running) -> {
                            go.get(20, TimeUnit.SECONDS);
                            signals.frame(Chunks.whole("late"));
                            signals.done();
                        })) {
            Listener told = visited.respond("\"input\":\"x\",\"background\":true");
            String id = id(told);
            assertThat(told.json().path("status").asText()).isEqualTo("queued");
            assertThat(visited.fetch(id).path("status").asText()).isEqualTo("in_progress");
            Listener early =
                    visited.respond("\"input\":\"y\",\"previous_response_id\":\"" + id + "\"");
            assertThat(early.status()).isEqualTo(409);
            told.abort.run();
            go.complete(null);
            await(() -> visited.fetch(id).path("status").asText().equals("completed"));
            assertThat(visited.fetch(id).at("/output/0/content/0/text").asText()).isEqualTo("late");
        }
    }

    @Test
    @Tag("GTW-7")
    void cancellingFreesTheProviderAtOnce() throws Exception {
        ScriptedProvider provider = new ScriptedProvider(ScriptedProvider.stalls(List.of()));
        try (Visited visited = Visited.of(provider)) {
            String id = id(visited.respond("\"input\":\"x\",\"background\":true"));
            await(() -> !provider.attempts.isEmpty());
            long asked = System.nanoTime();
            byte[] now = Visitors.passed(visited.house.calls.kept().cancel(visited.owner, id));
            long freed = provider.attempts.getFirst().cancelled.get(10, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(freed - asked)).isLessThan(Duration.ofMillis(50));
            assertThat(read(now).path("status").asText()).isEqualTo("cancelled");
            assertThat(visited.fetch(id).path("status").asText()).isEqualTo("cancelled");
            assertThat(visited.house.written("receipt"))
                    .extracting(one -> one.path("decision").asText())
                    .containsExactly("CANCELLED");
        }
    }

    @Test
    void aBackgroundCallThatFailsIsKeptAsFailed() {
        Trouble trouble = new Trouble.Rejected(Trouble.Reason.CONTENT_FILTER);
        try (Visited visited = Visited.with(ScriptedProvider.fails(trouble))) {
            String id = id(visited.respond("\"input\":\"x\",\"background\":true"));
            await(() -> visited.fetch(id).path("status").asText().equals("failed"));
            assertThat(visited.fetch(id).at("/error/message").asText())
                    .isEqualTo(RefusalCode.CONTENT_FILTERED.sentence());
        }
    }

    @Test
    void aBackgroundStreamGoesOnWhenItsCallerLeaves() {
        List<Frame> frames = Chunks.streamed("a", "b");
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (Visited visited =
                Visited.with(
                        (signals, running) -> {
                            frames.subList(0, 2).forEach(signals::frame);
                            go.get(20, TimeUnit.SECONDS);
                            frames.subList(2, frames.size()).forEach(signals::frame);
                            signals.done();
                        })) {
            Listener told = visited.respond("\"input\":\"x\",\"background\":true,\"stream\":true");
            String first = told.first();
            String id =
                    read(first.substring(first.indexOf("data: ") + 6).getBytes(UTF_8))
                            .at("/response/id")
                            .asText();
            told.abort.run();
            go.complete(null);
            await(() -> visited.fetch(id).path("status").asText().equals("completed"));
            assertThat(visited.fetch(id).at("/output/0/content/0/text").asText()).isEqualTo("ab");
        }
    }

    @Test
    void aBackgroundStreamIsResumedBehindAnyEventAndByItsOwnerOnly() {
        try (Visited visited = Visited.with(ScriptedProvider.answers(Chunks.streamed("a", "b")))) {
            Listener told = visited.respond("\"input\":\"x\",\"background\":true,\"stream\":true");
            assertThat(told.status()).isEqualTo(200);
            List<String> events =
                    told.events.stream().filter(event -> event.startsWith("id: ")).toList();
            String id =
                    read(events.getFirst().split("data: ", 2)[1].getBytes(UTF_8))
                            .at("/response/id")
                            .asText();
            KeptResponses kept = visited.house.calls.kept();
            for (int after = -1; after < events.size(); after++) {
                List<byte[]> rest =
                        Visitors.passed(kept.resume(visited.owner, id, after, () -> {})).next(99);
                assertThat(rest)
                        .extracting(event -> new String(event, UTF_8))
                        .containsExactlyElementsOf(events.subList(after + 1, events.size()));
            }
            assertThat(refused(kept.resume(visited.owner, id, 99, () -> {})).code())
                    .isEqualTo(RefusalCode.STREAM_EXPIRED);
            Permitted stranger =
                    visited.house.visitors.permitted(TestHouse.TENANT, Permission.MODEL_CALL);
            assertThat(refused(kept.resume(stranger, id, 0, () -> {})).code())
                    .isEqualTo(RefusalCode.NOT_FOUND);
        }
    }

    @Test
    void aBackgroundCallThatIsNotKeptIsRefused() {
        try (Visited visited = Visited.with(ScriptedProvider.answers("a"))) {
            Listener told = visited.respond("\"input\":\"x\",\"background\":true,\"store\":false");
            assertThat(told.status()).isEqualTo(400);
            assertThat(told.json().at("/error/param").asText()).isEqualTo("store");
        }
    }

    @Test
    void aClosingHouseEndsWhatRunsAlone() {
        ScriptedProvider provider = new ScriptedProvider(ScriptedProvider.stalls(List.of()));
        try (Visited visited = Visited.of(provider)) {
            String id = id(visited.respond("\"input\":\"x\",\"background\":true"));
            await(() -> !provider.attempts.isEmpty());
            visited.house.calls.close();
            await(() -> visited.fetch(id).path("status").asText().equals("cancelled"));
            assertThatCode(() -> provider.attempts.getFirst().cancelled.get(9, TimeUnit.SECONDS))
                    .doesNotThrowAnyException();
        }
    }
}
