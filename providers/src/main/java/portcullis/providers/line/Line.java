package portcullis.providers.line;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.net.URI;
import java.util.Map;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Signals;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.governance.audit.EgressPermit;
import portcullis.providers.Vendor;
import portcullis.providers.Vendor.Capacity;

/**
 * A vendor at the other end of HTTP/1.1: a pool of kept-alive connections with a bounded number of
 * permits and waiters. Signals come on the caller's event loop when it has one, else on one of
 * Vert.x.
 */
public final class Line implements Provider {
    /** Below the shortest keep-alive that vendors' front ends are known for. */
    private static final int KEEP_ALIVE_SECONDS = 30;

    private static final int CLEAN_UP_MILLIS = 500;
    private static final int MOST_HEADER_BYTES = 65_536;

    private final Vertx vertx;
    private final HttpClient client;
    private final Tongue tongue;
    private final RequestOptions where;

    /**
     * A line to the vendor's address; connects to nothing yet.
     *
     * @throws IllegalArgumentException when the base is not an http or https address
     */
    public Line(Vertx vertx, Vendor vendor, Tongue tongue) {
        this.vertx = vertx;
        this.tongue = tongue;
        this.where = where(vendor.base(), tongue);
        this.client =
                vertx.httpClientBuilder()
                        .with(options())
                        .with(pool(vendor.capacity()))
                        // each attempt hears of it by itself; the client would print it
                        .withConnectHandler(connection -> connection.exceptionHandler(_ -> {}))
                        .build();
    }

    @Override
    public Attempt call(Ask ask, EgressPermit permit, Signals signals) {
        permit.use();
        // here, not on the line's event loop: a long request takes long to translate
        Worded worded = tongue.word(ask);
        Context context = vertx.getOrCreateContext();
        LineAttempt attempt = new LineAttempt(ask, tongue, signals, context);
        // never at once: the first signal comes after the caller holds its attempt
        context.runOnContext(
                _ -> {
                    switch (worded) {
                        case Worded.Ready(byte[] body, Map<String, String> headers) ->
                                attempt.start(client, options(ask, headers), body);
                        case Worded.Unsayable(Rejected trouble) -> attempt.failed(trouble);
                    }
                });
        return attempt;
    }

    /** The attempt keeps the connect limit; the client only cleans up after it. */
    private RequestOptions options(Ask ask, Map<String, String> headers) {
        RequestOptions options =
                new RequestOptions(where)
                        .setURI(where.getURI() + tongue.path(ask))
                        .setConnectTimeout(ask.timeouts().connect().toMillis() + CLEAN_UP_MILLIS);
        headers.forEach(options::putHeader);
        return options;
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions()
                .setTcpNoDelay(true)
                .setKeepAlive(true)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setPipelining(false)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setTracingPolicy(TracingPolicy.IGNORE);
    }

    private static PoolOptions pool(Capacity capacity) {
        return new PoolOptions()
                .setHttp1MaxSize(capacity.permits())
                .setMaxWaitQueueSize(capacity.queue());
    }

    private static RequestOptions where(URI base, Tongue tongue) {
        boolean secure = "https".equals(base.getScheme());
        if (base.getHost() == null || (!secure && !"http".equals(base.getScheme()))) {
            throw new IllegalArgumentException("a base-url begins with http:// or https://");
        }
        int standard = secure ? 443 : 80;
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost(base.getHost())
                        .setPort(base.getPort() < 0 ? standard : base.getPort())
                        .setSsl(secure)
                        .setFollowRedirects(false)
                        .setURI(base.getRawPath().replaceAll("/+$", ""));
        tongue.headers().forEach(options::putHeader);
        return options.putHeader("accept-encoding", "identity")
                .putHeader("user-agent", "portcullis");
    }
}
