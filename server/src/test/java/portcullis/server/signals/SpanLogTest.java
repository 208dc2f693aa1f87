package portcullis.server.signals;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.GatewayEvent.CallEnded;
import portcullis.gateway.route.RouteEvent;
import portcullis.gateway.route.Step;
import portcullis.governance.audit.Decision;
import portcullis.kernel.Event;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;

@Tag("OPS-41")
class SpanLogTest {
    private final RequestId request = RequestId.random();
    private final List<Event> logged = new ArrayList<>();
    private final Kept kept = new Kept();

    private static final class Kept implements SpanExporter {
        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> more) {
            spans.addAll(more);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private void write(EventLog log) {
        Label first = new Label("main/gpt-x");
        log.write(new RouteEvent.TargetChosen(request, first, Step.Reason.FIRST, Duration.ZERO));
        log.write(
                new RouteEvent.TargetFailed(
                        request, first, Optional.empty(), new Label("SERVER_ERROR")));
        log.write(
                new CallEnded(
                        request,
                        Decision.FAILED,
                        Optional.of(RefusalCode.PROVIDER_UNAVAILABLE),
                        Optional.of(new Label("backup/claude-x")),
                        2,
                        11,
                        7,
                        Duration.ofMillis(1500),
                        Optional.of(Duration.ofMillis(300))));
        log.write(
                new Served(
                        request,
                        new Label("v1/chat/completions"),
                        new Label("POST"),
                        502,
                        Duration.ofMillis(1600),
                        Optional.empty(),
                        Optional.empty()));
    }

    private SpanData span(SpanKind kind) {
        return kept.spans.stream().filter(one -> one.getKind() == kind).findFirst().orElseThrow();
    }

    @Test
    void aCallBecomesASpanWithTheNamesOfGenerativeAi() {
        try (SpanLog log = new SpanLog(logged::add, kept, Clock.systemUTC())) {
            write(log);
        }
        SpanData call = span(SpanKind.CLIENT);
        assertThat(call.getName()).isEqualTo("chat claude-x");
        assertThat(call.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("gen_ai.operation.name"), "chat")
                .containsEntry(AttributeKey.stringKey("gen_ai.provider.name"), "backup")
                .containsEntry(AttributeKey.longKey("gen_ai.usage.input_tokens"), 11L)
                .containsEntry(AttributeKey.longKey("gen_ai.usage.output_tokens"), 7L)
                .containsEntry(AttributeKey.stringKey("error.type"), "provider_unavailable");
        assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(call.getEndEpochNanos() - call.getStartEpochNanos())
                .isEqualTo(Duration.ofMillis(1500).toNanos());
        assertThat(call.getEvents().stream().map(EventData::getName))
                .containsExactly("target_chosen", "target_failed");
    }

    @Test
    void allSpansOfARequestAreInOneTraceAndEveryEventIsStillLogged() {
        try (SpanLog log = new SpanLog(logged::add, kept, Clock.systemUTC())) {
            write(log);
        }
        assertThat(kept.spans).hasSize(2);
        assertThat(kept.spans.stream().map(SpanData::getTraceId).distinct()).hasSize(1);
        assertThat(span(SpanKind.SERVER).getName()).isEqualTo("POST v1/chat/completions");
        assertThat(logged).hasSize(4);
    }

    @Test
    void aCollectorIsSentTheSpansByHttp() throws IOException {
        CompletableFuture<String> sent = new CompletableFuture<>();
        HttpServer collector =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext(
                "/v1/traces",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                    sent.complete(new String(body, ISO_8859_1));
                });
        collector.start();
        String address = "http://127.0.0.1:" + collector.getAddress().getPort() + "/";
        try (SpanLog log = SpanLog.to(address, logged::add, Clock.systemUTC())) {
            write(log);
        } finally {
            collector.stop(0);
        }
        assertThat(sent).isCompletedWithValueMatching(body -> body.contains("chat claude-x"));
    }

    @Test
    void aCollectorThatIsAwayHoldsNobodyUp() {
        long began = System.nanoTime();
        try (SpanLog log = SpanLog.to("http://127.0.0.1:9", logged::add, Clock.systemUTC())) {
            for (int i = 0; i < 5_000; i++) {
                write(log);
            }
        }
        assertThat(logged).hasSize(20_000);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }
}
