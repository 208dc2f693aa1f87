package portcullis.server.signals;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import portcullis.gateway.GatewayEvent.CallEnded;
import portcullis.gateway.route.RouteEvent;
import portcullis.kernel.Event;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;

/**
 * Makes OpenTelemetry spans out of what the floors report, on its way to the log: one for a request
 * at the front door, one for a model call, with OpenTelemetry's names for generative AI and each
 * routing decision as an event. Events hold no text, so spans cannot (invariant 9). All spans of a
 * request are in one trace, whose id is derived from the request's id.
 */
public final class SpanLog implements EventLog, AutoCloseable {
    private static final int MOST_REQUESTS = 10_000;
    private static final int MOST_DECISIONS = 32;
    private static final Duration LONGEST_REQUEST = Duration.ofMinutes(15);
    private static final Duration LONGEST_EXPORT = Duration.ofSeconds(5);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private static final AttributeKey<String> OPERATION =
            AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> PROVIDER =
            AttributeKey.stringKey("gen_ai.provider.name");
    private static final AttributeKey<String> MODEL =
            AttributeKey.stringKey("gen_ai.response.model");
    private static final AttributeKey<Long> INPUT =
            AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> OUTPUT =
            AttributeKey.longKey("gen_ai.usage.output_tokens");
    private static final AttributeKey<Double> FIRST_TOKEN =
            AttributeKey.doubleKey("portcullis.time_to_first_token");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> REQUEST =
            AttributeKey.stringKey("portcullis.request.id");
    private static final AttributeKey<String> DECISION =
            AttributeKey.stringKey("portcullis.decision");
    private static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("portcullis.attempts");
    private static final AttributeKey<String> METHOD =
            AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS =
            AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> TARGET = AttributeKey.stringKey("portcullis.target");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("portcullis.reason");

    private final EventLog log;
    private final Clock clock;
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** Routing decisions of calls that have not ended. */
    private final Cache<RequestId, List<Decided>> decisions =
            Caffeine.newBuilder()
                    .executor(Runnable::run)
                    .maximumSize(MOST_REQUESTS)
                    .expireAfterWrite(LONGEST_REQUEST)
                    .build();

    private record Decided(String name, Attributes what, Instant when) {}

    /**
     * @param exporter where spans go; closed with this log
     */
    SpanLog(EventLog log, SpanExporter exporter, Clock clock) {
        this.log = log;
        this.clock = clock;
        this.provider =
                SdkTracerProvider.builder()
                        .setResource(
                                Resource.getDefault()
                                        .merge(
                                                Resource.create(
                                                        Attributes.of(
                                                                AttributeKey.stringKey(
                                                                        "service.name"),
                                                                "portcullis"))))
                        .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                        .build();
        this.tracer = provider.get("portcullis");
    }

    /**
     * Sends spans to an OpenTelemetry collector, by OTLP over HTTP. A collector that is away costs
     * spans and nothing else.
     *
     * @param address where it listens, without the path
     */
    public static SpanLog to(String address, EventLog log, Clock clock) {
        String traces = address.replaceAll("/+$", "") + "/v1/traces";
        SpanExporter exporter =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(traces)
                        .setTimeout(LONGEST_EXPORT)
                        .build();
        return new SpanLog(log, exporter, clock);
    }

    @Override
    public void write(Event event) {
        switch (event) {
            case CallEnded ended -> call(ended);
            case Served served -> door(served);
            case RouteEvent.TargetChosen(var request, var target, var reason, var _) ->
                    remember(request, "target_chosen", target, lower(reason));
            case RouteEvent.TargetFailed(var request, var target, var _, var cause) ->
                    remember(request, "target_failed", target, cause.value());
            default -> {} // no part of a request
        }
        log.write(event);
    }

    private void remember(RequestId request, String name, Label target, String reason) {
        Decided decided =
                new Decided(
                        name,
                        Attributes.of(TARGET, target.value(), REASON, reason),
                        clock.instant());
        decisions
                .asMap()
                .merge(
                        request,
                        List.of(decided),
                        (known, more) -> {
                            List<Decided> all = new ArrayList<>(known);
                            all.addAll(known.size() < MOST_DECISIONS ? more : List.of());
                            return List.copyOf(all);
                        });
    }

    private void call(CallEnded ended) {
        String target = ended.target().map(Label::value).orElse("none/none");
        int slash = target.indexOf('/');
        String model = target.substring(slash + 1);
        Instant end = clock.instant();
        SpanBuilder builder =
                begun("chat " + model, SpanKind.CLIENT, ended.request(), end.minus(ended.took()))
                        .setAttribute(OPERATION, "chat")
                        .setAttribute(PROVIDER, slash < 0 ? target : target.substring(0, slash))
                        .setAttribute(MODEL, model)
                        .setAttribute(INPUT, ended.inputTokens())
                        .setAttribute(OUTPUT, ended.outputTokens())
                        .setAttribute(DECISION, lower(ended.decision()))
                        .setAttribute(ATTEMPTS, (long) ended.attempts());
        ended.firstToken().ifPresent(took -> builder.setAttribute(FIRST_TOKEN, seconds(took)));
        Span span = builder.startSpan();
        Optional.ofNullable(decisions.asMap().remove(ended.request()))
                .orElse(List.of())
                .forEach(made -> span.addEvent(made.name(), made.what(), made.when()));
        ended.refusal().ifPresent(code -> failed(span, code));
        span.end(end);
    }

    private static void failed(Span span, RefusalCode code) {
        span.setAttribute(ERROR, lower(code));
        span.setStatus(StatusCode.ERROR);
    }

    private void door(Served served) {
        Instant end = clock.instant();
        String name = served.method().value() + " " + served.route().value();
        Span span =
                begun(name, SpanKind.SERVER, served.requestId(), end.minus(served.duration()))
                        .setAttribute(METHOD, served.method().value())
                        .setAttribute(ROUTE, served.route().value())
                        .setAttribute(STATUS, (long) served.status())
                        .startSpan();
        if (served.status() >= 500) {
            span.setAttribute(ERROR, Integer.toString(served.status()));
            span.setStatus(StatusCode.ERROR);
        }
        span.end(end);
    }

    private SpanBuilder begun(String name, SpanKind kind, RequestId request, Instant start) {
        return tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(Context.root().with(Span.wrap(traceOf(request))))
                .setStartTimestamp(start)
                .setAttribute(REQUEST, request.value());
    }

    /** The same for every span of a request, whoever makes it. */
    private static SpanContext traceOf(RequestId request) {
        String hash = HexFormat.of().formatHex(sha256(request.value()));
        return SpanContext.createFromRemoteParent(
                hash.substring(0, 32),
                hash.substring(32, 48),
                TraceFlags.getSampled(),
                TraceState.getDefault());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static double seconds(Duration span) {
        return span.toNanos() / 1e9;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Hands on what waits and ends. */
    @Override
    public void close() {
        provider.shutdown().join(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }
}
