package portcullis.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.Reply;
import portcullis.governance.Permission;
import portcullis.governance.Role;

/** Replies of a journey over real connections. */
class FlowTest {
    private static Route flowing(Handling.Journey journey) {
        return new Route(
                Verb.POST,
                "/v1/flow",
                new Entry.Holding(Permission.MODEL_CALL),
                1_000_000,
                Limiting.TOKENS,
                new Auditing.Nothing(),
                new Handling.Flowing(journey));
    }

    private static final Map<String, String> STREAM = Map.of("content-type", "text/event-stream");

    @Test
    @Tag("GTW-5")
    void headAndEachEventLeaveAtOnce() throws Exception {
        BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
        try (Doors doors =
                new Doors(
                        List.of(
                                flowing(
                                        (_, _, reply) -> {
                                            reply.open(STREAM);
                                            replies.add(reply);
                                        })))) {
            var response =
                    doors.stream(
                                    doors.as("/v1/flow", Role.PRACTITIONER)
                                            .POST(BodyPublishers.ofString("{}")))
                            .get(10, TimeUnit.SECONDS);
            assertThat(response.statusCode()).isEqualTo(200);
            Reply reply = replies.poll(5, TimeUnit.SECONDS);
            InputStream body = response.body();
            for (int i = 0; i < 5; i++) {
                reply.event(("data: " + i + "\n\n").getBytes(UTF_8));
                assertThat(new String(body.readNBytes(9), UTF_8)).isEqualTo("data: " + i + "\n\n");
            }
            reply.close();
            assertThat(body.readAllBytes()).isEmpty();
        }
    }

    @Test
    void smallBodiesStayOnTheLoopAndLargeOnesLeaveIt() throws Exception {
        BlockingQueue<Boolean> virtual = new LinkedBlockingQueue<>();
        try (Doors doors =
                new Doors(
                        List.of(
                                flowing(
                                        (visit, context, reply) ->
                                                context.execute(
                                                        () -> {
                                                            virtual.add(
                                                                    Thread.currentThread()
                                                                            .isVirtual());
                                                            reply.whole(
                                                                    200, Map.of(), visit.body());
                                                        }))))) {
            for (int size : new int[] {10, 16 * 1024, 16 * 1024 + 1, 500_000}) {
                String body = "y".repeat(size);
                var response =
                        doors.send(
                                doors.as("/v1/flow", Role.PRACTITIONER)
                                        .POST(BodyPublishers.ofString(body)));
                assertThat(response.body()).isEqualTo(body);
                assertThat(virtual.poll(1, TimeUnit.SECONDS)).isEqualTo(size > 16 * 1024);
            }
        }
    }

    @Test
    @Tag("GTW-7")
    void callerWhoLeavesCancelsTheJourney() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (Doors doors =
                new Doors(
                        List.of(
                                flowing(
                                        (_, _, reply) -> {
                                            reply.onAbort(cancelled::countDown);
                                            reply.open(STREAM);
                                        })))) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), doors.port);
            String head =
                    "POST /v1/flow HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                            + doors.key(Role.PRACTITIONER)
                            + "\r\nContent-Length: 2\r\n\r\n{}";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            socket.close();
            assertThat(cancelled.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @Tag("GTW-9")
    void slowReaderHoldsTheJourneyBack() throws Exception {
        CompletableFuture<Long> sentUntilFull = new CompletableFuture<>();
        AtomicBoolean resumed = new AtomicBoolean();
        CountDownLatch drained = new CountDownLatch(1);
        try (Doors doors =
                new Doors(
                        List.of(
                                flowing(
                                        (_, context, reply) -> {
                                            reply.onDrain(
                                                    () -> {
                                                        resumed.set(true);
                                                        drained.countDown();
                                                    });
                                            reply.open(STREAM);
                                            context.execute(
                                                    () -> pour(context, reply, 0, sentUntilFull));
                                        })))) {
            var response =
                    doors.stream(
                                    doors.as("/v1/flow", Role.PRACTITIONER)
                                            .POST(BodyPublishers.ofString("{}")))
                            .get(10, TimeUnit.SECONDS);
            long sent = sentUntilFull.get(20, TimeUnit.SECONDS);
            assertThat(sent).isLessThan(60_000_000);
            assertThat(resumed).isFalse();
            response.body().skipNBytes(sent);
            assertThat(drained.await(10, TimeUnit.SECONDS)).isTrue();
            response.body().close();
        }
    }

    private static void pour(
            Executor context, Reply reply, long sent, CompletableFuture<Long> until) {
        if (reply.full()) {
            until.complete(sent);
            return;
        }
        reply.event(new byte[32_000]);
        context.execute(() -> pour(context, reply, sent + 32_000, until));
    }
}
